// The hash takes in every part with its length, so that no two lists of parts are taken for one another.
#include "server/run/trust.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <set>
#include <vector>

#include "server/base/error_words.h"
#include "server/run/lock.h"
#include "server/run/names.h"
#include "server/run/render.h"

namespace baton {
namespace {

constexpr const char* file_name = "confirmed";

std::string call_words(const Runner& runner) {
  std::string words;
  for (const std::string& argument : runner.argv) words += (words.empty() ? "" : " ") + shown(argument, 80);
  return words;
}

}  // namespace

Confirmation confirmation_of(const Plan& plan, const std::string& root, const Runner& runner) {
  Confirmation made;
  std::string all;
  const auto add = [&](std::string_view part) {
    all += std::to_string(part.size()) + ":";
    all += part;
  };
  for (const std::string* part : {&root, &plan.path, &plan.command, &plan.text_hash}) add(*part);
  add(runner_identity(runner));
  // What runs now, and what the answer holds for besides.
  std::vector<std::string> tasks, agents, other_tasks, other_agents;
  std::set<std::string> known;
  for (const PlanStep& step : plan.steps) {
    if (step.kind != StepKind::task) continue;
    add(step.agent_file);
    add(step.agent_hash);
    const bool now = step.state == StepState::run;
    (now ? tasks : other_tasks).push_back(shown(step.id, 60));
    if (now && known.insert(step.agent).second) agents.push_back(shown(step.agent, 60));
  }
  for (const PlanStep& step : plan.steps)
    if (step.kind == StepKind::task && known.insert(step.agent).second)
      other_agents.push_back(shown(step.agent, 60));
  made.hash = text_hash(all);
  made.words = "Run /" + shown(plan.command, 60) + " of " + shown(root) + " with the runner " +
               shown(runner.name, 60) + " (" + call_words(runner) + ")? Tasks: " + list_words(tasks) +
               ". Agents: " + list_words(agents) + ".";
  if (!other_tasks.empty())
    made.words +=
        " The answer holds for the other tasks of the command, too: " + list_words(other_tasks) + ".";
  if (!other_agents.empty()) made.words += " Their agents: " + list_words(other_agents) + ".";
  return made;
}

bool is_confirmed(const std::string& folder, const Confirmation& confirmation) {
  const Result<OpenFile> opened = open_folder(folder, "", false);
  if (!opened) return false;
  const std::string text = "\n" + read_all(open_file(*opened, file_name, O_RDONLY)).value_or("");
  return text.find("\n" + confirmation.hash + "\n") != std::string::npos;
}

std::string remember(const std::string& folder, const Confirmation& confirmation) {
  if (!folder.starts_with('/')) return "there is no folder to remember it in";
  const Result<OpenFile> opened = open_folder("/", std::string_view(folder).substr(1), true);
  if (!opened) return opened.error();
  const OpenFile file = open_file(*opened, file_name, O_WRONLY | O_APPEND | O_CREAT);
  const std::string line = confirmation.hash + "\n";
  if (!file || ::write(file.get(), line.data(), line.size()) != static_cast<ssize_t>(line.size()))
    return "it cannot be remembered (" + error_words(errno) + ")";
  return {};
}

std::string state_folder(std::string_view xdg_state_home, std::string_view home) {
  if (xdg_state_home.starts_with('/')) return std::string(xdg_state_home) + "/baton";
  if (home.starts_with('/')) return std::string(home) + "/.local/state/baton";
  return {};
}

}  // namespace baton
