// Words for the user, and the trace a client may ask for (LSP 3.17, "Window Features", "LogTrace
// Notification").
#pragma once

#include <string_view>

#include "protocol/jsonrpc.h"

namespace baton::protocol {

enum class MessageType : int { error = 1, warning = 2, info = 3, log = 4 };

// Parameters of window/showMessage and window/logMessage.
Json message_params(MessageType type, std::string_view message);
// Parameters of $/logTrace; an empty `verbose` is left out.
Json log_trace_params(std::string_view message, std::string_view verbose);

}  // namespace baton::protocol
