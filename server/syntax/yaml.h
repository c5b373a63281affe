// YAML as Baton needs it: a tree with the exact bytes of every key and value, read entry by entry so that one bad
// entry never hides the next. yaml-cpp does the reading (by its event handler); ends of ranges and the way from a
// decoded scalar back to the file are found here. The one fault that real files are full of, a plain value that is
// no YAML, is taken as the string it was meant to be.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "server/base/text_range.h"
#include "server/syntax/source_map.h"

namespace baton {

enum class ScalarStyle : std::uint8_t { plain, single_quoted, double_quoted, literal, folded };
// What a plain scalar means under the YAML 1.2 core schema (section 10.3); a quoted or block scalar is a string.
enum class ScalarType : std::uint8_t { null, boolean, integer, floating, string };

struct YamlEntry;

struct YamlNode {
  enum class Kind : std::uint8_t { null, scalar, sequence, mapping };
  Kind kind = Kind::null;
  ScalarStyle style = ScalarStyle::plain;
  TextRange range;   // the value's bytes with quotes, brackets or block header; of a missing value: empty, behind its ":"
  std::string text;  // a scalar's value
  SourceMap map;     // from `text` to the file
  bool tagged_string = false;  // "!!str": a string whatever it looks like
  std::vector<YamlNode> items;
  std::vector<YamlEntry> entries;

  bool is_scalar() const { return kind == Kind::scalar; }
  bool is_sequence() const { return kind == Kind::sequence; }
  bool is_mapping() const { return kind == Kind::mapping; }
  // The first entry of that key, or nullptr.
  const YamlEntry* find(std::string_view key) const;
  // Where the value itself stands: inside the quotes of a quoted scalar, else `range`.
  TextRange content_range() const;
  bool operator==(const YamlNode&) const;
};

struct YamlEntry {
  std::string key;
  TextRange key_range;  // with its quotes, if any
  TextRange range;      // from the key to the end of its value
  YamlNode value;
  bool operator==(const YamlEntry&) const = default;
};

ScalarType scalar_type(const YamlNode& scalar);

struct YamlProblem {
  enum class Kind : std::uint8_t { syntax, unquoted_value, duplicate_key, too_deep };
  Kind kind = Kind::syntax;
  TextRange range;          // never empty where the text is not
  std::string message;      // syntax: what is wrong, in Baton's words; else empty
  std::string subject;      // the key the problem is about, if known
  TextRange related;        // duplicate_key: the first key
  std::string replacement;  // unquoted_value: the value in quotes, to stand at `range`
  bool operator==(const YamlProblem&) const = default;
};

struct YamlTree {
  YamlNode root;  // a mapping, or null where there is no entry
  std::vector<YamlProblem> problems;
};

// Reads the bytes `where` of `text` as one mapping, which may be indented as a whole (by its first entry's indent).
// All ranges are offsets into `text`. Any bytes give a tree. Nesting beyond 64 levels and aliases that expand beyond
// 10,000 nodes are problems, not trees.
YamlTree parse_yaml_mapping(std::string_view text, TextRange where);

}  // namespace baton
