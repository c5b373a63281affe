// Settings come with `initialize`, are asked for where the client can be asked, and change
// (LSP 3.17, "Configuration Request", "DidChangeConfiguration Notification").
#include "server/lsp/settings.h"

#include <spdlog/spdlog.h>

#include "protocol/types/workspace.h"
#include "server/lsp/session.h"

namespace baton::lsp {

void Session::take_settings(const protocol::Json& given, bool initializing) {
  const ReadSettings read = read_settings(given);
  settings_ = initializing ? read.settings : changed_settings(settings_, read.settings);
  log_.set_level(settings_.log_level.empty() ? static_cast<spdlog::level::level_enum>(log_level_at_start_)
                                             : spdlog::level::from_str(settings_.log_level));
  for (const std::string& fault : read.faults) tell(protocol::MessageType::warning, fault);
}

void Session::ask_for_settings() {
  if (!client_.configuration) return;
  peer_.request("workspace/configuration", protocol::configuration_params("baton"),
                [this](const auto& outcome) {
                  const auto* answer = std::get_if<protocol::Json>(&outcome);
                  // Some clients answer with null, or with nothing for a section that they do not have.
                  if (answer && answer->is_array() && !answer->empty() && (*answer)[0].is_object())
                    take_settings((*answer)[0], false);
                });
}

void Session::did_change_configuration(const protocol::Json& params) {
  if (client_.configuration) return ask_for_settings();
  if (params.is_object() && params.contains("settings") && params["settings"].is_object())
    take_settings(params["settings"], false);
}

}  // namespace baton::lsp
