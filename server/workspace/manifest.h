// plugin.json and marketplace.json, read into the tree that front matter is kept in, so that every value has
// its bytes; and where the paths that they list lead. The JSON library does the reading.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/syntax/yaml.h"
#include "server/workspace/snapshot.h"

namespace baton {

// Where a text stops being JSON.
struct ManifestFault {
  enum class Expected : std::uint8_t { value, key, colon, comma_or_close, end };
  Expected expected = Expected::value;
  TextRange token;                  // what stands there instead; empty at the end of the text
  std::uint32_t at = 0;             // the byte at which it is no JSON any more, in `token` or at its end
  std::uint32_t behind = 0;         // where what was read before it ends
  std::vector<std::uint32_t> open;  // the brackets that are not closed, outermost first
};

struct Manifest {
  YamlNode root;                       // of a string the style is double_quoted, of other scalars plain
  std::optional<ManifestFault> fault;  // then `root` is null
  bool too_deep = false;               // beyond what any manifest is; then `root` is null, too
};

// Bytes that are no UTF-8 are read as "?": what is the matter with them is said elsewhere.
Manifest read_manifest(std::string_view text);

// One that a snapshot holds: read once, for all who ask.
struct ManifestFile {
  std::string text;
  Manifest manifest;
};

std::shared_ptr<const ManifestFile> read_manifest_file(std::string text);
// What `text` says, which may be newer than what the snapshot has of that file. Never null.
std::shared_ptr<const Manifest> manifest_of(const Snapshot& snapshot, const std::string& path,
                                            const std::string& text);

bool is_marketplace(std::string_view path);
// The folder that a manifest speaks of: a plugin's, or the one that holds a marketplace.
std::string manifest_folder(std::string_view path);

// A path that a manifest lists.
struct ListedPath {
  enum class What : std::uint8_t {
    command,
    agent,
    skill,
    output_style,
    hooks,
    mcp_servers,
    lsp_servers,
    source
  };
  What what = What::command;
  const YamlNode* value = nullptr;
  std::vector<std::string> places;  // where it may lead, absolute, likeliest first
};

// Those of a plugin, from its own manifest or its entry in a marketplace. Addresses, absolute paths, other
// variables than ${CLAUDE_PLUGIN_ROOT} and words that are no path are left out.
std::vector<ListedPath> listed_paths(const YamlNode& plugin, const std::string& folder);

// The source of a marketplace's entry, where it is a path in the marketplace's folder.
std::optional<ListedPath> listed_source(const YamlNode& market, const YamlNode& entry,
                                        const std::string& folder);

// All that a manifest lists, as far as a snapshot can tell where that lies.
std::vector<ListedPath> listed_paths(const Snapshot& snapshot, std::string_view path, const YamlNode& root);

bool is_string(const YamlNode& value);
// Whether a text can stand between the quotes of a string as it is: what needs escapes, nobody meant to be a
// name or a path.
bool needs_no_escape(std::string_view text);
// The text of a value, or empty where it is no string.
std::string_view string_at(const YamlNode& object, std::string_view key);

}  // namespace baton
