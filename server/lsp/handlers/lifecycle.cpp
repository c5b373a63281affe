// initialize, initialized, shutdown, exit, $/setTrace (LSP 3.17, "Lifecycle Messages").
#include <utility>

#include "server/lsp/convert.h"
#include "server/lsp/handlers/features.h"
#include "server/lsp/runs.h"
#include "server/lsp/session.h"

namespace baton::lsp {

void Session::initialize(const protocol::Json& params, protocol::Reply reply) {
  auto parsed = protocol::parse_initialize(params);
  if (!parsed.value) return std::move(reply).error(protocol::ErrorCode::invalid_params, parsed.fault);
  protocol::InitializeParams& given = *parsed.value;
  client_ = std::move(given.capabilities);
  trace_ = given.trace;
  folders_ = std::move(given.folders);
  encoding_ = choose_encoding(client_.position_encodings);
  analysis_.set_view(diagnostic_view(client_, encoding_));
  runs_->set_client(client_);
  showing_.set_client(client_.window);
  index_progress_.set_shown(client_.work_done_progress);
  if (client_.pull_diagnostics)
    publisher_.set_way(client_.refresh_diagnostics ? Publisher::Way::pull_and_refresh : Publisher::Way::pull);
  if (!client_.watch_files) indexer_.keep_stamps();
  life_ = Life::initialized;
  std::move(reply).result(protocol::initialize_result(
      {std::string(encoding_name(encoding_)), client_.pull_diagnostics, feature_capabilities(client_)},
      {"baton", options_.version}));
  if (const auto options = params.find("initializationOptions"); options != params.end())
    take_settings(*options, true);
  if (given.process_id) {
    process_ = std::make_unique<ProcessWatch>(*given.process_id);
    watch_process();
  }
}

void Session::initialized(const protocol::Json&) {
  ask_for_settings();
  start_index();
  watchers_.watch(indexer_.roots(), client_);
}

void Session::shutdown(const protocol::Json&, protocol::Reply reply) {
  life_ = Life::shut_down;
  publisher_.release_held();
  waiting_.close();
  runs_->close();
  std::move(reply).result(nullptr);
}

void Session::exit(const protocol::Json&) {
  end(life_ == Life::shut_down ? 0 : 1);
}

void Session::set_trace(const protocol::Json& params) {
  if (params.is_object() && params.contains("value")) trace_ = protocol::read_trace(params["value"]);
}

}  // namespace baton::lsp
