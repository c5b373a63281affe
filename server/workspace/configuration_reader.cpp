// From the text of a .baton.yaml to values and problems. The keys stand in the tables below; what is not in
// them, or is of another type, is a problem at its place, and all the rest is read all the same.
// schemas/configuration.schema.json says the same for editors.
#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/base/edit_distance.h"
#include "server/base/utf8.h"
#include "server/syntax/agent_references.h"
#include "server/syntax/yaml.h"
#include "server/workspace/configuration.h"
#include "server/workspace/wildcard.h"

namespace baton {
namespace {

constexpr std::size_t largest_text = std::size_t{128} << 10U;
constexpr std::size_t most_problems = 100;
constexpr std::size_t most_patterns = 1000;
constexpr std::size_t longest_pattern = 1024;
constexpr unsigned most_jobs = 256;
constexpr unsigned longest_timeout = 7 * 24 * 60 * 60;

struct Reader {
  std::string folder;
  std::vector<TextRange>
      broken;  // in order: what is no YAML, and said to be so: nothing more is said of values in it
  std::size_t patterns = 0;
  ConfigurationFile out;
};

template <typename Target>
struct Key {
  std::string_view name;
  void (*read)(Reader& reader, const YamlEntry& entry, Target& target);
  bool refused = false;  // known, and never on offer
};

// Where a key belongs, for who wrote it elsewhere.
struct Home {
  std::string_view map, key;
};
constexpr std::array<Home, 10> homes = {{{"files", "commands"},
                                         {"files", "agents"},
                                         {"files", "exclude"},
                                         {"agents", "known"},
                                         {"run", "runner"},
                                         {"run", "jobs"},
                                         {"run", "timeout"},
                                         {"overrides", "paths"},
                                         {"", "severity"},
                                         {"", "overrides"}}};

constexpr std::array<std::string_view, 5> levels = {"error", "warning", "information", "hint", "off"};

// What other tools call these levels.
constexpr std::array<std::pair<std::string_view, std::string_view>, 11> other_names = {
    {{"err", "error"},
     {"fatal", "error"},
     {"warn", "warning"},
     {"info", "information"},
     {"note", "information"},
     {"notice", "information"},
     {"none", "off"},
     {"false", "off"},
     {"ignore", "off"},
     {"disable", "off"},
     {"disabled", "off"}}};

// For a message: clipped, and without bytes that are no text.
std::string quoted(std::string_view text) {
  constexpr std::size_t longest = 60;
  const bool clipped = text.size() > longest;
  std::string shown = to_valid_utf8(text.substr(0, longest));
  return "\"" + shown + (clipped ? "…\"" : "\"");
}

void report(Reader& reader, TextRange range, std::string message, std::string replacement = {}) {
  reader.out.problems.push_back({range, std::move(message), std::move(replacement)});
}

// At the value, or at the key of a value that is missing (a tag may stand in its place: "!draft").
void report_value(Reader& reader, const YamlEntry& entry, std::string message, std::string replacement = {}) {
  const YamlNode& value = entry.value;
  const bool missing =
      value.range.empty() || (value.is_scalar() && value.text.empty() && value.style == ScalarStyle::plain);
  report(reader, missing ? entry.key_range : value.range, std::move(message), std::move(replacement));
}

bool is_broken(const Reader& reader, TextRange range) {
  const auto fault = std::partition_point(reader.broken.begin(), reader.broken.end(),
                                          [&](TextRange one) { return one.end <= range.begin; });
  return fault != reader.broken.end() && fault->overlaps(range);
}

// Nothing behind the colon, as where all that stood there is a comment now.
bool is_unset(const YamlNode& value) {
  return value.kind == YamlNode::Kind::null;
}

bool is_text(const YamlNode& value) {
  return value.is_scalar() && scalar_type(value) == ScalarType::string;
}

template <typename Names>
std::optional<std::string> nearest_of(std::string_view name, const Names& names) {
  const std::vector<std::string> candidates(names.begin(), names.end());
  return nearest(name, candidates);
}

template <typename Names>
std::string listed(const Names& names) {
  std::string out;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) out += i + 1 == names.size() ? " and " : ", ";
    out += names[i];
  }
  return out;
}

// "exclude" at the top, "files.exclude" in one word.
bool is_meant(const Home& home, std::string_view map, std::string_view key) {
  if (key == home.key) return map != home.map;
  return key.size() == home.map.size() + 1 + home.key.size() && key.starts_with(home.map) &&
         key[home.map.size()] == '.' && key.ends_with(home.key);
}

template <typename Target>
void report_unknown_key(Reader& reader, const YamlEntry& entry, std::string_view map,
                        std::span<const Key<Target>> keys) {
  std::string message = "there is no key " + quoted(entry.key);
  if (!map.empty()) message += " in " + std::string(map);
  for (const Home& home : homes)
    if (is_meant(home, map, entry.key))
      return report(reader, entry.key_range,
                    message + "; write " + quoted(home.key) +
                        (home.map.empty() ? " without indent" : " under " + quoted(home.map)));
  std::vector<std::string_view> names;
  for (const Key<Target>& key : keys)
    if (!key.refused) names.push_back(key.name);
  if (const auto meant = nearest_of(entry.key, names))
    report(reader, entry.key_range, message + "; did you mean " + quoted(*meant) + "?", *meant);
  else
    report(reader, entry.key_range,
           message + (names.size() == 1 ? ": there is only " : ": there are ") + listed(names));
}

// Of a key that stands twice the first counts.
template <typename Target>
void read_map(Reader& reader, const YamlNode& node, std::string_view map, std::span<const Key<Target>> keys,
              Target& target) {
  std::vector<bool> seen(keys.size());
  for (const YamlEntry& entry : node.entries) {
    const auto key = std::find_if(keys.begin(), keys.end(),
                                  [&](const Key<Target>& known) { return known.name == entry.key; });
    if (key == keys.end()) {
      report_unknown_key(reader, entry, map, keys);
    } else if (const auto index = static_cast<std::size_t>(key - keys.begin()); !seen[index]) {
      seen[index] = true;
      key->read(reader, entry, target);
    }
  }
}

template <typename Target>
void read_map_value(Reader& reader, const YamlEntry& entry, std::span<const Key<Target>> keys,
                    Target& target) {
  if (entry.value.is_mapping()) return read_map(reader, entry.value, entry.key, keys, target);
  if (is_unset(entry.value) || is_broken(reader, entry.range)) return;
  report_value(reader, entry, quoted(entry.key) + " must be a map of keys and values");
}

// A string, or a list of them. `take` keeps a text, or says what is wrong with it.
template <typename Take>
void read_texts(Reader& reader, const YamlEntry& entry, std::string_view key, const Take& take) {
  const auto read = [&](const YamlNode& node, bool in_list) {
    if (is_broken(reader, in_list ? node.range : entry.range)) return;
    if (!is_text(node)) {
      if (in_list && !node.range.empty())
        return report(reader, node.range, "an entry of " + quoted(key) + " must be a string");
      return report_value(reader, entry, quoted(key) + " must be a string or a list of strings");
    }
    if (const std::string fault = take(node.text); !fault.empty())
      report(reader, node.range, quoted(node.text) + " " + fault);
  };
  if (entry.value.is_sequence()) {
    for (const YamlNode& item : entry.value.items) read(item, true);
    if (entry.value.items.empty()) reader.out.values.emptied.emplace(key);
  } else if (!is_unset(entry.value)) {
    read(entry.value, false);
  }
}

bool leaves_folder(std::string_view pattern) {
  for (std::size_t begin = 0; begin <= pattern.size();) {
    const std::size_t end = std::min(pattern.find('/', begin), pattern.size());
    if (pattern.substr(begin, end - begin) == "..") return true;
    begin = end + 1;
  }
  return false;
}

// What is wrong with a pattern, to stand behind it; empty: nothing.
std::string pattern_fault(std::string_view pattern) {
  if (pattern.size() > longest_pattern)
    return "is longer than " + std::to_string(longest_pattern) + " bytes, which no pattern needs to be";
  if (pattern.find_first_not_of("./") == std::string_view::npos && !leaves_folder(pattern))
    return "names no file; \"**\" stands for all of them";
  if (pattern.front() == '!') return "begins with \"!\", and nothing can be taken back here";
  if (leaves_folder(pattern)) return "leads out of the folder of this file, where it cannot match";
  if (!Wildcard(pattern, true).is_well_formed())
    return "is no pattern: a \"[\" is never closed, or a backslash stands at the end";
  return {};
}

void read_patterns(Reader& reader, const YamlEntry& entry, std::string_view key,
                   std::vector<PathGlob>& globs) {
  read_texts(reader, entry, key, [&](const std::string& pattern) {
    if (std::string fault = pattern_fault(pattern); !fault.empty()) return fault;
    if (++reader.patterns == most_patterns + 1)
      return "and what follows is left out: there are more than " + std::to_string(most_patterns) +
             " patterns";
    if (reader.patterns <= most_patterns) globs.push_back({reader.folder, pattern});
    return std::string();
  });
}

void report_level(Reader& reader, const YamlEntry& entry) {
  if (is_broken(reader, entry.range)) return;
  const std::string choice = "the levels are " + listed(levels);
  if (!entry.value.is_scalar() || entry.value.text.empty())
    return report_value(reader, entry, quoted(entry.key) + " has no level: " + choice);
  const std::string folded = fold_case(entry.value.text);
  std::optional<std::string> meant;
  for (const auto& [name, level] : other_names)
    if (name == folded) meant = level;
  if (!meant) meant = nearest_of(entry.value.text, levels);
  const std::string message = quoted(entry.value.text) + " is no level";
  if (!meant) return report_value(reader, entry, message + ": " + choice);
  report_value(reader, entry, message + "; did you mean " + quoted(*meant) + "?", *meant);
}

void read_severity(Reader& reader, const YamlEntry& entry, std::map<std::string, std::string>& severity) {
  if (!entry.value.is_mapping()) {
    if (!is_unset(entry.value) && !is_broken(reader, entry.range))
      report_value(reader, entry, quoted(entry.key) + " must be a map from codes to levels");
    return;
  }
  for (const YamlEntry& code : entry.value.entries) {
    const bool is_level =
        code.value.is_scalar() && std::find(levels.begin(), levels.end(), code.value.text) != levels.end();
    if (!is_broken(reader, code.range)) reader.out.codes.push_back({code.key, code.key_range});
    if (is_level)
      severity.emplace(code.key, code.value.text);
    else
      report_level(reader, code);
  }
}

void read_number(Reader& reader, const YamlEntry& entry, unsigned most, unsigned& number) {
  if (is_unset(entry.value)) return;
  unsigned value = 0;
  const std::string& text = entry.value.text;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = entry.value.is_scalar() && scalar_type(entry.value) == ScalarType::integer &&
                     fault == std::errc() && end == text.data() + text.size();
  if (whole && value >= 1 && value <= most) {
    number = value;
  } else if (!is_broken(reader, entry.range)) {
    report_value(reader, entry,
                 quoted(entry.key) + " must be a whole number from 1 to " + std::to_string(most));
  }
}

void read_runner(Reader& reader, const YamlEntry& entry, RunChoice& run) {
  if (is_unset(entry.value) || is_broken(reader, entry.range)) return;
  if (is_text(entry.value) && !entry.value.text.empty())
    run.runner = entry.value.text;
  else
    report_value(reader, entry, "\"runner\" must be the name of one of your runners");
}

constexpr std::array<Key<SeverityOverride>, 2> override_keys = {{
    {"paths", [](Reader& reader, const YamlEntry& entry,
                 SeverityOverride& special) { read_patterns(reader, entry, "paths", special.paths); }},
    {"severity", [](Reader& reader, const YamlEntry& entry,
                    SeverityOverride& special) { read_severity(reader, entry, special.severity); }},
}};

void read_override(Reader& reader, const YamlEntry& entry, const YamlNode& item) {
  const TextRange place = item.range.empty() ? entry.key_range : item.range;
  if (!item.is_mapping()) {
    if (!is_broken(reader, place))
      report(reader, place, "an override must be a map with \"paths\" and \"severity\"");
    return;
  }
  SeverityOverride special;
  read_map<SeverityOverride>(reader, item, "an override", override_keys, special);
  for (const std::string_view needed : {"paths", "severity"})
    if (item.find(needed) == nullptr && !is_broken(reader, place))
      report(reader, item.entries.empty() ? place : item.entries.front().key_range,
             "this override has no " + quoted(needed) + ", so it does nothing");
  if (!special.paths.empty() && !special.severity.empty())
    reader.out.values.overrides.push_back(std::move(special));
}

void read_overrides(Reader& reader, const YamlEntry& entry) {
  if (is_unset(entry.value)) return;
  if (entry.value.is_sequence()) {
    for (const YamlNode& item : entry.value.items) read_override(reader, entry, item);
    if (entry.value.items.empty()) reader.out.values.emptied.emplace("overrides");
  } else if (!is_broken(reader, entry.range)) {
    report_value(reader, entry, "\"overrides\" must be a list of maps with \"paths\" and \"severity\"");
  }
}

void read_known_agents(Reader& reader, const YamlEntry& entry, std::vector<std::string>& names) {
  read_texts(reader, entry, "agents.known", [&](const std::string& name) {
    if (!is_agent_name(name)) return std::string("is no name of an agent");
    names.push_back(name);
    return std::string();
  });
}

void refuse_for_user(Reader& reader, const YamlEntry& entry, RunChoice&) {
  report(reader, entry.key_range,
         quoted(entry.key) + " cannot be set by a workspace, only in your own configuration file of Baton");
}

constexpr std::array<Key<Configuration>, 3> files_keys = {{
    {"commands",
     [](Reader& reader, const YamlEntry& entry, Configuration& values) {
       read_patterns(reader, entry, "files.commands", values.commands);
     }},
    {"agents", [](Reader& reader, const YamlEntry& entry,
                  Configuration& values) { read_patterns(reader, entry, "files.agents", values.agents); }},
    {"exclude", [](Reader& reader, const YamlEntry& entry,
                   Configuration& values) { read_patterns(reader, entry, "files.exclude", values.exclude); }},
}};

constexpr std::array<Key<Configuration>, 1> agents_keys = {{
    {"known", [](Reader& reader, const YamlEntry& entry,
                 Configuration& values) { read_known_agents(reader, entry, values.known_agents); }},
}};

constexpr std::array<Key<RunChoice>, 5> run_keys = {{
    {"runner", read_runner},
    {"jobs", [](Reader& reader, const YamlEntry& entry,
                RunChoice& run) { read_number(reader, entry, most_jobs, run.jobs); }},
    {"timeout", [](Reader& reader, const YamlEntry& entry,
                   RunChoice& run) { read_number(reader, entry, longest_timeout, run.timeout); }},
    {"runners", refuse_for_user, true},
    {"trusted", refuse_for_user, true},
}};

constexpr std::array<Key<Configuration>, 5> top_keys = {{
    {"files",
     [](Reader& reader, const YamlEntry& entry, Configuration& values) {
       read_map_value<Configuration>(reader, entry, files_keys, values);
     }},
    {"severity", [](Reader& reader, const YamlEntry& entry,
                    Configuration& values) { read_severity(reader, entry, values.severity); }},
    {"overrides",
     [](Reader& reader, const YamlEntry& entry, Configuration&) { read_overrides(reader, entry); }},
    {"agents",
     [](Reader& reader, const YamlEntry& entry, Configuration& values) {
       read_map_value<Configuration>(reader, entry, agents_keys, values);
     }},
    {"run", [](Reader& reader, const YamlEntry& entry,
               Configuration& values) { read_map_value<RunChoice>(reader, entry, run_keys, values.run); }},
}};

void take_over(Reader& reader, const YamlProblem& problem) {
  switch (problem.kind) {
    case YamlProblem::Kind::syntax:
      reader.broken.push_back(problem.range);
      return report(reader, problem.range, "this is no YAML: " + problem.message);
    case YamlProblem::Kind::unquoted_value:
      return report(reader, problem.range, "this text is no YAML as it stands; put it in quotes",
                    problem.replacement);
    case YamlProblem::Kind::duplicate_key:
      return report(reader, problem.range,
                    "the key " + quoted(problem.subject) + " stands here twice; the first counts");
    case YamlProblem::Kind::too_deep:
      reader.broken.push_back(problem.range);
      return report(reader, problem.range,
                    "this is nested too deep, or its aliases make it too large: it was not read");
  }
}

// A key that is not there (": a") has a place all the same.
TextRange widened(TextRange range, std::size_t size) {
  if (!range.empty() || size == 0) return range;
  if (range.end < size) return {range.begin, range.end + 1};
  return {range.begin - 1, range.end};
}

// In the order of the file, and not more of them than anyone reads.
void sort_problems(std::vector<ConfigurationProblem>& problems) {
  std::stable_sort(problems.begin(), problems.end(),
                   [](const auto& a, const auto& b) { return a.range < b.range; });
  if (problems.size() <= most_problems) return;
  problems.resize(most_problems);
  problems.back() = {problems.back().range, "there are more problems than are listed here"};
}

}  // namespace

ConfigurationFile parse_configuration(std::string_view text, const std::string& folder) {
  Reader reader;
  reader.folder = folder;
  if (text.size() > largest_text) {
    report(reader, {0, 1}, "this file is larger than 128 KiB: it was not read");
    return std::move(reader.out);
  }
  const std::uint32_t begin = text_begin(text);
  const YamlTree tree = parse_yaml_mapping(text, {begin, static_cast<std::uint32_t>(text.size())});
  for (const YamlProblem& problem : tree.problems) take_over(reader, problem);
  read_map<Configuration>(reader, tree.root, "", top_keys, reader.out.values);
  for (ConfigurationProblem& problem : reader.out.problems)
    problem.range = widened(problem.range, text.size());
  sort_problems(reader.out.problems);
  return std::move(reader.out);
}

}  // namespace baton
