// See flow_words.h.
#include "server/checks/flow_words.h"

#include <algorithm>

#include "server/checks/words.h"
#include "server/syntax/lines.h"

namespace baton {
namespace {

// Runs of three and more as "1 to 3". Never more than a few, however many there are.
std::vector<std::string> runs(std::span<const unsigned long long> numbers) {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < numbers.size() && out.size() <= most_named;) {
    std::size_t last = i;
    while (last + 1 < numbers.size() && numbers[last + 1] == numbers[last] + 1) ++last;
    if (last < i + 2) last = i;
    out.push_back(std::to_string(numbers[i]));
    if (last > i) out.back() += " to " + std::to_string(numbers[last]);
    i = last + 1;
  }
  return out;
}

bool may_stand_in_condition(std::string_view name) {
  return !name.empty() && std::ranges::all_of(name, [](char c) {
    return is_word(c) || c == '-' || c == ' ' || is_beyond_ascii(c);
  });
}

}  // namespace

std::string phase_list(std::span<const unsigned long long> numbers) {
  std::vector<std::string> names = runs(numbers);
  std::string out = numbers.size() == 1 ? "phase " : "phases ";
  if (names.size() <= most_named) return out + listed(names, "and");
  names.pop_back();
  for (std::size_t i = 0; i < names.size(); ++i) out += (i > 0 ? ", " : "") + names[i];
  return out + " and more";
}

std::string first_of(std::span<const std::string> names, std::size_t total, std::string_view word) {
  if (names.size() == total) return listed(names, word, total);
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : ", ") + name;
  return out + " and " + std::to_string(total - names.size()) + " more";
}

std::string mode_names_list(const Document& document, const ModeSet& modes, std::string_view word) {
  const std::vector<std::size_t> all = modes.list();
  std::vector<std::string> names;
  for (const std::size_t mode : all) {
    if (names.size() == most_named) break;
    if (mode < document.modes.size()) names.push_back(quoted(document.modes[mode].name));
  }
  return first_of(names, all.size(), word);
}

std::string mode_list(const Document& document, const ModeSet& modes, std::string_view word) {
  return (modes.list().size() == 1 ? "mode " : "modes ") + mode_names_list(document, modes, word);
}

std::string did_you_mean(std::span<const std::string> names) {
  if (names.empty()) return {};
  std::vector<std::string> shown;
  for (const std::string& name : names) shown.push_back(quoted(name));
  return "; did you mean " + listed(shown, "or") + '?';
}

std::string source_words(const Placeholder& placeholder) {
  const std::string phase = "phase " + std::to_string(placeholder.phase);
  return placeholder.agent.empty() ? phase : quoted(placeholder.agent) + " of " + phase;
}

bool may_stand_in_placeholder(std::string_view name) {
  return std::ranges::all_of(name,
                             [](char c) { return is_word(c) || c == '-' || c == ':' || is_beyond_ascii(c); });
}

std::string task_words(const Document& document, const Task& task) {
  if (task.agents.empty() || !task.phase) return "this task";
  return quoted(document.agent_references[task.agents.front()].text) + " of phase " +
         std::to_string(document.phases[*task.phase].number);
}

TextRange agent_range(const Document& document, const Task& task) {
  return task.agents.empty() ? task.open_tag : document.agent_references[task.agents.front()].range;
}

std::string condition_head(const Document& document, const ModeSet& modes) {
  const std::vector<std::size_t> all = modes.list();
  if (all.empty() || all.size() > 2 * most_named) return {};
  std::string out = "[";
  for (const std::size_t mode : all) {
    if (mode >= document.modes.size()) return {};
    std::string name = document.modes[mode].name;
    if (!may_stand_in_condition(name)) return {};
    if (name.front() >= 'a' && name.front() <= 'z')
      name.front() = static_cast<char>(name.front() - 'a' + 'A');
    if (out.size() > 1) out += '/';
    out += name;
  }
  return out + (all.size() == 1 ? " mode: " : " modes: ");
}

}  // namespace baton
