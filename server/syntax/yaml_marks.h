// What is looked for in YAML that is none as a whole: where a bracket closes, where a key ends, what is wrong
// with one, whether names of values are used.
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

// What is wrong between the brackets of a list or mapping that is no YAML.
std::string fault_in_brackets(std::string_view inside);

// A key as it was meant, and what is wrong with how it is written. No fault: it is none, or nothing is wrong.
// The name is part of the text that was asked about and lives as long as that; the fault lives for ever.
struct MarkedKey {
  std::string_view name;
  std::string_view fault;
};

// A line that begins with "key:value", "key:" and a no-break space, "**key:** value", "key = value" or
// "key "value"", and so is no "key: value"; "http://x" and "12:30" do not look like one. Nor is "-item" one of
// a list.
MarkedKey nearly_key(std::string_view line);

// "**key**", "`key`" and "* key", of one word.
MarkedKey key_in_marks(std::string_view key);

// True where a "*" or "&" begins a word.
bool has_mark(std::string_view text, char mark);

}  // namespace baton
