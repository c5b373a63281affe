// Words for the user, and the trace a client may ask for (LSP 3.17, "Window Features", "LogTrace
// Notification").
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "protocol/jsonrpc.h"

namespace baton::protocol {

enum class MessageType : int { error = 1, warning = 2, info = 3, log = 4 };

// What the client can be asked to do while it shows documents.
struct WindowCapabilities {
  bool shows_documents = false;   // window.showDocument.support
  bool refreshes_lenses = false;  // workspace.codeLens.refreshSupport
  bool asks_for_content = false;  // workspace.textDocumentContent is there (LSP 3.18)
  bool shows_graphs = false;      // experimental.commands holds "baton.showGraph"
  bool takes_run_events = false;  // experimental.runEvents
  bool asks_questions = false;    // experimental.questions
};
WindowCapabilities read_window(const Json& client);

// Parameters of window/showMessage and window/logMessage.
Json message_params(MessageType type, std::string_view message);
// Parameters of $/logTrace; an empty `verbose` is left out.
Json log_trace_params(std::string_view message, std::string_view verbose);

// Parameters of window/showMessageRequest; and the title that was chosen: nothing where the user chose none,
// or the client could not ask.
Json message_request_params(MessageType type, std::string_view message,
                            const std::vector<std::string>& titles);
std::optional<std::string> chosen_title(const std::variant<Json, ResponseError>& outcome);
// Parameters of window/showDocument.
Json show_document_params(std::string_view uri);
Json content_refresh_params(std::string_view uri);  // LSP 3.18, "Text Document Content Refresh Request"

// Work that the user sees (LSP 3.17, "Work Done Progress"). Parameters of window/workDoneProgress/create, and
// of $/progress when the work begins, with a button to cancel it, goes on (per cent), and ends; an empty
// message is left out.
Json progress_create(const std::string& token);
Json progress_begin(const std::string& token, std::string_view title,
                    std::optional<unsigned> percentage = std::nullopt);
Json progress_report(const std::string& token, std::string_view message, unsigned percentage);
Json progress_end(const std::string& token, std::string_view message = {});

// Parameters of $/progress with a value that is written already. `token`: a string or a number.
JsonText progress_params(const Json& token, const JsonText& value);

}  // namespace baton::protocol
