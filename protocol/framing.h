// Messages on a wire: a header that gives the body's length, an empty line, the body (LSP 3.17, "Header
// Part").
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace baton::protocol {

inline constexpr std::size_t max_body_size = std::size_t{64} << 20;  // bytes; a longer body is refused
inline constexpr std::size_t max_header_size = 16384;                // bytes of one whole header

// Cuts a stream of bytes into bodies, wherever the stream was split. Headers may come in any order and case;
// `Content-Type` is accepted when its charset is UTF-8, other names are passed over. After a fault nothing
// more is read.
class FrameReader {
 public:
  // Takes the next bytes of the stream.
  void feed(std::string_view bytes);
  // The next complete body, or nothing: more bytes are needed, or the stream is at fault.
  std::optional<std::string> next();
  // Why the stream cannot be read any further, as one sentence without a full stop; empty: it can.
  const std::string& fault() const { return fault_; }
  // True between two messages: an end of the stream here cuts nothing short.
  bool between_messages() const { return !length_ && done_ == buffer_.size(); }

 private:
  bool read_header();
  bool read_header_line(std::string_view line);

  std::string buffer_;
  std::size_t done_ = 0;               // bytes of `buffer_` that were consumed
  std::size_t scanned_ = 0;            // bytes of the header in which no end was found
  std::optional<std::size_t> length_;  // of the body that comes next
  std::string fault_;
};

// The header and the body, ready to be written.
std::string frame(std::string_view body);

}  // namespace baton::protocol
