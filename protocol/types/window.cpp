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

}  // namespace baton::protocol
