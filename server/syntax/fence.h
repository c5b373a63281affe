// Code fences as lines: is this line one, and which lines stand between two.
#pragma once

#include <cstdint>
#include <string_view>

#include "server/syntax/lines.h"

namespace baton {

struct FenceLine {
  char mark = 0;  // '`' or '~'; 0: no fence
  std::uint32_t length = 0;
  std::uint32_t indent = 0;
  bool bare = false;    // no info string
  bool quoted = false;  // behind ">"

  explicit operator bool() const { return mark != 0; }
};

// Reads a line as a fence, behind any indent, marks of quotations and (only where it can open) list markers.
FenceLine fence_line(std::string_view text, Line line, bool may_open);

// The two ways to read fences: CommonMark's (a fence closes with a bare one of its kind, at least as long),
// and the nested one that many authors have in mind ("an info string opens, a bare fence closes").
class FenceReader {
 public:
  explicit FenceReader(bool nested) : nested_(nested) {}
  // Takes the next line; true where it is code or a fence.
  bool step(std::string_view text, Line line);
  bool open() const { return nested_ ? depth_ > 0 : static_cast<bool>(opened_); }
  bool deep() const { return depth_ > 1; }
  std::uint32_t indent() const { return opened_.indent; }  // of the fence that opened (CommonMark's reading)

 private:
  bool nested_;
  std::uint32_t depth_ = 0;
  FenceLine opened_;
};

}  // namespace baton
