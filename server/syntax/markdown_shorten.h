// md4c goes through each line of a block of code as through any other, and half of what real files hold are
// such lines. None of them says anything, so most are left out before md4c reads the text.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "server/base/text_range.h"
#include "server/syntax/markdown_code.h"

namespace baton {

// The lines of a block but for the first, which tells whether md4c takes it for a block, too.
struct LeftOut {
  LocatedCode block;
  TextRange kept;           // the first line
  std::uint32_t at = 0;     // where the others would stand in the shortened text
  std::uint32_t bytes = 0;  // that are left out so far, these included
};

struct ShortenedText {
  std::string text;
  std::vector<LeftOut> left_out;  // in order; empty: `text` is, too, and nothing is worth leaving out
};

// `fenced`: whole lines that may be blocks of code with their fences, in order.
ShortenedText shorten_code(std::string_view text, const std::vector<TextRange>& fenced);

// What md4c was given, and the way from there to the whole text.
class GivenText {
 public:
  GivenText(std::string_view given, std::span<const LeftOut> left_out) : given_(given), left_out_(left_out) {}

  std::size_t size() const { return given_.size(); }
  // Where a byte stands in the whole text. Mostly asked for one right behind the other.
  std::uint32_t in_whole_text(std::uint32_t given) {
    const bool behind_last = blocks_above_ == 0 || left_out_[blocks_above_ - 1].at <= given;
    const bool before_next = blocks_above_ == left_out_.size() || given < left_out_[blocks_above_].at;
    if (!behind_last || !before_next) {
      const auto below = std::ranges::upper_bound(left_out_, given, {}, &LeftOut::at);
      blocks_above_ = static_cast<std::size_t>(below - left_out_.begin());
    }
    return blocks_above_ == 0 ? given : given + left_out_[blocks_above_ - 1].bytes;
  }
  // The same for a piece, or nothing where it is not one of the text.
  std::optional<std::uint32_t> place(const char* begin, std::uint32_t size) {
    const char* base = given_.data();
    const std::less<> before;
    if (begin == nullptr || before(begin, base) || before(base + given_.size(), begin + size))
      return std::nullopt;
    return in_whole_text(static_cast<std::uint32_t>(begin - base));
  }

  // The next block, if its text begins at `first`; else nullptr. Then the line above opened it, and what was
  // left out is code as well: no line of it could end the block.
  const LocatedCode* block_from(std::uint32_t first);
  // Whether each of them was met, so that the whole text reads the same.
  bool all_blocks_met() const { return blocks_met_ == left_out_.size(); }

 private:
  std::string_view given_;
  std::span<const LeftOut> left_out_;
  std::size_t blocks_above_ = 0;  // of what was last asked for
  std::size_t blocks_met_ = 0;
};

}  // namespace baton
