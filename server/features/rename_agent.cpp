// An agent's name, its file's, and every reference to it. What each name would mean afterwards is asked of a
// snapshot in which the agent has the new name already.
#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "server/base/path.h"
#include "server/base/utf8.h"
#include "server/features/hover_text.h"
#include "server/features/lookup.h"
#include "server/features/rename_parts.h"
#include "server/syntax/agent_references.h"
#include "server/workspace/built_in_agents.h"
#include "server/workspace/manifest.h"

namespace baton {
namespace {

Error no(std::string words) {
  return Error{std::move(words)};
}

// What becomes of the agent's file.
enum class FileFate : std::uint8_t { follows, stays, moved_by_others };

class Renaming {
 public:
  Renaming(const FeatureInput& input, const Thing& thing, std::string new_name, FileFate files)
      : snapshot_(input.snapshot),
        input_(input),
        thing_(thing),
        facts_(*input.snapshot.facts(thing.identity)),
        new_name_(std::move(new_name)),
        files_(files) {}

  Result<Rename> run() {
    take_plugin_off();
    if (new_name_ == facts_.name) return Rename{};
    // A later step has nothing to say once one refused.
    if (refuse_name() || refuse_clash() || own_name() || references() || file()) return no(refusal_);
    const auto order = [](const PlacedEdit& edit) {
      return std::pair(std::string_view(edit.place.path), edit.place.range);
    };
    std::ranges::stable_sort(out_.edits, {}, order);
    return std::move(out_);
  }

 private:
  bool refuse(std::string words) {
    refusal_ = std::move(words);
    return true;
  }
  std::string shown(const std::string& path) const { return short_path(snapshot_.root_of(path), path); }

  // "own-plugin:name" is the name as references write it.
  void take_plugin_off() {
    const Plugin* plugin = snapshot_.plugin_of(facts_.path);
    if (plugin != nullptr && new_name_.starts_with(plugin->name + ":"))
      new_name_.erase(0, plugin->name.size() + 1);
  }

  bool refuse_name() {
    if (!is_plain_name(new_name_) || !is_agent_name(new_name_))
      return refuse("\"" + new_name_ + "\" cannot be an agent's name: use letters, digits and -");
    for (const char* word : {"true", "false", "null", "yes", "no", "on", "off", "or"})
      if (fold_case(new_name_) == word) return refuse("\"" + new_name_ + "\" is no name in YAML");
    if (std::ranges::find(built_in_agents, new_name_) != built_in_agents.end())
      return refuse("\"" + new_name_ + "\" is an agent that comes with the tool");
    return false;
  }

  bool refuse_clash() {
    const Plugin* plugin = snapshot_.plugin_of(facts_.path);
    for (const Agent& other : snapshot_.agents()) {
      if (other.name != new_name_ || other.path == facts_.path) continue;
      const bool same_plugin = plugin != nullptr && other.plugin_folder == plugin->folder;
      if (same_plugin || (plugin == nullptr && other.plugin_folder.empty()))
        return refuse("there is an agent \"" + new_name_ + "\" already, in " + shown(other.path));
    }
    auto renamed = std::make_shared<FileFacts>(facts_);
    renamed->name = new_name_;
    after_ = snapshot_.with_facts(std::move(renamed));
    return false;
  }

  bool own_name() {
    if (facts_.name_place.range.empty()) {
      if (files_ == FileFate::stays)
        return refuse("the agent has no \"name\", and this editor cannot rename its file");
      return false;
    }
    if (facts_.name_place.range.size() != facts_.name.size())
      return refuse("the agent's name is written with escapes");
    out_.edits.push_back({facts_.name_place, new_name_});
    return false;
  }

  bool references() {
    for (Occurrence& found : occurrences(input_, thing_, Scope::workspace)) {
      if (found.declaration) continue;
      if (!found.verbatim || !found.text.ends_with(facts_.name))
        return refuse("a reference in " + shown(found.place.path) + " is written with escapes");
      files_with_references_.insert(found.place.path);
      // "plugin-name" keeps its begin.
      std::string text = found.text.substr(0, found.text.size() - facts_.name.size()) + new_name_;
      out_.edits.push_back({std::move(found.place), std::move(text)});
    }
    bool refused = false;
    each_facts(snapshot_, [&](const FileFacts& facts) { refused = refused || refuse_other_meaning(facts); });
    return refused;
  }

  // In a file that names the agent, each name must mean afterwards what it meant before.
  bool refuse_other_meaning(const FileFacts& facts) {
    const bool concerned = files_with_references_.contains(facts.path);
    for (const FileUse& use : facts.uses.uses) {
      if (use.kind != FileUse::Kind::agent && use.kind != FileUse::Kind::placeholder_agent) continue;
      const bool is_new = use.text.ends_with(new_name_);
      const bool is_old = concerned && use.text.ends_with(facts_.name);
      if (!is_new && !is_old) continue;
      const AgentResolution before = snapshot_.resolve_agent(facts.path, use.text);
      const bool meant = before.identity == thing_.identity;
      if (is_old && !meant && before.status == AgentResolution::Status::unseen_plugin &&
          use.text.ends_with(":" + facts_.name))
        return refuse("\"" + use.text + "\" in " + shown(facts.path) +
                      " may be the same agent: its plugin is not here");
      std::string text = use.text;
      if (meant) text.replace(text.size() - facts_.name.size(), facts_.name.size(), new_name_);
      const AgentResolution after = after_->resolve_agent(facts.path, text);
      if (before.identity == after.identity) continue;
      if (meant)
        return refuse("in " + shown(facts.path) + " the name \"" + text + "\" would mean " +
                      (after.agent != nullptr ? shown(after.agent->path) : "another agent"));
      if (concerned || before.agent != nullptr)
        return refuse(shown(facts.path) + " names an agent \"" + use.text +
                      "\" already, which would then be this one");
    }
    return false;
  }

  // The file follows where its name was the agent's, or the agent's without the plugin before it.
  bool file() {
    if (files_ != FileFate::follows) return false;
    const std::string stem(path::stem(facts_.path));
    std::string new_stem = new_name_;
    if (stem != facts_.name) {
      const std::string before = facts_.name.ends_with("-" + stem)
                                     ? facts_.name.substr(0, facts_.name.size() - stem.size())
                                     : std::string();
      if (before.empty() || !new_name_.starts_with(before) || new_name_.size() == before.size()) return false;
      new_stem = new_name_.substr(before.size());
    }
    const std::string name = new_stem + std::string(path::extension(facts_.path));
    const std::string target = path::join(path::parent(facts_.path), name);
    if (snapshot_.look_up(target).presence == Presence::exists)
      return refuse("there is a file " + shown(target) + " already");
    out_.renames.push_back({facts_.path, target});
    return links(name) || manifests(name);
  }

  bool links(const std::string& name) {
    const Thing file{Thing::Kind::file, facts_.path, {}, 0, 0};
    const std::string old_name(path::file_name(facts_.path));
    for (Occurrence& found : occurrences(input_, file, Scope::workspace)) {
      if (found.place.range.size() != found.text.size() || !found.text.ends_with(old_name))
        return refuse("a link in " + shown(found.place.path) + " is written with escapes");
      std::string text = found.text.substr(0, found.text.size() - old_name.size()) + name;
      out_.edits.push_back({std::move(found.place), std::move(text)});
    }
    return false;
  }

  // A plugin.json that lists the file by its name.
  bool manifests(const std::string& name) {
    for (const auto& [path, file] : *snapshot_.parts().manifests) {
      if (file->text.find(path::file_name(facts_.path)) == std::string::npos) continue;
      const auto document = plain_document(file->text, PlainFormat::json);
      for (const ListedPath& listed : listed_paths(snapshot_, path, file->manifest.root)) {
        if (listed.what != ListedPath::What::agent ||
            std::ranges::find(listed.places, facts_.path) == listed.places.end())
          continue;
        TextRange range = listed.value->content_range();
        const std::string_view written = document->slice(range);
        const std::string_view old_name = path::file_name(facts_.path);
        if (!written.ends_with(old_name))
          return refuse(shown(path) + " lists the agent's file in a way that is not understood");
        range.begin = range.end - static_cast<std::uint32_t>(old_name.size());
        out_.edits.push_back({place_in(path, *document, range), name});
      }
    }
    return false;
  }

  const Snapshot& snapshot_;
  const FeatureInput& input_;
  const Thing& thing_;
  const FileFacts& facts_;
  std::string new_name_;
  FileFate files_;
  std::shared_ptr<const Snapshot> after_;
  std::set<std::string> files_with_references_;
  std::string refusal_;
  Rename out_;
};

}  // namespace

Result<Rename> rename_agent(const FeatureInput& input, const Thing& thing, const std::string& new_name,
                            bool files) {
  return Renaming(input, thing, new_name, files ? FileFate::follows : FileFate::stays).run();
}

Result<Rename> rename_moved_agent(const Snapshot& snapshot, const std::string& path,
                                  const std::string& new_name) {
  const FileFacts* facts = snapshot.facts(path);
  const auto unread = parse_document({});
  const FeatureInput input{snapshot, path, *unread, FileKind::agent};
  const Thing thing{Thing::Kind::agent, path, facts->name, 0, 0};
  return Renaming(input, thing, new_name, FileFate::moved_by_others).run();
}

}  // namespace baton
