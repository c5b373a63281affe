// What is looked for in YAML that is none as a whole: where a bracket closes, where a key ends, whether names
// of values are used.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace baton {

// Behind the bracket that closes the one at `at`, or 0: quotes are looked over, and a line that begins an
// entry in `column` or before it ends the search.
std::uint32_t flow_end(std::string_view source, std::uint32_t at, std::uint32_t column);

// The ":" that ends the key at `first`, or 0.
std::uint32_t key_end(std::string_view source, std::uint32_t first, std::uint32_t line_end);

// "key:value" at the begin of a line that is no "key: value": how long its key is, and whether a no-break space
// stands behind the colon. Size 0: it does not look like one ("http://x", "12:30").
struct KeyAtColon {
  std::uint32_t size = 0;
  bool no_break = false;
};
KeyAtColon key_at_colon(std::string_view line);

// "**key**" and "`key`" without the marks; what has none of them on both sides as it is.
std::string_view without_emphasis(std::string_view key);

// True where a "*" or "&" begins a word.
bool has_mark(std::string_view text, char mark);

}  // namespace baton
