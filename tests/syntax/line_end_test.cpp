// Line ends are found eight bytes at a time: the same places as byte by byte, wherever they stand and
// whatever is around.
#include <doctest/doctest.h>

#include <string>

#include "server/syntax/lines.h"

using baton::find_line_end;
using baton::line_at;

namespace {

std::size_t byte_by_byte(const std::string& text, std::size_t from) {
  const std::size_t at = text.find_first_of("\r\n", from);
  return at == std::string::npos ? text.size() : at;
}

}  // namespace

TEST_CASE("a line end is found at every distance") {
  for (const char end : {'\n', '\r'})
    for (std::size_t size = 0; size < 40; ++size)
      for (std::size_t at = 0; at < size; ++at) {
        std::string text(size, 'x');
        text[at] = end;
        for (std::size_t from = 0; from <= size; ++from)
          CHECK_EQ(find_line_end(text, from), byte_by_byte(text, from));
      }
}

// 0x0B and 0x0E follow upon "\n" and "\r", which is where arithmetic on whole words may go wrong; so may high
// bits.
TEST_CASE("bytes near to a line end are none") {
  for (int other = 0; other < 256; ++other) {
    if (other == '\n' || other == '\r') continue;
    std::string text(24, static_cast<char>(other));
    CHECK_EQ(find_line_end(text, 0), text.size());
    for (const char end : {'\n', '\r'}) {
      text[13] = end;
      CHECK_EQ(find_line_end(text, 0), 13);
      CHECK_EQ(find_line_end(text, 14), text.size());
    }
  }
}

TEST_CASE("a line knows where the next begins") {
  const std::string text = "a long first line\r\nsecond\rthird\n\nlast";
  const auto line = [&](std::uint32_t begin) {
    const baton::Line found = line_at(text, begin);
    return text.substr(begin, found.end - begin) + "|" + std::to_string(found.next);
  };
  CHECK_EQ(line(0), "a long first line|19");
  CHECK_EQ(line(19), "second|26");
  CHECK_EQ(line(26), "third|32");
  CHECK_EQ(line(32), "|33");
  CHECK_EQ(line(33), "last|37");
  CHECK_EQ(line(37), "|37");
}
