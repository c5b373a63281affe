// Finds the blocks that are cut out of a body before it is read as Markdown: "<Task>" … "</Task>" and
// "<AskUserQuestion>" … "</AskUserQuestion>". A blank line would end them as HTML blocks, so lines are looked
// at here. language.md, "Tasks" and "Questions".
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "server/base/text_range.h"

namespace baton {

struct TaggedBlock {
  enum class Kind : std::uint8_t { task, question, example };
  Kind kind = Kind::task;
  TextRange range;  // tags included; without a closing tag up to the last text before its end
  TextRange open_tag;
  TextRange content;    // the lines between
  TextRange close_tag;  // empty at the range's end where there is none
  bool closed = true;
};

// What is a blank elsewhere may be text of a block's last field: a form feed, blanks below "|". Then the task
// or question that was made of the block ends there, and nothing behind it is its own.
template <typename Block>
void end_behind(Block& block, std::uint32_t end) {
  if (end <= block.range.end) return;
  block.range.end = end;
  block.close_tag = {end, end};
}

// What stands between "<example>" or "<examples>" at the begin of a line and its closing tag; the outermost,
// in order. Looked for from byte `from` on.
std::vector<TextRange> example_ranges(std::string_view text, std::uint32_t from);

// A block between "<example>" (or "<examples>") and its closing tag shows what one looks like, and is none.
// The blocks of `text` from byte `from` on, in order, those in code fences and HTML comments left out. A
// closing tag may stand at the end of a line of text. Without one a block ends at the next block's opening
// tag, at a heading of level 1 to 3 that is not indented deeper than the block's tag, or at the end of the
// text.
std::vector<TaggedBlock> scan_tagged_blocks(std::string_view text, std::uint32_t from);

}  // namespace baton
