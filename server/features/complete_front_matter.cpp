// Keys and values of the front matter.
#include <algorithm>
#include <array>
#include <set>

#include "server/base/path.h"
#include "server/checks/schema.h"
#include "server/features/completion_parts.h"
#include "server/features/lookup.h"
#include "server/syntax/lines.h"
#include "server/syntax/modes.h"

namespace baton {
namespace {

// https://code.claude.com/docs/en/settings, "Tools available to Claude".
constexpr std::array<std::string_view, 15> tools = {
    "Agent", "AskUserQuestion", "Bash", "Edit",      "Glob",     "Grep",      "MultiEdit", "NotebookEdit",
    "Read",  "Skill",           "Task", "TodoWrite", "WebFetch", "WebSearch", "Write"};

constexpr std::array<std::string_view, 4> tool_keys = {"allowed-tools", "disallowed-tools", "tools",
                                                       "disallowedTools"};

bool names_modes(std::string_view key) {
  return std::ranges::find(mode_keys, key) != mode_keys.end();
}
bool names_docs(std::string_view key) {
  return std::ranges::find(external_doc_keys, key) != external_doc_keys.end();
}
bool names_tools(std::string_view key) {
  return std::ranges::find(tool_keys, key) != tool_keys.end();
}

class Completer {
 public:
  Completer(const FeatureInput& input, std::uint32_t offset, bool snippets)
      : input_(input),
        text_(input.document.text),
        offset_(offset),
        snippets_(snippets),
        place_(yaml_place(text_, input.document.front_matter.content, offset)) {}

  Completions run() {
    out_.replace = place_.word;
    if (place_.at_value)
      value();
    else
      keys();
    return std::move(out_);
  }

 private:
  void keys() {
    const std::vector<std::string>& above = place_.keys;
    if (above.size() == 1 && names_modes(above[0])) return mode();
    std::span<const KnownKey> known;
    if (above.empty())
      known = known_keys(input_.kind, KeyPlace::top);
    else if (above.size() == 2 && names_modes(above[0]))
      known = known_keys(input_.kind, KeyPlace::mode);
    else if (above.size() == 1 && above[0] == "agents")
      known = known_keys(input_.kind, KeyPlace::agents);
    const std::set<std::string> present = keys_present();
    const bool colon = place_.word.end < text_.size() && text_[place_.word.end] == ':';
    for (const KnownKey& key : known) {
      if (!key.alias_of.empty() || present.contains(key.name)) continue;
      out_.items.push_back(
          {key.name, CompletionItem::Kind::key, key.description, {}, colon ? key.name : key.name + ": ", {}});
    }
  }

  // Those of the same mapping: at the same indent, with no line further out between.
  std::set<std::string> keys_present() const {
    const YamlNode* node = &input_.document.front_matter.root;
    for (const std::string& key : place_.keys) {
      const YamlEntry* entry = node->find(key);
      if (entry == nullptr) return {};
      node = &entry->value;
    }
    std::set<std::string> out;
    for (const YamlEntry& entry : node->entries)
      if (!entry.key_range.touches(offset_)) out.insert(entry.key);
    return out;
  }

  void mode() {
    if (!snippets_ || place_.word.end != line_at(text_, place_.word.end).end) return;
    const std::string indent(place_.indent, ' ');
    out_.items.push_back({"mode",
                          CompletionItem::Kind::snippet,
                          "a mode of the command",
                          {},
                          "${1:quick}:\n" + indent + "  duration: \"${2:1 day}\"\n" + indent +
                              "  description: \"${3:What this mode is for}\"",
                          {},
                          true});
  }

  void value() {
    const std::vector<std::string>& keys = place_.keys;
    if (keys.empty()) return;
    const std::string& key = keys.back();
    const bool in_map = keys.size() > 1;
    if (names_docs(keys.front())) return path();
    if (names_tools(key) && !in_map) return tool();
    if (key == "skills" && !in_map) return skills();
    if (is_agents()) {
      offer_agents(input_, offset_, out_);
    } else if (keys.size() == 3 && names_modes(keys[0]) && key == "phases") {
      phases();
    } else {
      for (std::string& one : known_values(input_.kind, keys))
        out_.items.push_back({std::move(one), CompletionItem::Kind::value});
    }
    add_blank();
  }

  bool is_agents() const {
    const std::vector<std::string>& keys = place_.keys;
    if (keys.size() == 1)
      return keys[0] == "agent" || (keys[0] == "agents" && input_.kind != FileKind::agent);
    if (keys.size() == 2) return keys[0] == "agents" && (keys[1] == "primary" || keys[1] == "conditional");
    return keys.size() == 3 && ((names_modes(keys[0]) && keys[2] == "agents") ||
                                (keys[0] == "agents" && keys[1] == "conditional" && keys[2] == "agent"));
  }

  void add_blank() {
    if (!place_.needs_blank) return;
    for (CompletionItem& item : out_.items)
      item.insert = " " + (item.insert.empty() ? item.label : item.insert);
  }

  void path() {
    std::vector<std::string> folders = {std::string(path::parent(input_.path))};
    if (const Plugin* plugin = input_.snapshot.plugin_of(input_.path)) folders.push_back(plugin->folder);
    if (const std::string_view root = input_.snapshot.root_of(input_.path); !root.empty())
      folders.emplace_back(root);
    out_ = complete_path(input_, place_.value, folders, true);
    add_blank();
  }

  // "Agent(" holds agents.
  void tool() {
    const std::string_view before = piece(text_, {line_begin(text_, offset_), offset_});
    const std::size_t open = before.rfind('(');
    const bool inside = open != std::string_view::npos && before.find(')', open) == std::string_view::npos;
    if (inside) {
      const std::string_view name = before.substr(0, open);
      if (name.ends_with("Agent") || name.ends_with("Task")) offer_agents(input_, offset_, out_);
      return;
    }
    for (const std::string_view name : tools)
      out_.items.push_back({std::string(name), CompletionItem::Kind::tool});
    add_blank();
  }

  void skills() {
    std::set<std::string> names;
    each_facts(input_.snapshot, [&](const FileFacts& facts) {
      if (facts.kind == FileKind::skill && !facts.is_template && names.insert(facts.name).second)
        out_.items.push_back({facts.name, CompletionItem::Kind::skill, {}, facts.description});
    });
    add_blank();
  }

  void phases() {
    for (const Phase& phase : input_.document.phases)
      if (!phase.title.text.empty() && phase.title.text.find_first_of("\"\\") == std::string::npos)
        out_.items.push_back({phase.title.text,
                              CompletionItem::Kind::value,
                              std::string(input_.document.slice(phase.name_range)),
                              {},
                              quoted_here() ? phase.title.text : '"' + phase.title.text + '"',
                              {}});
  }

  bool quoted_here() const {
    const char before = place_.value.begin > 0 ? text_[place_.value.begin - 1] : '\0';
    return before == '"' || before == '\'';
  }

  const FeatureInput& input_;
  std::string_view text_;
  std::uint32_t offset_;
  bool snippets_;
  YamlPlace place_;
  Completions out_;
};

// Behind a "#" that begins a comment nothing is offered.
bool in_comment(std::string_view text, std::uint32_t offset) {
  char before = ' ';
  for (std::uint32_t i = line_begin(text, offset); i < offset; ++i) {
    if (text[i] == '#' && is_blank(before)) return true;
    before = text[i];
  }
  return false;
}

}  // namespace

std::optional<Completions> complete_front_matter(const FeatureInput& input, std::uint32_t offset,
                                                 bool snippets) {
  const FrontMatter& front_matter = input.document.front_matter;
  if (!front_matter.present || !front_matter.content.touches(offset)) return std::nullopt;
  if (front_matter.closed && front_matter.content.end == offset && front_matter.close.begin == offset)
    return std::nullopt;
  if (in_comment(input.document.text, offset)) return Completions{};
  return Completer(input, offset, snippets).run();
}

}  // namespace baton
