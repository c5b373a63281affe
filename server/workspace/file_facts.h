// What other files may ask about a file: kept for every file of the workspace, while texts are kept only for open ones.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "server/base/line_index.h"
#include "server/base/text_range.h"
#include "server/syntax/document.h"
#include "server/workspace/file_uses.h"

namespace baton {

enum class FileKind : std::uint8_t {
  document,
  command,
  agent,
  skill,
  manifest,      // plugin.json and marketplace.json where they mean something
  configuration  // .baton.yaml
};

// Files that are judged and are no Markdown: nobody asks about them but by their text.
constexpr bool is_plain(FileKind kind) {
  return kind == FileKind::manifest || kind == FileKind::configuration;
}

// A place in a file that is perhaps not open: bytes, and the positions that need the text to be known.
struct Place {
  std::string path;
  TextRange range;
  PositionRange utf8, utf16, utf32;
};

// Fills the positions of `range` in `document`.
Place place_in(const std::string& path, const Document& document, TextRange range);

struct FileFacts {
  std::string path;
  FileKind kind = FileKind::document;
  bool is_template = false;          // front matter or name holds "{{…}}": only its front matter's syntax is judged
  std::vector<std::string> anchors;  // slugs and explicit anchors, sorted, without duplicates
  // Agents and skills: front matter `name`, else the stem (skill: its folder). Commands: `command` without its
  // slash; empty where that says nothing, so that the file's path counts.
  std::string name;
  Place name_place;           // of that value; without one the file's begin
  std::uint64_t content = 0;  // agents: a hash of the whole text
  std::string description, model, tools;
  FileUses uses;  // only where somebody asked for them: see with_uses
};

// The same facts and what the document mentions. Editors ask for that, checks do not: so neither `--check` nor
// the way from an edit to its diagnostics pays for it.
std::shared_ptr<const FileFacts> with_uses(const FileFacts& facts, const Document& document);

}  // namespace baton
