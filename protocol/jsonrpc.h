// What a body says: a request, a notification, a response, or nothing that JSON-RPC knows (JSON-RPC 2.0;
// LSP 3.17, "Base Protocol JSON structures").
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <variant>

#include "protocol/json_text.h"

namespace baton::protocol {

using Json = nlohmann::json;

// LSP 3.17, "ErrorCodes".
enum class ErrorCode : int {
  parse_error = -32700,
  invalid_request = -32600,
  method_not_found = -32601,
  invalid_params = -32602,
  internal_error = -32603,
  server_not_initialized = -32002,
  request_cancelled = -32800,
  content_modified = -32801,
  request_failed = -32803,
};

struct ResponseError {
  int code = 0;  // any number in what a client answers
  std::string message;
};

struct Request {
  Json id;  // a string or a number, given back as it came
  std::string method;
  Json params;  // null where there are none
};

struct Notification {
  std::string method;
  Json params;
};

struct Response {
  Json id;
  std::variant<Json, ResponseError> outcome;
};

// A body that cannot be acted upon. It is answered with this error; `id` is null where none could be read.
struct Fault {
  Json id;
  ErrorCode code = ErrorCode::parse_error;
  std::string message;
};

using Message = std::variant<Request, Notification, Response, Fault>;

// Never throws. A batch is a fault: LSP has none. Half of a surrogate pair ("\ud800" alone) is no character,
// but an editor sends it where its user typed or cut one in two: it is read as U+FFFD, which is as long.
Message parse_message(std::string_view body);

// Bodies, without their header. Bytes that are no UTF-8 become U+FFFD.
std::string request_body(const Json& id, std::string_view method, Json params);
std::string notification_body(std::string_view method, Json params);
std::string notification_text(std::string_view method, const JsonText& params);
std::string result_body(const Json& id, Json result);
std::string result_text(const Json& id, const JsonText& result);
std::string error_body(const Json& id, ErrorCode code, std::string_view message);

}  // namespace baton::protocol
