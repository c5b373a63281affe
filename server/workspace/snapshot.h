// An immutable picture of a workspace: which files are there, of which kind, which agents and plugins they define. Every
// question a check or feature may ask about the world outside its own file is answered here, from memory. What the
// picture does not hold is *unknown*, and unknown means silent; whoever owns the disk looks it up and makes a new picture.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "server/workspace/configuration.h"
#include "server/workspace/file_facts.h"

namespace baton {

// A folder's entries; a folder that is here is known completely.
struct FolderListing {
  std::vector<std::string> files;    // names, sorted; links to files included
  std::vector<std::string> folders;  // names, sorted
};

struct Plugin {
  std::string name;
  std::string folder;  // absolute
  // What its manifests list beside commands/ and agents/: files and folders, absolute, sorted.
  std::vector<std::string> commands = {}, agents = {};
};

struct Agent {
  std::string name;
  std::string path;
  std::string plugin;  // the plugin's name, empty outside of any
  std::string plugin_folder;
  bool is_template = false;  // see FileFacts: its name counts, behind all others that have it
};

enum class Presence : std::uint8_t { exists, missing, unknown };

struct PathLookup {
  Presence presence = Presence::unknown;
  bool is_folder = false;
  std::string path;         // as found: letter case of the disk
  bool case_differs = false;  // exists, but some letters are of the other case
};

struct AgentResolution {
  enum class Status : std::uint8_t {
    resolved,      // `agent` tells which (nullptr for a built-in or configured name)
    ambiguous,     // several plugins define it, none is nearer; `candidates`
    unknown,       // nothing of that name
    unseen_plugin  // "plugin:name" of a plugin that is not in the workspace (or not all of it), or a name with a
                   // variable in it: nothing can be said
  };
  Status status = Status::unknown;
  const Agent* agent = nullptr;
  std::vector<const Agent*> candidates;
  std::string identity;  // equal for two references that mean one agent: its file's path, else "name" or "plugin:name"
};

// Another file that has the name already.
struct SameName {
  std::string name;
  const FileFacts* first = nullptr;
};

struct ManifestFile;  // manifest.h
using Manifests = std::map<std::string, std::shared_ptr<const ManifestFile>>;  // each plugin.json and marketplace.json, by path

// What a snapshot is made of. Owned by whoever watches the disk; each part is shared between snapshots.
struct SnapshotParts {
  std::vector<std::string> roots;
  std::string home_agents;  // "~/.claude/agents" made absolute; empty: none
  std::shared_ptr<const std::map<std::string, FolderListing>> folders;
  // Paths outside of the known folders that were looked up one by one.
  std::shared_ptr<const std::map<std::string, PathLookup>> looked_up;
  std::shared_ptr<const std::map<std::string, std::shared_ptr<const FileFacts>>> facts;
  std::shared_ptr<const std::map<std::string, Configuration>> configurations;  // folder -> its .baton.yaml's values
  std::shared_ptr<const Manifests> manifests;
  // What an editor changed since `facts` were read; the few files that are open, so that a key press copies little.
  std::map<std::string, std::shared_ptr<const FileFacts>> edited;
};

struct SnapshotIndex;  // what is looked up by name; shared by snapshots whose names are the same

class Snapshot {
 public:
  // Every part must be there; only `edited` and the names may be empty.
  explicit Snapshot(SnapshotParts parts);
  // The same folders, manifests and configurations as `before`: what those say is not read again.
  Snapshot(SnapshotParts parts, const Snapshot& before);

  const SnapshotParts& parts() const { return parts_; }
  const std::vector<std::string>& roots() const { return parts_.roots; }
  // The root that holds `path` (the deepest), or empty.
  std::string_view root_of(std::string_view path) const;

  // The same world with one file's facts replaced (an edit): shares all the rest.
  std::shared_ptr<const Snapshot> with_facts(std::shared_ptr<const FileFacts> facts) const;

  // The same world with paths that were looked up, and the outlines of files that nothing was known of.
  std::shared_ptr<const Snapshot> with_looked_up(std::map<std::string, PathLookup> paths,
                                                 std::vector<std::shared_ptr<const FileFacts>> outlines) const;

  const FileFacts* facts(std::string_view path) const;

  const Plugin* plugin_of(std::string_view path) const;
  const Plugin* plugin_named(std::string_view name) const;
  const std::vector<Plugin>& plugins() const;  // sorted by folder

  bool defines_agents() const;  // those in the user's home aside
  const std::vector<Agent>& agents() const;  // sorted by path
  // The order of language.md, "Agent references". `from`: the file that holds the reference; `text`: the reference as
  // written ("name", "plugin:name", "plugin::name", "plugin-name").
  AgentResolution resolve_agent(std::string_view from, std::string_view text) const;
  // Names that may stand at that place, nearest scope first: own plugin's bare names, then others (qualified).
  std::vector<std::string> agent_names(std::string_view from) const;

  // For an agent or command whose name another one of its scope has (the agents/ or commands/ of one plugin or
  // one .claude): the first of them by path, unless that is this file.
  std::optional<SameName> same_name_before(std::string_view path) const;

  // `path` absolute and normalised.
  PathLookup look_up(std::string_view path) const;
  // An external doc's path, tried from the file's folder, the plugin's root, the workspace root; a bare file name also
  // where the plugin has exactly one file of that name.
  PathLookup resolve_external_doc(std::string_view from, std::string_view path) const;
  // Paths (absolute) of existing files that a missing `path` may have meant, nearest first, at most 3.
  std::vector<std::string> near_paths(std::string_view from, std::string_view path) const;

  // The configuration that holds for a file: nearest .baton.yaml merged over the root's.
  const Configuration& configuration_for(std::string_view path) const;

 private:
  Snapshot(SnapshotParts parts, std::shared_ptr<const SnapshotIndex> index);

  SnapshotParts parts_;
  std::shared_ptr<const SnapshotIndex> index_;
};

// The kind of a file, from its path, its text's model and the plugins (sorted by folder) and configuration around it
// (language.md, "Kinds").
FileKind kind_of(std::string_view path, const Document& document, const std::vector<Plugin>& plugins,
                 const std::vector<std::string>& roots, const Configuration& configuration);
// Of a file whose text cannot be read: whether its place makes it an agent.
bool is_agent_by_place(std::string_view path, const std::vector<Plugin>& plugins,
                       const std::vector<std::string>& roots, const Configuration& configuration);
// What a plugin's manifest makes of a Markdown file by listing it, or a folder above it.
std::optional<FileKind> listed_kind_of(std::string_view path, const std::vector<Plugin>& plugins);
// The kind of a file that is no Markdown; nothing for all others. `folder`: what stands beside it, or nullptr.
std::optional<FileKind> plain_kind_of(std::string_view path, const FolderListing* folder);
std::optional<FileKind> plain_kind_of(std::string_view path, const std::map<std::string, FolderListing>& folders);
// A file's text as its kind asks for it.
std::shared_ptr<const Document> read_document(FileKind kind, std::string text,
                                              const Document* before = nullptr);
std::shared_ptr<const FileFacts> make_facts(const std::string& path, const Document& document, FileKind kind);

// What a file's checks will ask about that a snapshot may not know: absolute paths to look up, and documents whose
// anchors are needed.
struct Needs {
  std::set<std::string> paths;
  std::set<std::string> outlines;
};
Needs needs_of(const Snapshot& snapshot, std::string_view path, const Document& document);

}  // namespace baton
