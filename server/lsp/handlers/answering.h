// How a question becomes an answer: at once where it takes a moment, else with the help of another thread,
// and again where the world has changed meanwhile. Everything here but that help happens on the session's
// thread.
#pragma once

#include <cstdint>
#include <functional>

#include "server/base/cancel.h"
#include "server/lsp/handlers/answer.h"
#include "server/lsp/loop.h"
#include "server/lsp/waiting_requests.h"

namespace spdlog {
class logger;
}

namespace baton::lsp {

class Answering {
 public:
  // `context`: what a question may ask now.
  Answering(Loop& loop, spdlog::logger& log, Analysis& analysis, WaitingRequests& waiting,
            std::function<FeatureContext()> context);
  ~Answering();  // what is being worked out is dropped
  Answering(const Answering&) = delete;
  Answering& operator=(const Answering&) = delete;

  void answer(OpenQuestion question);

 private:
  void answer_now(OpenQuestion question);
  void answer_later(OpenQuestion question, Later later);
  void finish(OpenQuestion question, std::uint64_t edits, const Later::Finish& done);

  Loop& loop_;
  spdlog::logger& log_;
  Analysis& analysis_;
  WaitingRequests& waiting_;
  std::function<FeatureContext()> context_;
  CancelToken ending_;
  Worker worker_;  // last: joined before anything it uses goes
};

}  // namespace baton::lsp
