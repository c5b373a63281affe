// Pieces stand in the order of the text. Neighbours that continue each other byte by byte are one piece, so
// that two maps of the same correspondence are equal.
#include "server/syntax/source_map.h"

#include <algorithm>

namespace baton {

SourceMap SourceMap::identity(std::uint32_t source, std::uint32_t length) {
  SourceMap out;
  out.pieces_.push_back({0, length, source, length});
  return out;
}

void SourceMap::append(std::uint32_t source, std::uint32_t source_length, std::uint32_t decoded_length) {
  if (decoded_length == 0 && !pieces_.empty()) return;
  const bool one_to_one = source_length == decoded_length;
  if (!pieces_.empty()) {
    Piece& last = pieces_.back();
    if (last.decoded_length == 0) {  // only said where the text begins
      last = {0, decoded_length, source, source_length};
      return;
    }
    if (one_to_one && last.decoded_length == last.source_length &&
        last.source + last.source_length == source) {
      last.decoded_length += decoded_length;
      last.source_length += source_length;
      return;
    }
  }
  pieces_.push_back({decoded_size(), decoded_length, source, source_length});
}

// Equal lengths would say that bytes correspond, so the last byte becomes a piece of its own, that stands for
// nothing.
void SourceMap::append_whole(std::uint32_t source, std::uint32_t source_length,
                             std::uint32_t decoded_length) {
  if (source_length != decoded_length || decoded_length < 2)
    return append(source, source_length, decoded_length);
  append(source, source_length, decoded_length - 1);
  append(source + source_length, 0, 1);
}

std::uint32_t SourceMap::decoded_size() const {
  return pieces_.empty() ? 0 : pieces_.back().decoded + pieces_.back().decoded_length;
}

std::uint32_t SourceMap::to_source(std::uint32_t decoded) const {
  if (pieces_.empty()) return 0;
  if (decoded >= decoded_size()) return pieces_.back().source + pieces_.back().source_length;
  const auto behind =
      std::upper_bound(pieces_.begin(), pieces_.end(), decoded,
                       [](std::uint32_t at, const Piece& piece) { return at < piece.decoded; });
  const Piece& piece = *std::prev(behind);
  return piece.decoded_length == piece.source_length ? piece.source + (decoded - piece.decoded)
                                                     : piece.source;
}

TextRange SourceMap::to_source(TextRange decoded) const {
  const std::uint32_t begin = to_source(decoded.begin);
  if (decoded.end <= decoded.begin || decoded.begin >= decoded_size()) return {begin, begin};
  const std::uint32_t last = std::min(decoded.end, decoded_size()) - 1;
  const auto behind =
      std::upper_bound(pieces_.begin(), pieces_.end(), last,
                       [](std::uint32_t at, const Piece& piece) { return at < piece.decoded; });
  const Piece& piece = *std::prev(behind);
  const bool one_to_one = piece.decoded_length == piece.source_length;
  const std::uint32_t end =
      one_to_one ? piece.source + (last - piece.decoded) + 1 : piece.source + piece.source_length;
  return {begin, std::max(begin, end)};
}

std::uint32_t SourceMap::from_source(std::uint32_t source) const {
  // The first piece that ends behind the offset holds it or is the next one.
  const auto found = std::partition_point(pieces_.begin(), pieces_.end(), [&](const Piece& piece) {
    return piece.source + piece.source_length <= source;
  });
  if (found == pieces_.end()) return decoded_size();
  const bool inside = source > found->source && found->decoded_length == found->source_length;
  return inside ? found->decoded + (source - found->source) : found->decoded;
}

void SourceMap::shift(std::uint32_t by) {
  for (Piece& piece : pieces_) piece.source += by;
}

SourceMap SourceMap::through(const SourceMap& outer) const {
  SourceMap out;
  for (const Piece& piece : pieces_) {
    const TextRange middle{piece.source, piece.source + piece.source_length};
    if (piece.decoded_length != piece.source_length || piece.decoded_length == 0) {
      const TextRange source = outer.to_source(middle);
      out.append_whole(source.begin, source.size(), piece.decoded_length);
      continue;
    }
    auto at = std::partition_point(outer.pieces_.begin(), outer.pieces_.end(), [&](const Piece& other) {
      return other.decoded + other.decoded_length <= middle.begin;
    });
    for (; at != outer.pieces_.end() && at->decoded < middle.end; ++at) {
      const std::uint32_t begin = std::max(middle.begin, at->decoded);
      const std::uint32_t end = std::min(middle.end, at->decoded + at->decoded_length);
      if (at->decoded_length == at->source_length)
        out.append(at->source + (begin - at->decoded), end - begin, end - begin);
      else
        out.append_whole(at->source, at->source_length, end - begin);
    }
  }
  return out;
}

}  // namespace baton
