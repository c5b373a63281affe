// unquoted-value: a value that YAML refuses or reads otherwise than it was meant, in front matter, a task or
// a question. Some tools forgive it, others drop the whole front matter.
#include <algorithm>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "server/checks/all.h"
#include "server/checks/schema.h"
#include "server/checks/words.h"
#include "server/checks/yaml_problems.h"
#include "server/syntax/lines.h"
#include "server/syntax/task_fields.h"
#include "server/syntax/yaml_meant.h"
#include "server/syntax/yaml_scalar.h"

namespace baton {

namespace {

// The entry of a mapping in which that byte stands; a mapping may have any number of them.
const YamlEntry* entry_at(const YamlNode& mapping, std::uint32_t offset) {
  const auto behind = std::ranges::upper_bound(mapping.entries, offset, {},
                                               [](const YamlEntry& entry) { return entry.range.begin; });
  return behind == mapping.entries.begin() ? nullptr : &*std::prev(behind);
}

// The value of an entry at that byte, and the keys that lead to it.
struct Place {
  std::vector<std::string> keys;
  const YamlNode* value = nullptr;  // none: an item of a list
};

Place place_of(const YamlNode& root, std::uint32_t offset) {
  Place place;
  const YamlNode* node = &root;
  while (node->is_mapping()) {
    const YamlEntry* entry = entry_at(*node, offset);
    if (entry == nullptr) return {};
    place.keys.push_back(entry->key);
    node = &entry->value;
  }
  if (node->is_scalar() && node->range.begin == offset) place.value = node;
  return place;
}

// Text of a prompt, or of another field, that YAML takes for keys: quotes would become part of it. Only what
// is the value of a task's own field is none, and where no prompt could be read, of one that is known.
bool is_text_of_task(const YamlNode& fields, std::uint32_t offset) {
  const Place place = place_of(fields, offset);
  if (place.value == nullptr || place.keys.size() != 1) return true;
  const YamlEntry* prompt = fields.find("prompt");
  if (prompt != nullptr && prompt->value.kind != YamlNode::Kind::null &&
      !(prompt->value.is_scalar() && trimmed(prompt->value.text).empty()))
    return false;
  return !is_task_field(place.keys.front()) || (prompt != nullptr && prompt->range.begin < offset);
}

// Where the value of each prompt begins whose text goes on outside of it: behind quotes it would be cut
// off, and below "|" lose its shape.
std::set<std::uint32_t> prompts_that_go_on(const Document& document) {
  std::set<std::uint32_t> out;
  for (const Task& task : document.tasks)
    if (const YamlEntry* prompt = task.fields.find("prompt"); prompt != nullptr && !task.cut_short.empty())
      out.insert(prompt->value.range.begin);
  return out;
}

struct Mend {
  std::string_view words, title;
  bool lines = false;  // more than one
};

Mend mend_of(std::string_view value, std::string_view replacement) {
  if (replacement.starts_with('|'))
    return {"write \"|\" before it and begin it on the next line", "Write the value as a block behind \"|\"",
            true};
  if (value.ends_with(',') && value.starts_with(replacement))
    return {"leave out the comma behind it", "Leave out the comma"};
  return {"put it in quotes", "Put the value in quotes"};
}

// Line ends were plain while the value was read.
std::string with_line_ends_of(const Document& document, const YamlProblem& problem) {
  if (document.slice(problem.range).find("\r\n") == std::string_view::npos) return problem.replacement;
  std::string out;
  for (const char c : problem.replacement) out += c == '\n' ? std::string("\r\n") : std::string(1, c);
  return out;
}

// A list or a deeper line below the value, which behind quotes YAML would no longer take.
bool goes_on_below(const Document& document, TextRange value) {
  const std::string_view text = document.text;
  const std::uint32_t begin = line_begin(text, value.begin);
  const std::uint32_t outer = skip_blanks(text, begin);
  std::uint32_t key = outer;
  while (text[key] == '-' && ends_token(text, key + 1) && key < value.begin) key = skip_blanks(text, key + 1);
  const bool in_item = key > outer;
  for (std::uint32_t at = line_at(text, value.end).next; at < text.size();) {
    const Line line = line_at(text, at);
    const std::uint32_t first = skip_blanks(text, line.begin);
    at = line.next;
    if (first >= line.end || text[first] == '#') continue;
    const std::uint32_t column = first - line.begin;
    const bool is_item = text[first] == '-' && ends_token(text, first + 1);
    if (column <= outer - begin) return column == outer - begin && is_item && !in_item;
    return column != key - begin || is_item;
  }
  return false;
}

// "!important do it": YAML takes a first word that begins with "!" for the value's type, and drops it. Before
// quotes and "|" front matter may mean a type; a task has none.
void judge_dropped_word(const CheckInput& input, const YamlPart& part, const YamlEntry& entry,
                        Findings& findings) {
  const YamlNode& value = entry.value;
  const bool plain = value.style == ScalarStyle::plain;
  const bool in_task = part.owner == YamlPart::Owner::task;
  if (!value.is_scalar() || (plain ? value.text.empty() : !in_task)) return;
  const TextRange between{entry.key_range.end, value.range.begin};
  const std::string_view before = input.document.slice(between);
  const std::size_t mark = before.find('!');
  if (mark == std::string_view::npos) return;
  const std::string_view word = trimmed(before.substr(mark + 1));
  if (word.empty() || !std::ranges::all_of(word, is_letter)) return;
  if (in_task && is_text_of_task(*part.root, value.range.begin)) return;
  const std::uint32_t begin = between.begin + offset32(mark);
  const TextRange dropped{begin, begin + 1 + offset32(word.size())};
  const TextRange range = plain ? TextRange{begin, value.range.end} : dropped;
  const bool block = value.style == ScalarStyle::literal || value.style == ScalarStyle::folded;
  const std::string said(input.document.slice(dropped));
  Diagnostic& found =
      findings.add(range, "YAML drops " + quoted(said) + " from the value of " + quoted(entry.key) + "; " +
                              (plain   ? "put it in quotes"
                               : block ? "begin it on the next line"
                                       : "put it into the quotes"));
  const std::string_view meant = input.document.slice(range);
  if (block || meant.find_first_of("\r\n") != std::string_view::npos) return;
  if (plain) {
    found.fixes.push_back({"Put the value in quotes", true, {{input.path, {range, quoted_as_meant(meant)}}}});
    return;
  }
  const std::string quote(1, input.document.text[value.range.begin]);
  found.fixes.push_back({"Put " + quoted(said) + " into the quotes",
                         false,
                         {{input.path, {{begin, value.range.begin + 1}, quote + said + ' '}}}});
}

enum class Wanted { text, collection, other, told };

// What the schema wants at that place, where it is no text: quotes would make one. `told`: schema-violation
// says what the value must be, and quotes would not make it that.
Wanted wanted_at(const CheckInput& input, const YamlNode& root, const YamlProblem& problem) {
  const Place place = place_of(root, problem.range.begin);
  if (place.value == nullptr || place.value->range != problem.range) return Wanted::text;
  const KeyTakes takes = key_takes(input.kind, place.keys);
  if (takes == KeyTakes::text) return Wanted::text;
  if (std::ranges::find(input.schema_faults, place.value, &SchemaFault::value) != input.schema_faults.end())
    return Wanted::told;
  if (takes == KeyTakes::other) return Wanted::other;
  const std::string_view value = input.document.slice(problem.range);
  const char first = value.front();
  const bool quoted_items =
      (first == '"' || first == '\'') && value.find(std::string(1, first) + ',') != std::string_view::npos;
  if (first == '[' || first == '{' || quoted_items) return Wanted::collection;
  const bool marked = std::string_view("@`%&*!").find(first) != std::string_view::npos && value != "*";
  return marked || takes == KeyTakes::collection ? Wanted::other : Wanted::text;
}

void tell_of_collection(const CheckInput& input, const YamlProblem& problem, Findings& findings) {
  const bool list = input.document.text[problem.range.begin] != '{';
  findings.add(problem.range, "the value of " + quoted(problem.subject) + " is no " +
                                  (list ? "list" : "mapping") + " to YAML; put its entries in one pair of " +
                                  (list ? "brackets" : "braces") + ", with a comma between each two");
}

// "-item" on lines below a key that takes a list: to YAML one text.
void judge_items(const CheckInput& input, const YamlEntry& entry, Findings& findings) {
  const YamlNode& value = entry.value;
  const std::string_view text = input.document.text;
  std::vector<FileEdit> edits;
  for (std::uint32_t at = line_begin(text, value.range.begin); at < value.range.end;) {
    const Line line = line_at(text, at);
    const std::uint32_t first = skip_blanks(text, line.begin);
    at = line.next;
    if (text[first] != '-' || ends_token(text, first + 1) || text[first + 1] == '-') return;
    edits.push_back({input.path, {{first + 1, first + 1}, " "}});
  }
  const Line line = line_at(text, value.range.begin);
  Diagnostic& found = findings.add(trimmed(text, {value.range.begin, std::min(line.end, value.range.end)}),
                                   "the value of " + quoted(entry.key) +
                                       " is no list to YAML, but one text: a blank is missing behind \"-\"");
  found.fixes.push_back({"Put a blank behind each \"-\"", false, std::move(edits)});
}

bool takes_collection(FileKind kind, std::span<const std::string> keys) {
  const KeyTakes takes = key_takes(kind, keys);
  return takes == KeyTakes::collection || takes == KeyTakes::text_or_collection;
}

void judge_lists(const CheckInput& input, const YamlNode& mapping, std::vector<std::string>& keys,
                 Findings& findings) {
  for (const YamlEntry& entry : mapping.entries) {
    const YamlNode& value = entry.value;
    const bool dash = value.is_scalar() && value.style == ScalarStyle::plain && value.text.starts_with('-');
    if (!dash && !value.is_mapping()) continue;
    keys.push_back(entry.key);
    if (value.is_mapping())
      judge_lists(input, value, keys, findings);
    else if (line_begin(input.document.text, value.range.begin) > entry.key_range.begin &&
             takes_collection(input.kind, keys))
      judge_items(input, entry, findings);
    keys.pop_back();
  }
}

}  // namespace

void check_unquoted_value(const CheckInput& input, Findings& findings) {
  for (const YamlPart& part : yaml_parts(input.document))
    for (const YamlEntry& entry : part.root->entries) judge_dropped_word(input, part, entry, findings);
  std::vector<std::string> keys;
  judge_lists(input, input.document.front_matter.root, keys, findings);
  const std::set<std::uint32_t> go_on = prompts_that_go_on(input.document);
  for_each_problem(
      input.document, YamlProblem::Kind::unquoted_value,
      [&](const YamlPart& part, const YamlProblem& problem) {
        const bool in_task = part.owner == YamlPart::Owner::task;
        if (in_task && is_text_of_task(*part.root, problem.range.begin)) return;
        const Wanted wanted = part.owner == YamlPart::Owner::front_matter
                                  ? wanted_at(input, *part.root, problem)
                                  : Wanted::text;
        if (wanted == Wanted::told) return;
        if (wanted == Wanted::collection) return tell_of_collection(input, problem, findings);
        const std::string what = problem.subject.empty()
                                     ? "a value of this " + std::string(part_name(part.owner))
                                     : "the value of " + quoted(problem.subject);
        const Mend mend = mend_of(input.document.slice(problem.range), problem.replacement);
        Diagnostic& found = findings.add(
            problem.range, what + " is not the text it looks like to YAML; " + std::string(mend.words));
        if (problem.replacement.empty()) return;
        // A task is read as it stands; what tools make of several lines in front matter, nobody here knows.
        const bool safe = (!mend.lines || in_task) && wanted == Wanted::text &&
                          !go_on.contains(problem.range.begin) &&
                          !goes_on_below(input.document, problem.range);
        found.fixes.push_back({std::string(mend.title),
                               safe,
                               {{input.path, {problem.range, with_line_ends_of(input.document, problem)}}}});
      });
}

}  // namespace baton
