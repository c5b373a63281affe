// md4c goes through each line of a block of code as through any other, and half of what real files hold are
// such lines; a third of the rest are list items without anything in them but words. None of them says
// anything that the line above does not, so most are left out before md4c reads the text.
//
// What is read is the same but for a fault of md4c 0.4.8: behind a blank line it takes the item above for an
// empty one, and ends the list, if the lowest byte of an offset happens to be 4. Where that chance falls is
// all that changes.
#pragma once

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

// Lines of a block of code, or list items, but for the first: that one tells what md4c takes all of them for.
struct LeftOut {
  enum class Kind : std::uint8_t { code, items, blank };
  Kind kind = Kind::code;
  TextRange kept;           // the first line; of items the first one's text
  LocatedCode block;        // of code
  std::uint32_t first = 0;  // of items: which of the paragraphs are theirs
  std::uint32_t last = 0;   // behind the last of them
  std::uint32_t at = 0;     // where the lines would stand in the shortened text
  std::uint32_t bytes = 0;  // that are left out so far, these included
};

struct ShortenedText {
  std::string text;
  std::vector<LeftOut> left_out;      // in order; empty: `text` is, too, and nothing is worth leaving out
  std::vector<TextRange> paragraphs;  // of the items that are left out
};

// Whole lines, in order, that are likely to be blocks of code with their fences; or, `blank`, that were such
// and hold nothing any more.
struct CodeLines {
  std::vector<TextRange> ranges;
  bool blank = false;
};

// No NUL may be in the text.
ShortenedText shorten(const std::string& text, const CodeLines& code);

// What md4c was given, and the way from there to the whole text.
class GivenText {
 public:
  GivenText(std::string_view given, const ShortenedText& shortened);

  std::size_t size() const { return given_.size(); }
  // Where a byte stands in the whole text. Mostly asked for one right behind the other.
  std::uint32_t in_whole_text(std::uint32_t given) {
    if (!stretch_.contains(given)) find_stretch(given);
    return given + missing_above_;
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
  // The paragraphs of the items left out below this one's, if it is the next first item's; else none.
  std::span<const TextRange> items_below(TextRange paragraph);
  // To be called for a block of which no line was left out but maybe blank ones.
  void meet_whole_block() { misread_ = lacks_blank_lines_; }
  // Whether each of them was met, so that the whole text reads the same.
  bool all_met();

 private:
  const LeftOut* next();
  void find_stretch(std::uint32_t given);

  std::string_view given_;
  std::span<const LeftOut> left_out_;
  std::span<const TextRange> paragraphs_;
  TextRange stretch_;  // of what was last asked for: the given bytes around, between two gaps
  std::size_t gaps_above_ = 0;
  std::uint32_t missing_above_ = 0;
  std::size_t met_ = 0;
  bool lacks_blank_lines_ = false;
  bool misread_ = false;
};

}  // namespace baton
