// The answer to one request. The type sees to it that there is exactly one: it cannot be copied, answering
// consumes it, and one that is dropped unanswered answers by itself that the server failed.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <string_view>

#include "protocol/jsonrpc.h"

namespace baton::protocol {

// Shared by the request's handler and by whoever may cancel it.
class PendingRequest {
 public:
  PendingRequest(Json id, std::function<void(std::string body)> send)
      : id_(std::move(id)), send_(std::move(send)) {}

  // The first of these calls sends; later ones do nothing and return false. From any thread.
  bool answer(Json result);
  bool answer_text(const JsonText& result);
  bool refuse(ErrorCode code, std::string_view message);
  // Answers -32800, and tells the handler that its work is no longer wanted.
  bool cancel();

  bool cancelled() const { return cancelled_.load(std::memory_order_relaxed); }
  bool answered() const { return answered_.load(); }
  const Json& id() const { return id_; }

 private:
  Json id_;
  std::function<void(std::string body)> send_;
  std::atomic<bool> answered_ = false;
  std::atomic<bool> cancelled_ = false;
};

class [[nodiscard]] Reply {
 public:
  explicit Reply(std::shared_ptr<PendingRequest> request) : request_(std::move(request)) {}
  Reply(Reply&&) noexcept = default;
  Reply& operator=(Reply&& other) noexcept;
  Reply(const Reply&) = delete;
  Reply& operator=(const Reply&) = delete;
  ~Reply() { drop(); }

  // Each consumes the reply: `std::move(reply).result(…)`.
  void result(Json value) &&;
  void result_text(const JsonText& value) &&;
  void error(ErrorCode code, std::string_view message) &&;

  // True once the client has cancelled the request; it is answered then, and further work is in vain.
  bool cancelled() const { return request_ && request_->cancelled(); }

 private:
  void drop();

  std::shared_ptr<PendingRequest> request_;
};

}  // namespace baton::protocol
