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

// A text in quotes, as YAML reads it back.
std::string in_quotes(std::string_view text);

// The same for a plain text that may bring quotes of its own: "say "now" or "then"" with its outer ones was
// meant to be the text between these, "a" or "b" the whole. Empty where either may have been meant.
std::string quoted_as_meant(std::string_view text);

// True where a "*" or "&" begins a word.
bool has_mark(std::string_view text, char mark);

}  // namespace baton
