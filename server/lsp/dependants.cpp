// Three things of a file reach into others: the agent it defines, the name that others may have too, and the
// anchors that links point at.
#include "server/lsp/dependants.h"

#include <algorithm>
#include <functional>

#include "server/base/path.h"
#include "server/base/utf8.h"
#include "server/workspace/site_pages.h"

namespace baton::lsp {
namespace {

bool same_place(const Place& one, const Place& other) {
  return one.path == other.path && one.range == other.range && one.utf8 == other.utf8 &&
         one.utf16 == other.utf16 && one.utf32 == other.utf32;
}

bool same_agent(const FileFacts* one, const FileFacts* other) {
  const auto is_agent = [](const FileFacts* facts) { return facts && facts->kind == FileKind::agent; };
  if (is_agent(one) != is_agent(other)) return false;
  return !is_agent(one) || (one->name == other->name && one->is_template == other->is_template &&
                            same_place(one->name_place, other->name_place));
}

// What the agents beside it are told: how the folder calls its agents.
bool same_name(const FileFacts* one, const FileFacts* other) {
  return one && other && one->kind == other->kind && one->name == other->name;
}

bool has_name(const FileFacts* facts) {
  return facts && (facts->kind == FileKind::agent || facts->kind == FileKind::command) && !facts->is_template;
}

// What another file of that name is told.
bool same_namesake(const FileFacts* one, const FileFacts* other) {
  if (has_name(one) != has_name(other)) return false;
  return !has_name(one) || (one->kind == other->kind && one->name == other->name &&
                            one->content == other->content && same_place(one->name_place, other->name_place));
}

// A command may be called by its path, and by its folder's name too: the last part tells enough.
std::string last_part(std::string_view name) {
  return std::string(name.substr(name.find_last_of("/:") + 1));
}

// What a link to the file asks: its anchors, and whether it is a plain document.
bool same_target(const FileFacts* one, const FileFacts* other) {
  if (!one || !other) return one == other;
  return one->kind == other->kind && one->anchors == other->anchors;
}

// Of the last name of a path, in any letter case.
std::size_t name_hash(std::string_view path) {
  return std::hash<std::string>{}(fold_case(path::file_name(path)));
}

}  // namespace

Mentions mentions_of(const std::string& path, const Document& document, bool lacks_files) {
  Mentions mentions;
  mentions.agents = !document.agent_references.empty();
  mentions.lacks_files = lacks_files;
  for (const Link& link : document.links) {
    if (link.path.empty()) continue;
    mentions.names.push_back(name_hash(link.path));
    // Whether the file is a page of a site, others decide.
    for (const std::string& page : pages_meant(path::join(path::parent(path), link.path)))
      mentions.names.push_back(name_hash(page));
  }
  std::ranges::sort(mentions.names);
  const auto repeated = std::ranges::unique(mentions.names);
  mentions.names.erase(repeated.begin(), repeated.end());
  mentions.names.shrink_to_fit();
  mentions.called.emplace_back(path::stem(path));
  for (const std::string_view key : {"name", "command"}) {
    const YamlEntry* entry = document.front_matter.root.find(key);
    if (entry && entry->value.is_scalar()) mentions.called.push_back(last_part(entry->value.text));
  }
  return mentions;
}

bool same_facts(const FileFacts* one, const FileFacts* other) {
  if (!one || !other) return one == other;
  return one->path == other->path && one->kind == other->kind && one->is_template == other->is_template &&
         one->anchors == other->anchors && one->name == other->name && one->content == other->content &&
         same_place(one->name_place, other->name_place) && one->description == other->description &&
         one->model == other->model && one->tools == other->tools;
}

void Affected::add_change(const std::string& path, const FileFacts* before, const FileFacts* after) {
  if (!same_agent(before, after)) {
    agents_ = true;
    if (!same_name(before, after)) folders_.insert(std::string(path::parent(path)));
  }
  if (!same_namesake(before, after))
    for (const FileFacts* facts : {before, after})
      if (has_name(facts)) namesakes_.insert(last_part(facts->name.empty() ? path::stem(path) : facts->name));
  if (!same_target(before, after)) names_.insert(name_hash(path));
}

void Affected::add_presence(const std::string& path) {
  presence_ = true;
  names_.insert(name_hash(path));
}

void Affected::merge(const Affected& other) {
  all_ = all_ || other.all_;
  agents_ = agents_ || other.agents_;
  presence_ = presence_ || other.presence_;
  names_.insert(other.names_.begin(), other.names_.end());
  namesakes_.insert(other.namesakes_.begin(), other.namesakes_.end());
  folders_.insert(other.folders_.begin(), other.folders_.end());
  paths_.insert(other.paths_.begin(), other.paths_.end());
}

bool Affected::touches(const std::string& path, const Mentions& mentions) const {
  if (all_ || paths_.contains(path)) return true;
  if (agents_ && mentions.agents) return true;
  if (!folders_.empty() && folders_.contains(std::string(path::parent(path)))) return true;
  // A manifest names files and folders in many ways.
  if (presence_ && (mentions.lacks_files || path.ends_with(".json"))) return true;
  if (!namesakes_.empty() && std::ranges::any_of(mentions.called, [&](const std::string& name) {
        return namesakes_.contains(name);
      }))
    return true;
  const auto holds = [&](std::size_t name) { return std::ranges::binary_search(mentions.names, name); };
  return std::ranges::any_of(names_, holds);
}

}  // namespace baton::lsp
