// Words for the user, and the trace a client may ask for (LSP 3.17, "Window Features", "LogTrace
// Notification").
#pragma once

#include <string>
#include <string_view>

#include "protocol/jsonrpc.h"

namespace baton::protocol {

enum class MessageType : int { error = 1, warning = 2, info = 3, log = 4 };

// Parameters of window/showMessage and window/logMessage.
Json message_params(MessageType type, std::string_view message);
// Parameters of $/logTrace; an empty `verbose` is left out.
Json log_trace_params(std::string_view message, std::string_view verbose);

// Work that the user sees (LSP 3.17, "Work Done Progress"). Parameters of window/workDoneProgress/create, and
// of
// $/progress when the work begins, with a button to cancel it, and when it ends.
Json progress_create(const std::string& token);
Json progress_begin(const std::string& token, std::string_view title);
Json progress_end(const std::string& token);

// Parameters of $/progress with a value that is written already. `token`: a string or a number.
JsonText progress_params(const Json& token, const JsonText& value);

}  // namespace baton::protocol
