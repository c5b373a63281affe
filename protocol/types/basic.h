// What every topic uses: positions, ranges, locations (LSP 3.17, "Basic JSON Structures").
#pragma once

#include <cstdint>
#include <string>

#include "protocol/fields.h"
#include "protocol/jsonrpc.h"

namespace baton::protocol {

struct Position {
  std::uint32_t line = 0;
  std::uint32_t character = 0;  // in the units that were negotiated
  bool operator==(const Position&) const = default;
};

struct Range {
  Position start;
  Position end;
  bool operator==(const Range&) const = default;
};

struct Location {
  std::string uri;
  Range range;
  bool operator==(const Location&) const = default;
};

Position read_position(const Fields& fields);
Range read_range(const Fields& fields);
// The `uri` of a `textDocument`.
std::string read_document_uri(const Fields& params);

Json to_json(const Position& position);
Json to_json(const Range& range);
Json to_json(const Location& location);

}  // namespace baton::protocol
