// A closing tag without its opening one: the block's lines were meant as a task or a question, and are text.
#pragma once

#include <optional>
#include <vector>

#include "server/syntax/document.h"
#include "server/syntax/task_scan.h"

namespace baton {

struct StrayBlock {
  TextRange first;                  // the first line that reads like one of its fields
  std::optional<TextRange> opened;  // the line above it that is nearly an opening tag: "<Tsak>", "- <Task>"
  TextRange close_tag;
  bool crowded = false;  // the tag is right, yet does not stand alone on its line
};

// In order. Only where fields stand before the closing tag: a lone one may be anything.
std::vector<StrayBlock> stray_blocks(const Document& document, TaggedBlock::Kind kind);

}  // namespace baton
