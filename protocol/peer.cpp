// A request is known by its id from the moment it is read, so that a cancellation finds it even while the
// thread that will handle it is busy with something else.
#include "protocol/peer.h"

#include <array>
#include <utility>

namespace baton::protocol {

Peer::Peer(Channel& channel) : channel_(channel) {}

void Peer::send(std::string_view body) {
  channel_.write(frame(body));
}

std::optional<std::string> Peer::next_body() {
  std::array<char, 65536> bytes;
  for (;;) {
    if (auto body = frames_.next()) return body;
    if (!frames_.fault().empty()) {
      fault_ = frames_.fault();
      return std::nullopt;
    }
    const std::size_t count = channel_.read(bytes.data(), bytes.size());
    if (count == 0) {
      if (!frames_.between_messages()) fault_ = "the input ended within a message";
      return std::nullopt;
    }
    frames_.feed({bytes.data(), count});
  }
}

std::optional<Incoming> Peer::receive() {
  while (const auto body = next_body()) {
    if (auto incoming = sort_out(parse_message(*body))) return incoming;
  }
  return std::nullopt;
}

std::optional<Incoming> Peer::sort_out(Message message) {
  if (auto* fault = std::get_if<Fault>(&message)) {
    send(error_body(fault->id, fault->code, fault->message));
    return std::nullopt;
  }
  if (auto* request = std::get_if<Request>(&message)) return register_request(std::move(*request));
  if (auto* notification = std::get_if<Notification>(&message)) {
    if (notification->method != "$/cancelRequest") return std::move(*notification);
    cancel(notification->params);
    return std::nullopt;
  }
  auto& response = std::get<Response>(message);
  if (!response.id.is_number_integer()) return std::nullopt;
  const std::lock_guard lock(sent_mutex_);
  const auto asked = sent_.find(response.id.get<long long>());
  if (asked == sent_.end()) return std::nullopt;
  IncomingReply reply{std::move(response.outcome), std::move(asked->second)};
  sent_.erase(asked);
  return reply;
}

Incoming Peer::register_request(Request request) {
  if (received_.size() >= sweep_at_) {
    std::erase_if(received_, [](const auto& entry) { return entry.second.expired(); });
    sweep_at_ = received_.size() * 2 + 64;
  }
  const std::string key = request.id.dump(-1, ' ', false, Json::error_handler_t::replace);
  auto pending = std::make_shared<PendingRequest>(std::move(request.id),
                                                  [this](const std::string& body) { send(body); });
  received_[key] = pending;
  return IncomingRequest{std::move(request.method), std::move(request.params), Reply(std::move(pending))};
}

void Peer::cancel(const Json& params) {
  if (!params.is_object() || !params.contains("id")) return;
  const Json& id = params["id"];
  if (!id.is_string() && !id.is_number()) return;
  const auto found = received_.find(id.dump(-1, ' ', false, Json::error_handler_t::replace));
  if (found == received_.end()) return;
  if (const auto request = found->second.lock()) request->cancel();
  received_.erase(found);
}

void Peer::notify(std::string_view method, Json params) {
  send(notification_body(method, std::move(params)));
}

void Peer::notify_text(std::string_view method, const JsonText& params) {
  send(notification_text(method, params));
}

void Peer::request(std::string_view method, Json params,
                   std::function<void(std::variant<Json, ResponseError>)> then) {
  long long id = 0;
  {
    const std::lock_guard lock(sent_mutex_);
    id = next_id_++;
    sent_.emplace(id, std::move(then));
  }
  send(request_body(id, method, std::move(params)));
}

}  // namespace baton::protocol
