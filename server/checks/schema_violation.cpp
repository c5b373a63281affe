// schema-violation: a value that is not what its key takes. The schema says what that is, in its own words
// ("x-expects"); here they become a sentence, and where one value is evidently meant, a fix.
#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

#include "server/base/edit_distance.h"
#include "server/base/path.h"
#include "server/base/utf8.h"
#include "server/checks/all.h"
#include "server/checks/schema.h"
#include "server/checks/words.h"
#include "server/syntax/lines.h"
#include "server/syntax/yaml_aliases.h"

namespace baton {
namespace {

struct EvidentValue {
  std::string text;  // as it is to be written
  bool safe = false;
};

bool is_expecting(const SchemaFault& fault, std::string_view words) {
  return std::string_view(fault.expects).find(words) != std::string_view::npos;
}

std::string in_quotes(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

// "1", "1.0", "v1.0" -> three numbers.
std::optional<std::string> three_numbers(std::string_view text) {
  std::size_t parts = 1;
  char before = '.';
  for (const char c : text.substr(text.starts_with('v') ? 1 : 0)) {
    if (c == '.' ? before == '.' : !is_digit(c)) return std::nullopt;
    if (c == '.') ++parts;
    before = c;
  }
  if (before == '.' || parts > 2) return std::nullopt;
  return std::string(text) + (parts == 1 ? ".0.0" : ".0");
}

// "My Skill", "my_skill" -> "my-skill".
std::string kebab(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool keep = is_letter(c) || is_digit(c);
    if (keep) out += to_lower(c);
    if (!keep && !out.empty() && out.back() != '-') out += '-';
  }
  while (!out.empty() && out.back() == '-') out.pop_back();
  return out;
}

std::optional<EvidentValue> evident_flag(std::string_view text) {
  for (const std::string_view word : {"yes", "on", "true", "y", "1"})
    if (equals_lower(text, word)) return EvidentValue{"true", true};
  for (const std::string_view word : {"no", "off", "false", "n", "0"})
    if (equals_lower(text, word)) return EvidentValue{"false", true};
  return std::nullopt;
}

std::optional<EvidentValue> evident_name(const CheckInput& input, std::string_view text) {
  const std::string_view folder = path::file_name(path::parent(input.path));
  const std::string name = kebab(text);
  if (name.empty() || name.size() > 64) return std::nullopt;
  return EvidentValue{name, name == folder};
}

// "Sonnet" among names in lower case, or a name with a slip.
std::optional<EvidentValue> evident_choice(const SchemaFault& fault, const std::string& text) {
  for (const std::string& candidate : fault.candidates)
    if (fold_case(candidate) == fold_case(text)) return EvidentValue{candidate, true};
  if (const auto near = nearest(text, fault.candidates)) return EvidentValue{*near, false};
  return std::nullopt;
}

// `opus`, as in prose.
std::string_view without_marks(std::string_view text) {
  const bool marked = text.size() > 2 && text.front() == '`' && text.back() == '`';
  return marked ? text.substr(1, text.size() - 2) : text;
}

// The value that was meant, where only one can have been.
std::optional<EvidentValue> evident_value(const CheckInput& input, const SchemaFault& fault) {
  const YamlNode& value = *fault.value;
  // A hint such as {name}, which YAML takes for a mapping.
  if (fault.name == "argument-hint" && value.is_mapping() && input.document.text[value.range.begin] == '{')
    return EvidentValue{in_quotes(input.document.slice(value.range)), true};
  if (!value.is_scalar() || value.text.find('\n') != std::string::npos) return std::nullopt;
  const std::string text(without_marks(trimmed(value.text)));
  if (!fault.candidates.empty()) return evident_choice(fault, text);
  if (is_expecting(fault, "true or false")) return evident_flag(text);
  if (is_expecting(fault, "whole number")) {
    const bool number = !text.empty() && text.size() < 10 && text.front() != '0' &&
                        text.find_first_not_of("0123456789") == std::string::npos;
    return number ? std::optional(EvidentValue{text, true}) : std::nullopt;
  }
  if (fault.name == "version") {
    const auto version = three_numbers(text);
    return version ? std::optional(EvidentValue{in_quotes(*version), true}) : std::nullopt;
  }
  if (fault.name == "command") {
    const std::string name = kebab(text);
    if (name.empty()) return std::nullopt;
    return EvidentValue{'/' + name, name == text || '/' + name == text};
  }
  if (fault.name == "name" && input.kind == FileKind::skill) return evident_name(input, text);
  // Where names are wanted, quotes would make a name of it that nothing has.
  if (is_expecting(fault, "string") && !is_expecting(fault, "list") && !fault.in_list &&
      scalar_type(value) != ScalarType::string)
    return EvidentValue{in_quotes(input.document.slice(value.range)), true};
  return std::nullopt;
}

// What the value is, to stand behind "not".
std::string value_in_words(const YamlNode& value) {
  if (value.is_sequence()) return "a list";
  if (value.is_mapping()) return "a mapping";
  if (!value.is_scalar()) return "empty";
  switch (scalar_type(value)) {
    case ScalarType::null:
      return "empty";
    case ScalarType::boolean:
      return value.text;
    case ScalarType::integer:
    case ScalarType::floating:
      return "the number " + value.text;
    case ScalarType::string:
      break;
  }
  const std::string_view text = trimmed(value.text);
  if (text.empty()) return "empty";
  const std::size_t length = code_point_length(value.text);
  return length > 64 ? "one of " + std::to_string(length) + " characters" : quoted(text);
}

// The value's own place; of a list or mapping its key, which is one line.
TextRange range_of(const Document& document, const SchemaFault& fault) {
  const YamlNode& value = *fault.value;
  const bool many_lines =
      document.lines.line_of(value.range.begin) != document.lines.line_of(value.range.end);
  const bool has_text = value.is_scalar() && !value.content_range().empty();
  if (fault.entry != nullptr && !fault.in_list && (!has_text || many_lines)) return fault.entry->key_range;
  return has_text ? value.content_range() : value.range;
}

void report_value(const CheckInput& input, Findings& findings, const SchemaFault& fault) {
  const std::string what = (fault.in_list ? "an item of " : "") + quoted(fault.name);
  const std::string must =
      fault.expects.empty() ? " has a value of the wrong type: " : " must be " + fault.expects + ", not ";
  std::string message = what + must + value_in_words(*fault.value);
  const auto evident = evident_value(input, fault);
  if (evident && !evident->safe) message += "; did you mean " + quoted(evident->text) + '?';
  Diagnostic& found = findings.add(range_of(input.document, fault), std::move(message));
  if (!evident) return;
  found.fixes.push_back(
      {"Change to " + evident->text, evident->safe, {{input.path, {fault.value->range, evident->text}}}});
}

// A line of the front matter that begins with the key, though no entry of it could be read.
bool is_hidden(const Document& document, std::string_view key) {
  const auto is_told = [&](const YamlProblem& problem) { return problem.subject == key; };
  if (std::ranges::any_of(document.front_matter.problems, is_told)) return true;
  const TextRange content = document.front_matter.content;
  for (std::uint32_t at = content.begin; at < content.end;) {
    const Line line = line_at(document.text, at);
    const std::string_view words = trimmed(document.slice(line.range()));
    if (words.starts_with(key) && trimmed(words.substr(key.size())).starts_with(':')) return true;
    at = line.next;
  }
  return false;
}

void report_missing(const CheckInput& input, Findings& findings, const SchemaFault& fault) {
  const std::string kind = input.kind == FileKind::agent ? "an agent" : "a skill";
  const std::string must = fault.expects.empty() ? std::string() : "; write " + fault.expects;
  if (fault.entry != nullptr) {
    if (is_unknown(fault.entry->value)) return;
    findings.add(fault.entry->key_range,
                 quoted(fault.name) + " has no value, and " + kind + " cannot do without it" + must);
    return;
  }
  if (is_hidden(input.document, fault.name)) return;
  findings.add(input.document.front_matter.open, "the front matter has no " + quoted(fault.name) + ", and " +
                                                     kind + " cannot do without it" + must);
}

bool is_tool_list(std::string_view key) {
  return key == "allowed-tools" || key == "disallowed-tools" || key == "tools" || key == "disallowedTools";
}

int open_brackets(std::string_view text) {
  int depth = 0;
  for (const char c : text) depth += c == '(' ? 1 : c == ')' ? -1 : 0;
  return depth;
}

// "Bash(git:*" names no tool that any reader knows. A list that YAML's commas cut in two, "[Bash(a, b)]",
// does.
void judge_tools(const CheckInput& input, Findings& findings, const YamlEntry& entry) {
  const std::string_view written = input.document.slice(entry.value.range);
  if (open_brackets(written) == 0) return;
  const auto report = [&](const YamlNode& tool) {
    const int open = tool.is_scalar() ? open_brackets(tool.text) : 0;
    if (open == 0) return;
    findings.add(tool.content_range(),
                 "in " + quoted(entry.key) + " a parenthesis of " + quoted(trimmed(tool.text)) +
                     (open > 0 ? " is never closed" : " is never opened") + "; write Tool or Tool(pattern)");
  };
  report(entry.value);
  for (const YamlNode& item : entry.value.items) report(item);
}

// The top entries in which something is no YAML: what can still be read of them is not what was written.
std::vector<TextRange> broken_entries(const FrontMatter& front) {
  std::vector<TextRange> out;
  std::vector<std::uint32_t> faults;
  for (const YamlProblem& problem : front.problems)
    if (problem.kind == YamlProblem::Kind::syntax) faults.push_back(problem.range.begin);
  std::ranges::sort(faults);
  for (const YamlEntry& entry : front.root.entries) {
    const auto fault = std::ranges::lower_bound(faults, entry.range.begin);
    if (fault != faults.end() && *fault < entry.range.end) out.push_back(entry.range);
  }
  return out;
}

bool is_in(const std::vector<TextRange>& ranges, std::uint32_t offset) {
  const auto behind = std::ranges::upper_bound(ranges, offset, {}, &TextRange::begin);
  return behind != ranges.begin() && std::prev(behind)->contains(offset);
}

}  // namespace

void check_schema_violation(const CheckInput& input, Findings& findings) {
  const FrontMatter& front = input.document.front_matter;
  if (!front.present) return;
  const std::vector<TextRange> broken = broken_entries(front);
  for (const SchemaFault& fault : input.schema_faults) {
    if (fault.value == nullptr) report_missing(input, findings, fault);
    if (fault.value != nullptr && !is_in(broken, fault.value->range.begin))
      report_value(input, findings, fault);
  }
  for (const YamlEntry& entry : front.root.entries)
    if (is_tool_list(entry.key)) judge_tools(input, findings, entry);
}

}  // namespace baton
