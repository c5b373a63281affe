// A text that was taken out of a file (a prompt without its indent, a string without its escapes) and the way back
// to the file's bytes.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "server/base/text_range.h"

namespace baton {

class SourceMap {
 public:
  SourceMap() = default;
  // A text that stands in the file as it is, from byte `source` on.
  static SourceMap identity(std::uint32_t source, std::uint32_t length);

  // The next `decoded_length` bytes of the text were written as `source_length` bytes at `source`. Where the two
  // lengths are equal the bytes correspond one to one, else the piece stands for its source as a whole (an escape).
  void append(std::uint32_t source, std::uint32_t source_length, std::uint32_t decoded_length);
  // The same for a piece that stands for its source as a whole, whatever the lengths.
  void append_whole(std::uint32_t source, std::uint32_t source_length, std::uint32_t decoded_length);

  std::uint32_t decoded_size() const;
  // Where the byte at `decoded` stands in the file; the end of the text maps behind its last byte.
  std::uint32_t to_source(std::uint32_t decoded) const;
  // From the first byte of the range to behind its last; an empty range is empty at its begin.
  TextRange to_source(TextRange decoded) const;
  // The way in: the decoded offset of a file offset, or of the next piece when it lies between two.
  std::uint32_t from_source(std::uint32_t source) const;
  // The same text, all of whose source stands `by` bytes further on (modulo 2^32: 0 - 3u is three bytes back).
  void shift(std::uint32_t by);
  // Where this map leads into another text that was itself taken out of a file: the way from here to that file.
  SourceMap through(const SourceMap& outer) const;

  bool operator==(const SourceMap&) const = default;

 private:
  struct Piece {
    std::uint32_t decoded, decoded_length, source, source_length;
    bool operator==(const Piece&) const = default;
  };
  std::vector<Piece> pieces_;
};

}  // namespace baton
