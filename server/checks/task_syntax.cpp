// task-syntax: an entry of a task that is no YAML, a field whose value is no text, or a task that nothing
// opens.
#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "server/checks/agent_lookups.h"
#include "server/checks/all.h"
#include "server/checks/stray_tags.h"
#include "server/checks/task_field.h"
#include "server/checks/words.h"
#include "server/checks/yaml_problems.h"
#include "server/syntax/lines.h"

namespace baton {

namespace {

// Fields that are text. What a tool's own fields are, nobody here knows.
constexpr std::array<std::string_view, 5> text_fields = {"subagent_type", "prompt", "description", "model",
                                                         "name"};

bool has_blank(const YamlNode& scalar) {
  return std::ranges::any_of(scalar.text, is_space);
}

// "[what to do]" and "{agent}" are places to be filled in, "[Quick mode only]" is a condition: text to
// whoever wrote it, whatever YAML takes it for.
bool is_meant_as_text(const Task& task, const YamlEntry& field) {
  const YamlNode& value = field.value;
  if (value.is_mapping())
    return std::ranges::any_of(value.entries, [](const YamlEntry& entry) {
      return entry.key.empty() || (entry.value.is_scalar() ? scalar_type(entry.value) == ScalarType::null
                                                           : entry.value.kind == YamlNode::Kind::null);
    });
  if (field.key == "prompt") {
    if (task.condition || value.items.size() < 2) return true;
    return !std::ranges::all_of(value.items,
                                [](const YamlNode& item) { return item.is_scalar() && !has_blank(item); });
  }
  return value.items.empty() || std::ranges::any_of(value.items, has_blank);
}

bool has_problem(const Task& task, TextRange range) {
  return std::ranges::any_of(task.problems,
                             [&](const YamlProblem& problem) { return problem.range.overlaps(range); });
}

// "{ml-engineer}": a place to be filled in, unless an agent is called so.
const YamlEntry* agent_in_braces(const CheckInput& input, const YamlEntry& field) {
  const YamlNode& value = field.value;
  if (field.key != "subagent_type" || !value.is_mapping() || value.entries.size() != 1) return nullptr;
  const YamlEntry& only = value.entries.front();
  if (only.key.empty() || only.range.end > only.key_range.end) return nullptr;
  return input.agents.of(only.key).status == AgentResolution::Status::resolved ? &only : nullptr;
}

// Text below a key without "|", in which colons or dashes stand.
void judge_lines_below(const CheckInput& input, const YamlEntry& field, Findings& findings) {
  const bool list = field.value.is_sequence();
  Diagnostic& found =
      findings.add(field.key_range, quoted(field.key) + " is no text to YAML: a line below it reads as a " +
                                        (list ? "list's item" : "key with its value") + "; write \"" +
                                        field.key + ": |\"");
  const std::string_view text = input.document.text;
  const std::uint32_t first = field.value.range.begin;
  const auto column = [&](std::uint32_t at) { return at - line_begin(text, at); };
  if (column(first) <= column(field.key_range.begin)) return;  // the block's text must stand deeper
  const std::size_t colon = text.find(':', field.key_range.end);
  const auto behind = static_cast<std::uint32_t>(colon + 1);
  found.fixes.push_back({"Write \"" + field.key + ": |\"", false, {{input.path, {{behind, behind}, " |"}}}});
}

// "[opus]", "{a: ghost}"
void judge_type(const CheckInput& input, const YamlEntry& field, TextRange where, Findings& findings) {
  const YamlNode& value = field.value;
  Diagnostic& found =
      findings.add(where, quoted(field.key) + " must be text, and this is " +
                              (value.is_sequence() ? "a list" : "keys with values") + " to YAML");
  if (where != value.range || value.items.size() != 1 || !value.items.front().is_scalar()) return;
  const std::string text(input.document.slice(value.items.front().range));
  found.fixes.push_back({"Change to " + text, false, {{input.path, {value.range, text}}}});
}

void judge_field(const CheckInput& input, const Task& task, const YamlEntry& field, Findings& findings) {
  const YamlNode& value = field.value;
  const std::string_view text = input.document.text;
  const bool alternatives = field.key == "subagent_type" && value.is_sequence() && !task.agents.empty();
  if (alternatives) return;
  if (const YamlEntry* agent = agent_in_braces(input, field)) {
    Diagnostic& found =
        findings.add(value.range, "\"subagent_type\" must be text, and in braces " + quoted(agent->key) +
                                      " is a key without a value to YAML");
    found.fixes.push_back({"Change to " + agent->key, false, {{input.path, {value.range, agent->key}}}});
    return;
  }
  if (text[value.range.begin] == '{' || text[value.range.begin] == '[') {
    if (task.closed && !has_problem(task, value.range) && !is_meant_as_text(task, field))
      judge_type(input, field, value.range, findings);
  } else if (stands_below(text, field)) {
    if (field.key == "prompt" || field.key == "description")
      judge_lines_below(input, field, findings);
    else
      judge_type(input, field, field.key_range, findings);
  }
}

void judge_fields(const CheckInput& input, Findings& findings) {
  TasksInFields in_fields(input.document);
  for (const Task& task : input.document.tasks) {
    for (const std::string_view key : text_fields) {
      const YamlEntry* field = task.fields.find(key);
      if (field == nullptr || !(field->value.is_mapping() || field->value.is_sequence())) continue;
      if (in_fields.contain(task)) judge_field(input, task, *field, findings);
    }
  }
}

// The tag by itself; words before it keep their line, and what fields stand behind it come to the next one.
// Nothing where other words stand behind it: what they are, only the author knows.
std::optional<TextEdit> alone(const Document& document, TextRange line) {
  constexpr std::string_view tag = "<Task>";
  const std::string_view words = document.slice(line);
  const std::size_t at = words.find(tag);
  const std::string_view before = trimmed(words.substr(0, at));
  const std::string_view behind = trimmed(words.substr(at + tag.size()));
  const Line own = line_at(document.text, line.begin);
  const std::string line_end(document.slice({own.end, own.next}));
  const auto holds_words = [](std::string_view text) {
    return std::ranges::any_of(text, [](char c) { return is_letter(c) || is_beyond_ascii(c); });
  };
  std::string out = holds_words(before) ? std::string(before) + line_end : std::string();
  out += tag;
  if (!holds_words(behind)) return TextEdit{line, out};
  if (!is_letter(behind.front()) || behind.find(':') == std::string_view::npos) return std::nullopt;
  return TextEdit{line, out + line_end + std::string(behind)};
}

}  // namespace

void check_task_syntax(const CheckInput& input, Findings& findings) {
  TextsBelow below(input.document);
  const auto report = [&](const YamlPart& part, const YamlProblem& problem) {
    if (part.owner != YamlPart::Owner::task) return;
    if (below.hold(*part.root, problem.range.begin)) return;
    const std::string what = problem.kind == YamlProblem::Kind::too_deep
                                 ? std::string("this is nested too deeply to be read")
                                 : problem.message;
    const std::string where = problem.subject.empty() ? std::string("this task is no YAML here: ")
                                                      : quoted(problem.subject) + " is no YAML: ";
    findings.add(problem.range, where + what);
  };
  for_each_problem(input.document, YamlProblem::Kind::syntax, report);
  for_each_problem(input.document, YamlProblem::Kind::too_deep, report);
  judge_fields(input, findings);
  for (const StrayBlock& block : stray_blocks(input.document, TaggedBlock::Kind::task)) {
    const std::string line = std::to_string(input.document.lines.line_of(block.close_tag.begin) + 1);
    if (block.crowded) {
      Diagnostic& found =
          findings.add(*block.opened, "this <Task> opens no task, and the </Task> on line " + line +
                                          " closes none; the tag must stand alone on its line");
      if (const auto edit = alone(input.document, *block.opened))
        found.fixes.push_back({"Put <Task> on a line of its own", false, {{input.path, *edit}}});
    } else if (block.opened) {
      Diagnostic& found = findings.add(*block.opened, quoted(input.document.slice(*block.opened)) +
                                                          " opens no task, and the </Task> on line " + line +
                                                          " closes none; did you mean \"<Task>\"?");
      found.fixes.push_back({"Change to <Task>", false, {{input.path, {*block.opened, "<Task>"}}}});
    } else {
      findings.add(block.first, "no <Task> stands above these fields, and the </Task> on line " + line +
                                    " closes nothing; put a line \"<Task>\" before them");
    }
  }
}

}  // namespace baton
