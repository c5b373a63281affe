// The engine is touched by its own thread only; both sides post to each other.
#include "server/lsp/run_thread.h"

#include <asio/executor_work_guard.hpp>
#include <asio/post.hpp>
#include <asio/steady_timer.hpp>
#include <chrono>
#include <exception>
#include <optional>
#include <thread>
#include <utility>

namespace baton::lsp {
namespace {

// Between being asked and being made to end, where nobody can wait longer: less than the server itself is
// given.
constexpr std::chrono::milliseconds last_patience{250};

}  // namespace

struct RunThread::Body : RunHost, std::enable_shared_from_this<RunThread::Body> {
  Body(Loop& session, RunListener told) : loop(session), listener(std::move(told)) {}

  void run(RunJob job) {
    try {
      if (begin(std::move(job))) context.run();
    } catch (const std::exception& fault) {
      broke_off(fault.what());
    }
  }

  bool begin(RunJob job) {
    auto started = Engine::start(context, std::move(job), *this, [this](const RunEnd& end) {
      engine.reset();
      waits.reset();
      if (limit) limit->cancel();
      tell_end(end);
    });
    if (!started) {
      tell([fault = started.error()](const RunListener& heard) { heard.started(Error{fault}, {}); });
      return false;
    }
    engine = std::move(*started);
    begun = true;
    tell([run = engine->run(), folder = engine->folder()](const RunListener& heard) {
      heard.started(run, folder);
    });
    return true;
  }

  void broke_off(const std::string& fault) {
    const std::string words = "the run broke off (" + fault + ")";
    if (begun) return tell_end({RunOutcome::failed, words});
    tell([words](const RunListener& heard) { heard.started(Error{words}, {}); });
  }

  void tell_end(const RunEnd& end) {
    if (std::exchange(over, true)) return;
    tell([end](const RunListener& heard) { heard.ended(end); });
  }

  void on_event(const RunEvent& event) override {
    if (event.kind == RunEventKind::task_text) return;  // shown by nobody here
    tell([event](const RunListener& heard) { heard.happened(event); });
  }

  void ask_gate(const PlanStep& gate, const std::vector<std::string>& outputs,
                std::function<void(bool)> answer) override {
    // The answer may come when the run has ended: nobody waits for it then.
    tell([this, gate, outputs, answer = std::move(answer),
          alive = weak_from_this()](const RunListener& heard) {
      heard.gate(gate, outputs, [this, answer, alive](bool pass) {
        if (const auto body = alive.lock()) asio::post(context, [answer, pass] { answer(pass); });
      });
    });
  }

  // On the session's thread, as long as somebody wants to hear it there.
  void tell(std::function<void(const RunListener&)> what) {
    loop.post([body = shared_from_this(), what = std::move(what)] {
      if (!body->dropped) what(body->listener);
    });
  }

  void cancel() {
    asio::post(context, [this] {
      if (engine) engine->cancel();
    });
  }

  void leave() {
    if (std::exchange(dropped, true)) return;
    asio::post(context, [this] {
      if (!engine) return;
      engine->cancel();
      limit.emplace(context, last_patience);
      limit->async_wait([this](const asio::error_code& fault) {
        if (!fault && engine) engine->cancel();
      });
    });
  }

  Loop& loop;
  RunListener listener;  // the session's thread only
  bool dropped = false;  // likewise
  asio::io_context context{1};
  // At a gate nothing happens until somebody answers.
  asio::executor_work_guard<asio::io_context::executor_type> waits = asio::make_work_guard(context);
  std::shared_ptr<Engine> engine;    // its own thread only
  bool begun = false, over = false;  // likewise
  std::optional<asio::steady_timer> limit;
  std::thread thread;
};

RunThread::RunThread(Loop& loop, RunJob job, RunListener listener)
    : body_(std::make_shared<Body>(loop, std::move(listener))) {
  body_->thread =
      std::thread([body = body_.get(), job = std::move(job)]() mutable { body->run(std::move(job)); });
}

RunThread::~RunThread() {
  body_->leave();
  if (body_->thread.joinable()) body_->thread.join();
}

void RunThread::leave() {
  body_->leave();
}

void RunThread::cancel() {
  body_->cancel();
}

}  // namespace baton::lsp
