// Messages and traces as JSON.
#include "protocol/types/window.h"

#include "protocol/capability.h"

namespace baton::protocol {

WindowCapabilities read_window(const Json& client) {
  WindowCapabilities out;
  out.shows_documents = is_true(client, {"window", "showDocument", "support"});
  out.refreshes_lenses = is_true(client, {"workspace", "codeLens", "refreshSupport"});
  const Json* content = within(client, {"workspace", "textDocumentContent"});
  out.asks_for_content = content != nullptr && content->is_object();
  out.shows_graphs = lists(client, {"experimental", "commands"}, "baton.showGraph");
  out.takes_run_events = is_true(client, {"experimental", "runEvents"});
  out.asks_questions = is_true(client, {"experimental", "questions"});
  return out;
}

Json message_params(MessageType type, std::string_view message) {
  return Json{{"type", static_cast<int>(type)}, {"message", message}};
}

Json log_trace_params(std::string_view message, std::string_view verbose) {
  Json out = {{"message", message}};
  if (!verbose.empty()) out["verbose"] = verbose;
  return out;
}

Json message_request_params(MessageType type, std::string_view message,
                            const std::vector<std::string>& titles) {
  Json actions = Json::array();
  for (const std::string& title : titles) actions.push_back(Json{{"title", title}});
  return Json{{"type", static_cast<int>(type)}, {"message", message}, {"actions", std::move(actions)}};
}

std::optional<std::string> chosen_title(const std::variant<Json, ResponseError>& outcome) {
  const Json* answer = std::get_if<Json>(&outcome);
  const Json* title = answer == nullptr ? nullptr : within(*answer, {"title"});
  if (title == nullptr || !title->is_string()) return std::nullopt;
  return title->get<std::string>();
}

Json show_document_params(std::string_view uri) {
  return Json{{"uri", uri}, {"takeFocus", true}};
}

Json content_refresh_params(std::string_view uri) {
  return Json{{"uri", uri}};
}

Json progress_create(const std::string& token) {
  return Json{{"token", token}};
}

Json progress_begin(const std::string& token, std::string_view title, std::optional<unsigned> percentage) {
  Json value = {{"kind", "begin"}, {"title", title}, {"cancellable", true}};
  if (percentage) value["percentage"] = *percentage;
  return Json{{"token", token}, {"value", std::move(value)}};
}

Json progress_report(const std::string& token, std::string_view message, unsigned percentage) {
  return Json{{"token", token},
              {"value", {{"kind", "report"}, {"message", message}, {"percentage", percentage}}}};
}

Json progress_end(const std::string& token, std::string_view message) {
  Json value = {{"kind", "end"}};
  if (!message.empty()) value["message"] = message;
  return Json{{"token", token}, {"value", std::move(value)}};
}

JsonText progress_params(const Json& token, const JsonText& value) {
  const std::string written = token.dump(-1, ' ', false, Json::error_handler_t::replace);
  return {R"({"token":)" + written + R"(,"value":)" + value.text + "}"};
}

}  // namespace baton::protocol
