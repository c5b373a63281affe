// The JSON Schemas of front matter (schemas/*.schema.json, draft-07) and what a file's values say to them.
// They are read once per kind of file, when the first file of that kind is judged.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "server/syntax/yaml.h"
#include "server/workspace/file_facts.h"

namespace baton {

struct SchemaFault {
  const YamlEntry* entry =
      nullptr;  // the entry at fault, or the one whose list holds the item; none: a key is missing
  const YamlNode* value = nullptr;      // the value at fault; none: a key is missing
  std::string name;                     // "color", "execution_modes.quick.agents": as the author would say it
  std::string expects;                  // what the value must be, in words
  std::vector<std::string> candidates;  // values that may have been meant
  bool in_list = false;                 // `value` is an item of the entry's list
  const YamlNode* holder = nullptr;     // the mapping that lacks a key, if it is an inner one
};

// Each value of the front matter that breaks the schema of its kind, and each required key that it lacks.
std::vector<SchemaFault> schema_faults(FileKind kind, const YamlNode& front_matter);
// The same for a manifest.
enum class ManifestSchema : std::uint8_t { plugin, marketplace };
std::vector<SchemaFault> schema_faults(ManifestSchema schema, const YamlNode& manifest);
// The two halves of that, for the test that they agree: the quick walk, and the schema library.
bool walk_accepts(FileKind kind, const YamlNode& front_matter);
std::vector<SchemaFault> schema_faults_by_library(FileKind kind, const YamlNode& front_matter);

struct KnownKey {
  std::string name;
  std::string alias_of;  // the key that it is an older spelling of, else empty
  std::string description;
};

// The mappings that have known keys.
enum class KeyPlace : std::uint8_t { top, mode, agents };
std::span<const KnownKey> known_keys(FileKind kind, KeyPlace place);

// What may stand as the value of the key that `keys` lead to, or as an item of its list, as far as the schema
// names it: "true", "opus", "fork".
std::vector<std::string> known_values(FileKind kind, std::span<const std::string> keys);

// What that key takes: any text (also where nothing is known of it), a text as well as a list or mapping, a list
// or mapping (a text is let pass), or something else: true or false, one of a few words, what another tool says.
enum class KeyTakes : std::uint8_t { text, text_or_collection, collection, other };
KeyTakes key_takes(FileKind kind, std::span<const std::string> keys);

}  // namespace baton
