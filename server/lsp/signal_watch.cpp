// See signal_watch.h.
#include "server/lsp/signal_watch.h"

#include <asio/io_context.hpp>
#include <asio/signal_set.hpp>
#include <csignal>
#include <thread>
#include <utility>

namespace baton::lsp {

struct SignalWatch::State {
  asio::io_context context{1};
  asio::signal_set signals{context, SIGTERM, SIGINT, SIGHUP};
  std::thread thread;
};

SignalWatch::SignalWatch(std::function<void()> told) : state_(std::make_unique<State>()) {
  state_->signals.async_wait([told = std::move(told)](const asio::error_code& fault, int) {
    if (!fault) told();
  });
  state_->thread = std::thread([state = state_.get()] { state->context.run(); });
}

SignalWatch::~SignalWatch() {
  state_->context.stop();
  state_->thread.join();
}

}  // namespace baton::lsp
