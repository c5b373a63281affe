// A server that is told to end by a signal (an editor that does not wait, a terminal that closes) ends as if
// its client had gone, so that nothing that it runs stays behind.
#pragma once

#include <functional>
#include <memory>

namespace baton::lsp {

class SignalWatch {
 public:
  // `told` is called once, on another thread.
  explicit SignalWatch(std::function<void()> told);
  ~SignalWatch();
  SignalWatch(const SignalWatch&) = delete;
  SignalWatch& operator=(const SignalWatch&) = delete;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace baton::lsp
