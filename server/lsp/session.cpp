// Reading, dispatching and ending.
#include "server/lsp/session.h"

#include <spdlog/spdlog.h>

#include <exception>
#include <thread>
#include <utility>

#include "server/lsp/handlers/features.h"
#include "server/lsp/handlers/table.h"
#include "server/lsp/runs.h"
#include "server/workspace/snapshot_index.h"

namespace baton::lsp {

using protocol::ErrorCode;

Session::Session(protocol::Channel& channel, SessionOptions options, spdlog::logger& log)
    : options_(std::move(options)),
      log_(log),
      log_level_at_start_(log.level()),
      channel_(channel),
      peer_(channel),
      publisher_(peer_),
      waiting_(loop_),
      index_progress_(peer_),
      watchers_(peer_),
      indexer_(
          loop_, options_.index, log, [this](const DiskNews& news) { heard_from_disk(news); },
          [this](bool loading) { index_progress_.show(loading); }),
      analysis_(loop_, publisher_, indexer_, log, options_.index.pause),
      runs_(std::make_unique<Runs>(
          loop_, peer_, publisher_, options_.runs,
          RunFiles{
              [this](const std::string& path) { return trusts(path); }, [this] { return indexer_.ready(); },
              [this](const std::string& path) { return std::string(baton::root_of(indexer_.roots(), path)); },
              [this](const std::string& path) { return analysis_.look_at(publisher_.uri_of(path)); }})),
      showing_(peer_, publisher_, *runs_),
      answering_(loop_, log, analysis_, waiting_, [this] { return feature_context(); }) {}

Session::~Session() = default;

int Session::run() {
  std::thread reader([this] { read(); });
  loop_.run([this] { return analysis_.idle(); },
            [this](const std::exception& fault) { log_.error("an internal fault: {}", fault.what()); });
  channel_.close();
  reader.join();
  return exit_code_;
}

void Session::read() {
  while (auto incoming = peer_.receive()) {
    if (const auto* notification = std::get_if<protocol::Notification>(&*incoming))
      pending_.came(*notification);
    loop_.post(
        [this, message = std::make_shared<protocol::Incoming>(std::move(*incoming))] { handle(*message); });
  }
  const std::string fault = peer_.fault();
  if (options_.ending) options_.ending(fault.empty() && life_ == Life::shut_down ? 0 : 1);
  loop_.post([this, fault] { input_ended(fault); });
}

void Session::handle(protocol::Incoming& incoming) {
  try {
    if (auto* request = std::get_if<protocol::IncomingRequest>(&incoming)) {
      handle_request(*request);
    } else if (const auto* notification = std::get_if<protocol::Notification>(&incoming)) {
      pending_.handled(*notification);
      handle_notification(*notification);
    } else {
      auto& reply = std::get<protocol::IncomingReply>(incoming);
      reply.then(std::move(reply.outcome));
    }
  } catch (const std::exception& fault) {
    // A request that was not answered is answered by its reply's end.
    log_.error("a message could not be handled: {}", fault.what());
  }
}

void Session::handle_request(protocol::IncomingRequest& request) {
  if (trace_ != protocol::Trace::off) trace("Received request '" + request.method + "'", request.params);
  if (request.reply.cancelled()) return;
  const Life life = life_;
  if (life == Life::fresh && request.method != "initialize")
    return std::move(request.reply).error(ErrorCode::server_not_initialized, "the server is not initialized");
  if (life == Life::shut_down)
    return std::move(request.reply).error(ErrorCode::invalid_request, "the server was shut down");
  if (life == Life::initialized && request.method == "initialize")
    return std::move(request.reply).error(ErrorCode::invalid_request, "the server is initialized already");
  for (const RequestHandler& handler : request_handlers())
    if (handler.method == request.method)
      return (this->*handler.handle)(request.params, std::move(request.reply));
  for (const FeatureHandler& handler : feature_handlers())
    if (handler.method == request.method)
      return answer_feature(handler, request.params, std::move(request.reply));
  std::move(request.reply).error(ErrorCode::method_not_found, "the server does not know " + request.method);
}

void Session::handle_notification(const protocol::Notification& notification) {
  if (trace_ != protocol::Trace::off)
    trace("Received notification '" + notification.method + "'", notification.params);
  if (life_ != Life::initialized && notification.method != "exit") return;
  for (const NotificationHandler& handler : notification_handlers())
    if (handler.method == notification.method) return (this->*handler.handle)(notification.params);
}

void Session::trace(const std::string& message, const protocol::Json& params) {
  // Which document it is about; whole texts help nobody.
  std::string details;
  if (trace_ == protocol::Trace::verbose)
    if (const auto uri = protocol::parse_document_uri(params).value) details = "Document: " + *uri;
  peer_.notify("$/logTrace", protocol::log_trace_params(message, details));
}

void Session::input_ended(const std::string& fault) {
  if (!fault.empty()) {
    fault_ = fault;
    return end(1);
  }
  // What was asked before the end is still told, to whoever reads it.
  while (analysis_.idle()) {
  }
  end(life_ == Life::shut_down ? 0 : 1);
}

void Session::end(int exit_code) {
  if (options_.ending) options_.ending(exit_code);
  waiting_.close();
  exit_code_ = exit_code;
  loop_.stop();
}

void Session::watch_process() {
  if (!process_) return;
  if (!process_->alive()) {
    log_.warn("the client's process has ended");
    return end(life_ == Life::shut_down ? 0 : 1);
  }
  loop_.after(options_.process_poll, [this] { watch_process(); });
}

void Session::tell(protocol::MessageType type, const std::string& words) {
  if (told_.insert(words).second) peer_.notify("window/showMessage", protocol::message_params(type, words));
}

}  // namespace baton::lsp
