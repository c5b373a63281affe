// What a file says that a reader of other files may ask for by place: its headings and phases, and each
// mention of an agent, a skill, a command or another file. Kept with the facts of every file, so that an
// agent's references are found without opening the files that hold them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/base/line_index.h"
#include "server/base/name_words.h"
#include "server/base/text_range.h"
#include "server/syntax/document.h"

namespace baton {

enum class FileKind : std::uint8_t;

// A range of a file that is perhaps not open: bytes, and the positions that need the text to be known.
struct Spot {
  TextRange range;
  PositionRange utf8, utf16, utf32;
  bool operator==(const Spot&) const = default;
};
Spot spot_in(const Document& document, TextRange range);
Spot spot_in(std::string_view text, const LineIndex& lines, TextRange range);

struct FileHeading {
  std::string text, slug;
  std::uint8_t level = 1;
  Spot spot;            // of the text
  std::string opening;  // how the section begins, cut short; empty where it begins with no paragraph
  bool operator==(const FileHeading&) const = default;
};

struct FilePhase {
  unsigned long long number = 0;
  std::string title;
  Spot spot;  // "Phase 1"
  bool operator==(const FilePhase&) const = default;
};

struct FileUse {
  enum class Kind : std::uint8_t {
    agent,              // `text` as written: "plugin:name"
    placeholder_agent,  // the same in a placeholder
    link,               // `text`: the path of a link, decoded; empty: the file itself
    external_doc,       // the same of an external doc
    skill,              // `text`: its name
    command             // `text`: "/name" without its slash
  };
  Kind kind = Kind::agent;
  bool verbatim = true;  // the bytes at `spot` are the name itself, without escapes
  std::string text;
  std::string fragment;  // of a link, decoded
  Spot spot;             // of an agent its name, the plugin before it left out; of a link its path
  Spot fragment_spot;    // empty where there is none
  bool operator==(const FileUse&) const = default;
};

struct FileUses {
  std::vector<FileHeading> headings;
  std::vector<FilePhase> phases;
  std::vector<FileUse> uses;  // each kind in file order
  bool operator==(const FileUses&) const = default;
};

// Of a document only headings and links count; of commands all of it.
FileUses uses_of(const Document& document, FileKind kind);
// The headings of a text that was read already, and behind them its explicit anchors. `with_openings`: how
// their sections begin, too.
std::vector<FileHeading> headings_of(std::string_view text, const LineIndex& lines, const Markdown& body,
                                     const std::vector<std::string>& slugs, bool with_openings);

// The names in a front matter's `skills`: a list, or one string of them.
std::vector<TextItem> skill_names(const Document& document);

// "/name" or "/plugin:name" at a slash: its bytes. Nothing for what is a path or a tag.
std::optional<TextRange> command_mention(std::string_view text, std::uint32_t slash);

}  // namespace baton
