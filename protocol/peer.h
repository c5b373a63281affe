// Our side of a conversation: what comes in becomes values in the order of arrival, what goes out is framed
// and written whole. One thread calls `receive`; everything that sends may be called from any thread.
#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "protocol/channel.h"
#include "protocol/framing.h"
#include "protocol/jsonrpc.h"
#include "protocol/reply.h"

namespace baton::protocol {

struct IncomingRequest {
  std::string method;
  Json params;
  Reply reply;
};

// The client's answer to a request of ours, together with what was to happen then.
struct IncomingReply {
  std::variant<Json, ResponseError> outcome;
  std::function<void(std::variant<Json, ResponseError>)> then;
};

using Incoming = std::variant<IncomingRequest, Notification, IncomingReply>;

class Peer {
 public:
  explicit Peer(Channel& channel);
  Peer(const Peer&) = delete;
  Peer& operator=(const Peer&) = delete;

  // Waits for the next message that is somebody else's business. Seen to here: bodies that cannot be acted
  // upon are answered with their error, `$/cancelRequest` answers its request at once, and answers to nothing
  // are dropped. Nothing: the input has ended, or `fault` says why it cannot be read.
  std::optional<Incoming> receive();
  // As FrameReader::fault, or that the input ended within a message. To be read by the thread that receives.
  const std::string& fault() const { return fault_; }

  void notify(std::string_view method, Json params);
  void notify_text(std::string_view method, const JsonText& params);
  // `then` is handed out by `receive` when the answer comes; it is called by whoever takes it from there.
  void request(std::string_view method, Json params,
               std::function<void(std::variant<Json, ResponseError>)> then);

 private:
  std::optional<std::string> next_body();
  std::optional<Incoming> sort_out(Message message);
  Incoming register_request(Request request);
  void cancel(const Json& params);
  void send(std::string_view body);

  Channel& channel_;
  FrameReader frames_;
  std::string fault_;
  // Requests that came and may be unanswered still; only the receiving thread touches them.
  std::map<std::string, std::weak_ptr<PendingRequest>> received_;
  std::size_t sweep_at_ = 64;
  std::mutex sent_mutex_;
  std::map<long long, std::function<void(std::variant<Json, ResponseError>)>> sent_;
  long long next_id_ = 1;
};

}  // namespace baton::protocol
