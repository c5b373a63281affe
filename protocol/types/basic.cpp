// Positions, ranges and locations as JSON.
#include "protocol/types/basic.h"

namespace baton::protocol {

Position read_position(const Fields& fields) {
  return {fields.at("line").uinteger(), fields.at("character").uinteger()};
}

Range read_range(const Fields& fields) {
  return {read_position(fields.at("start")), read_position(fields.at("end"))};
}

std::string read_document_uri(const Fields& params) {
  return params.at("textDocument").at("uri").text();
}

Json to_json(const Position& position) {
  return Json{{"line", position.line}, {"character", position.character}};
}

Json to_json(const Range& range) {
  return Json{{"start", to_json(range.start)}, {"end", to_json(range.end)}};
}

Json to_json(const Location& location) {
  return Json{{"uri", location.uri}, {"range", to_json(location.range)}};
}

}  // namespace baton::protocol
