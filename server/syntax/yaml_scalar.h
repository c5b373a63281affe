// One YAML scalar at a known place: where it ends, what it says, and the way back. Used for every scalar, whoever
// found the structure around it. Line ends are "\n" here (see yaml.cpp). YAML 1.2.2, chapters 7.3 and 8.1.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/base/text_range.h"
#include "server/syntax/source_map.h"
#include "server/syntax/yaml.h"

namespace baton {

struct ScannedScalar {
  ScalarStyle style = ScalarStyle::plain;
  TextRange range;  // quotes or block header included
  std::string text;
  SourceMap map;
};

// Takes bytes of the source into a scalar's text.
void take(ScannedScalar& scalar, std::string_view source, std::uint32_t begin, std::uint32_t end);
// A scalar as a node; its text is moved out.
YamlNode scalar_node(ScannedScalar&& scalar);

struct PlainScan {
  ScannedScalar scalar;
  enum class Stop : std::uint8_t { end, comment, colon, indicator } stop = Stop::end;
  std::uint32_t stop_at = 0;  // of a colon: where it stands
};
// A plain scalar that begins at `at`. Lines that are indented by more than `indent` continue it. A ":" that cannot be
// part of it stops it, on whichever line; in flow context brackets, braces and commas do as well. With `colons` nothing
// but a comment or the end of its lines stops it: what an author who forgot the quotes means.
PlainScan scan_plain(std::string_view source, std::uint32_t at, std::int64_t indent, bool flow, bool colons);

struct QuotedScan {
  ScannedScalar scalar;
  bool closed = false;
  std::vector<TextRange> bad_escapes;  // taken as written
};
// A quoted scalar whose quote stands at `at`. It is not closed when the text ends first, or a line that is indented by
// `indent` or less looks like the next entry.
QuotedScan scan_quoted(std::string_view source, std::uint32_t at, std::int64_t indent);

struct BlockScan {
  ScannedScalar scalar;
  TextRange bad_header;             // text that does not belong behind "|" or ">"; empty: none
  std::optional<TextRange> tab;     // a tab that indents its first line
  std::vector<TextRange> shallow;   // lines indented too little to belong to it, yet deeper than `indent`; taken
  std::uint32_t next = 0;           // where the first line behind its text begins
  TextRange deep_blank;             // a line of blanks before the text that is deeper than it; empty: none
  bool unusual = false;             // a line of blanks has tabs: only the library says what it means
};
// A literal or folded scalar whose header stands at `at`, inside a collection that is indented by `indent`.
BlockScan scan_block(std::string_view source, std::uint32_t at, std::int64_t indent);

// A line at its first character that is no blank: "key: …", "key:" or "- …".
bool looks_like_entry(std::string_view source, std::uint32_t first, std::uint32_t line_end);
// True where `at` is the end, a blank or a line end.
bool ends_token(std::string_view source, std::size_t at);

}  // namespace baton
