// Requests that nobody can answer before the disk was read. They wait here, in the order in which they came,
// until there is news of it. Everything here happens on the loop's thread.
#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <memory>

#include "protocol/reply.h"
#include "server/lsp/loop.h"

namespace baton::lsp {

class WaitingRequests {
 public:
  explicit WaitingRequests(Loop& loop) : loop_(loop) {}

  // `ask` is called at the next news; where it finds that they are not what it waits for, it adds itself
  // again. Never for a request that was cancelled meanwhile: that has its answer.
  void add(std::shared_ptr<protocol::Reply> reply, std::function<void()> ask);
  // There is news, whether all was read or not. Each has a turn of its own between other messages.
  void release();
  // The session ends: those that wait are refused, and any that would.
  void close();

  std::size_t size() const { return waiting_.size(); }

 private:
  struct Request {
    std::shared_ptr<protocol::Reply> reply;
    std::function<void()> ask;
  };
  void give_turn();

  Loop& loop_;
  std::deque<Request> waiting_;
  std::size_t turns_ = 0;  // left of the last release
  std::size_t sweep_at_ = 64;
  bool closed_ = false;
};

}  // namespace baton::lsp
