// One run under way: the engine on a thread of its own, and what happens in it told on the session's.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "server/base/result.h"
#include "server/lsp/loop.h"
#include "server/run/engine.h"

namespace baton::lsp {

// All of these are called on the session's thread, and none once the run's owner is gone.
struct RunListener {
  // Once, first. An error: nothing was started, and nothing else is called.
  std::function<void(const Result<std::string>& run, const std::string& folder)> started;
  std::function<void(const RunEvent& event)> happened;
  // `outputs`: the files of what was made so far in its phase.
  std::function<void(const PlanStep& gate, const std::vector<std::string>& outputs,
                     std::function<void(bool)> answer)>
      gate;
  // Once, last.
  std::function<void(const RunEnd& end)> ended;
};

class RunThread {
 public:
  RunThread(Loop& loop, RunJob job, RunListener listener);
  // Ends what runs: asked first, then made to.
  ~RunThread();
  RunThread(const RunThread&) = delete;
  RunThread& operator=(const RunThread&) = delete;

  void cancel();
  // Begins what the destructor does: of several, all before the first is waited for.
  void leave();

 private:
  struct Body;
  std::shared_ptr<Body> body_;
};

}  // namespace baton::lsp
