// JSON written straight to a string: for messages that leave with every key press, a tree in between costs
// more than all the rest.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace baton::protocol {

// A value that is written already.
struct JsonText {
  std::string text;
};

// `text` as a JSON string, quotes included. Bytes that are no UTF-8 become U+FFFD.
void append_string(std::string& out, std::string_view text);
void append_number(std::string& out, std::int64_t number);

}  // namespace baton::protocol
