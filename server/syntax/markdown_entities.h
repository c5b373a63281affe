// Character references ("&amp;", "&#38;") and backslash escapes of Markdown, turned into what they stand for.
#pragma once

#include <string>
#include <string_view>

namespace baton {

// The characters that a backslash can escape (CommonMark 0.30, section 2.4).
constexpr bool is_ascii_punctuation(char c) {
  return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') || (c >= '{' && c <= '~');
}

// Appends what `entity` ("&…;") stands for; one that is unknown stays as written. (Section 6.2)
void append_entity(std::string& out, std::string_view entity);

// `raw` with escapes and character references decoded: a link's target as it is meant.
std::string decode_markdown(std::string_view raw);

}  // namespace baton
