// nlohmann's parser keeps its own stack, so a deeply nested body cannot exhaust ours; its copies and its
// writer do not. What a request carries may be sent back, so that values nested beyond all use fall away.
#include "protocol/jsonrpc.h"

#include <charconv>
#include <optional>
#include <utility>

namespace baton::protocol {
namespace {

bool is_id(const Json& id) {
  return id.is_string() || id.is_number();
}

Json take(Json& object, const char* key) {
  const auto found = object.find(key);
  return found == object.end() ? Json() : std::move(*found);
}

std::string dumped(const Json& body) {
  return body.dump(-1, ' ', false, Json::error_handler_t::replace);
}

// The four hexadecimal digits of an escape, or nothing.
std::optional<unsigned> escaped_unit(std::string_view text, std::size_t at) {
  if (at + 6 > text.size() || text[at] != '\\' || text[at + 1] != 'u') return std::nullopt;
  unsigned unit = 0;
  const char* const end = text.data() + at + 6;
  const auto [last, problem] = std::from_chars(text.data() + at + 2, end, unit, 16);
  return problem == std::errc() && last == end ? std::optional(unit) : std::nullopt;
}

// The text with U+FFFD for each escape of half a surrogate pair. As long as before.
std::string without_half_pairs(std::string_view text) {
  const auto is_high = [](unsigned unit) { return unit >= 0xd800 && unit < 0xdc00; };
  const auto is_low = [](unsigned unit) { return unit >= 0xdc00 && unit < 0xe000; };
  std::string out(text);
  for (std::size_t at = text.find('\\'); at < text.size(); at = text.find('\\', at)) {
    const auto unit = escaped_unit(text, at);
    if (!unit) {
      at += 2;
      continue;
    }
    const auto next = is_high(*unit) ? escaped_unit(text, at + 6) : std::nullopt;
    if (next && is_low(*next)) {
      at += 12;
      continue;
    }
    if (is_high(*unit) || is_low(*unit)) out.replace(at + 2, 4, "fffd");
    at += 6;
  }
  return out;
}

constexpr int deepest = 200;

Json parse_text(std::string_view text) {
  const auto is_kept = [](int depth, Json::parse_event_t, const Json&) { return depth <= deepest; };
  Json body = Json::parse(text, is_kept, false);
  if (body.is_discarded()) body = Json::parse(without_half_pairs(text), is_kept, false);
  return body;
}

Message parse_response(Json& body, Json id) {
  if (body.contains("error")) {
    ResponseError error;
    const Json& given = body["error"];
    if (given.is_object()) {
      if (const auto code = given.find("code"); code != given.end() && code->is_number_integer())
        error.code = code->get<int>();
      if (const auto words = given.find("message"); words != given.end() && words->is_string())
        error.message = words->get<std::string>();
    }
    return Response{std::move(id), std::move(error)};
  }
  return Response{std::move(id), take(body, "result")};
}

}  // namespace

Message parse_message(std::string_view text) {
  Json body = parse_text(text);
  if (body.is_discarded()) return Fault{nullptr, ErrorCode::parse_error, "the message is not JSON"};
  if (body.is_array())
    return Fault{nullptr, ErrorCode::invalid_request, "batches are not part of the Language Server Protocol"};
  if (!body.is_object()) return Fault{nullptr, ErrorCode::invalid_request, "a message is a JSON object"};

  const bool has_id = body.contains("id");
  Json id = take(body, "id");
  const Json answer_to = is_id(id) ? id : Json();
  const auto version = body.find("jsonrpc");
  if (version == body.end() || !version->is_string() || version->get_ref<const std::string&>() != "2.0")
    return Fault{answer_to, ErrorCode::invalid_request, "jsonrpc: \"2.0\" is expected"};

  const auto method = body.find("method");
  if (method == body.end()) {
    if (has_id && (body.contains("result") || body.contains("error")))
      return parse_response(body, std::move(id));
    return Fault{answer_to, ErrorCode::invalid_request, "method: a message without it is no request"};
  }
  if (!method->is_string())
    return Fault{answer_to, ErrorCode::invalid_request, "method: a string is expected"};
  std::string name = method->get<std::string>();
  if (!has_id) return Notification{std::move(name), take(body, "params")};
  if (!is_id(id)) return Fault{nullptr, ErrorCode::invalid_request, "id: a string or a number is expected"};
  return Request{std::move(id), std::move(name), take(body, "params")};
}

std::string request_body(const Json& id, std::string_view method, Json params) {
  Json body = {{"jsonrpc", "2.0"}, {"id", id}, {"method", method}};
  if (!params.is_null()) body["params"] = std::move(params);
  return dumped(body);
}

std::string notification_body(std::string_view method, Json params) {
  Json body = {{"jsonrpc", "2.0"}, {"method", method}};
  if (!params.is_null()) body["params"] = std::move(params);
  return dumped(body);
}

std::string notification_text(std::string_view method, const JsonText& params) {
  std::string body = R"({"jsonrpc":"2.0","method":)";
  body.reserve(body.size() + method.size() + params.text.size() + 16);
  append_string(body, method);
  return body.append(R"(,"params":)").append(params.text).append("}");
}

std::string result_text(const Json& id, const JsonText& result) {
  std::string body = R"({"jsonrpc":"2.0","id":)" + dumped(id);
  body.reserve(body.size() + result.text.size() + 16);
  return body.append(R"(,"result":)").append(result.text).append("}");
}

std::string result_body(const Json& id, Json result) {
  Json body = {{"jsonrpc", "2.0"}, {"id", id}};
  body["result"] = std::move(result);
  return dumped(body);
}

std::string error_body(const Json& id, ErrorCode code, std::string_view message) {
  return dumped(Json{
      {"jsonrpc", "2.0"}, {"id", id}, {"error", {{"code", static_cast<int>(code)}, {"message", message}}}});
}

}  // namespace baton::protocol
