// See waiting_requests.h.
#include "server/lsp/waiting_requests.h"

#include <utility>

namespace baton::lsp {
namespace {

void refuse(protocol::Reply& reply) {
  std::move(reply).error(protocol::ErrorCode::request_failed,
                         "the session ended before the workspace was read");
}

}  // namespace

void WaitingRequests::add(std::shared_ptr<protocol::Reply> reply, std::function<void()> ask) {
  if (closed_) return refuse(*reply);
  if (waiting_.size() >= sweep_at_) {
    std::erase_if(waiting_, [](const Request& request) { return request.reply->cancelled(); });
    sweep_at_ = waiting_.size() * 2 + 64;
  }
  waiting_.push_back({std::move(reply), std::move(ask)});
}

void WaitingRequests::release() {
  const bool under_way = turns_ > 0;
  turns_ = waiting_.size();
  if (!under_way && turns_ > 0) loop_.post([this] { give_turn(); });
}

void WaitingRequests::give_turn() {
  if (waiting_.empty()) {
    turns_ = 0;
    return;
  }
  const Request request = std::move(waiting_.front());
  waiting_.pop_front();
  // Before it is asked: that may fail, and those behind it have their turns all the same.
  if (--turns_ > 0) loop_.post([this] { give_turn(); });
  if (!request.reply->cancelled()) request.ask();
}

void WaitingRequests::close() {
  closed_ = true;
  for (const Request& request : std::exchange(waiting_, {})) refuse(*request.reply);
}

}  // namespace baton::lsp
