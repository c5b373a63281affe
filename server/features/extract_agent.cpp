// The selected text of a prompt becomes an agent of its own, and the task runs that agent.
#include <algorithm>

#include "server/base/path.h"
#include "server/features/refactorings.h"
#include "server/syntax/lines.h"

namespace baton {
namespace {

constexpr const char* title = "Extract the selected text as an agent";

// Beside the commands: of the plugin, else in the folder that commands/ lies in.
std::string agents_folder(const FeatureInput& input) {
  if (const Plugin* plugin = input.snapshot.plugin_of(input.path)) return plugin->folder + "/agents";
  for (std::string_view folder = path::parent(input.path); folder.size() > 1; folder = path::parent(folder))
    if (path::file_name(folder) == "commands") return std::string(path::parent(folder)) + "/agents";
  return {};
}

// A name that no agent has and no file either; empty where there is none.
std::string free_name(const FeatureInput& input, const std::string& folder) {
  for (int i = 1; i < 100; ++i) {
    const std::string name = "new-agent" + (i > 1 ? "-" + std::to_string(i) : std::string());
    const bool taken =
        input.snapshot.look_up(folder + "/" + name + ".md").presence == Presence::exists ||
        std::ranges::any_of(input.snapshot.agents(), [&](const Agent& agent) { return agent.name == name; });
    if (!taken) return name;
  }
  return {};
}

// The selection's lines without the prompt's indent.
std::string body_of(const Document& document, TextRange range) {
  const std::string_view text = document.text;
  const std::uint32_t first = skip_blanks(text, line_begin(text, range.begin));
  const std::uint32_t indent = first - line_begin(text, range.begin);
  std::string out;
  for (std::uint32_t at = range.begin; at < range.end;) {
    const Line line = line_at(text.substr(0, range.end), at);
    std::uint32_t inner = at;
    if (at != range.begin) inner = std::min(skip_blanks(text.substr(0, line.end), at), at + indent);
    out += std::string(piece(text, {inner, line.end})) + "\n";
    at = line.next;
  }
  return out;
}

// What means something in a command's prompt only.
bool holds_more_than_text(const Document& document, TextRange range) {
  const auto inside = [&](const auto& item) { return item.range.overlaps(range); };
  return std::ranges::any_of(document.placeholders, inside) ||
         std::ranges::any_of(document.near_misses, inside) ||
         std::ranges::any_of(document.conditions, inside);
}

}  // namespace

void extract_agent(const FeatureInput& input, TextRange range, std::vector<CodeAction>& out) {
  const Document& document = input.document;
  if (range.empty()) return;
  const auto at = task_at(document, range.begin);
  if (!at || !document.tasks[*at].prompt || document.tasks[*at].form == Task::Form::prose) return;
  const Task& task = document.tasks[*at];
  range = trimmed(document.text, range);
  if (range.empty() || !task.prompt->range.contains(range)) return;
  CodeAction action{title, CodeAction::Kind::extract};
  const YamlEntry* prompt = task.fields.find("prompt");
  const std::string folder = agents_folder(input);
  const std::string name = folder.empty() ? std::string() : free_name(input, folder);
  if (holds_more_than_text(document, range)) {
    action.disabled = "the text holds placeholders or conditions, which mean nothing in an agent's file";
  } else if (prompt == nullptr || prompt->value.style != ScalarStyle::literal) {
    action.disabled = "the prompt is not a block (\"prompt: |\")";
  } else if (task.agents.size() != 1) {
    action.disabled = "the task does not name one agent";
  } else if (name.empty()) {
    action.disabled = "there is no folder for agents beside this file";
  } else {
    const bool all = range == trimmed(document.text, task.prompt->range);
    action.files = {{folder + "/" + name + ".md",
                     "---\nname: " + name + "\ndescription: Say when this agent is to be used.\n---\n\n" +
                         body_of(document, range)}};
    action.edits = {{input.path, {document.agent_references[task.agents.front()].range, name}},
                    {input.path, {range, all ? "Do this for: $ARGUMENTS" : ""}}};
  }
  out.push_back(std::move(action));
}

}  // namespace baton
