// Messages and traces as JSON.
#include "protocol/types/window.h"

namespace baton::protocol {

Json message_params(MessageType type, std::string_view message) {
  return Json{{"type", static_cast<int>(type)}, {"message", message}};
}

Json log_trace_params(std::string_view message, std::string_view verbose) {
  Json out = {{"message", message}};
  if (!verbose.empty()) out["verbose"] = verbose;
  return out;
}

Json progress_create(const std::string& token) {
  return Json{{"token", token}};
}

Json progress_begin(const std::string& token, std::string_view title) {
  return Json{{"token", token}, {"value", {{"kind", "begin"}, {"title", title}, {"cancellable", true}}}};
}

Json progress_end(const std::string& token) {
  return Json{{"token", token}, {"value", {{"kind", "end"}}}};
}

JsonText progress_params(const Json& token, const JsonText& value) {
  const std::string written = token.dump(-1, ' ', false, Json::error_handler_t::replace);
  return {R"({"token":)" + written + R"(,"value":)" + value.text + "}"};
}

}  // namespace baton::protocol
