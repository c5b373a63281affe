// The text of an open document while it is edited: ranges as the client counts them, applied in order. Only
// the lines around an edit are looked at again, so that many edits of a long text (a replacement everywhere,
// say) stay cheap.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "server/base/line_index.h"
#include "server/base/text_range.h"

namespace baton::lsp {

class TextBuffer {
 public:
  TextBuffer() = default;
  explicit TextBuffer(std::string text);

  const std::string& text() const { return text_; }

  // Replaces a range. A position past a line's end means its end, past the last line the end of the text; a
  // range that ends before it begins is taken the other way round (LSP 3.17, "Position", "Range").
  void apply(PositionRange range, std::string_view new_text, PositionEncoding encoding);

  // The byte of a position, with the same rules.
  std::uint32_t offset(Position position, PositionEncoding encoding) const;

 private:
  void replace(TextRange range, std::string_view new_text);

  std::string text_;
  std::vector<std::uint32_t> starts_{0};  // of the lines
};

}  // namespace baton::lsp
