// Outputs on their way to the disk. It takes as long for one as for many: those that come while it is busy go
// there together, on a thread of its own, and the loop goes on meanwhile.
#pragma once

#include <asio/io_context.hpp>
#include <asio/thread_pool.hpp>
#include <cstddef>
#include <functional>
#include <memory>
#include <vector>

#include "server/run/plan.h"
#include "server/run/store.h"

namespace baton {

// Outputs that went to the disk together, in the order in which they came.
struct KeptBatch {
  std::vector<StepIndex> steps;
  std::vector<NewOutput> outputs;  // one each
  KeptOutputs kept;
};

// All is called on the loop's thread. Not to be let go of by another.
class OutputKeeper {
 public:
  // `folder` must stay where it is.
  OutputKeeper(asio::io_context& loop, const RunFolder& folder) : loop_(loop), folder_(folder) {}

  void add(StepIndex step, NewOutput output);
  // Takes to the disk what was added, unless it is busy. `owner` lives until `on_kept` was called; then it is
  // for that to go on with what came meanwhile.
  void go_on(std::shared_ptr<void> owner, std::function<void(KeptBatch&)> on_kept);
  // Nothing is on its way.
  bool idle() const { return !busy_ && steps_.empty(); }

 private:
  asio::io_context& loop_;
  const RunFolder& folder_;
  std::vector<StepIndex> steps_;  // those that wait
  std::vector<NewOutput> outputs_;
  bool busy_ = false;
  asio::thread_pool disk_{1};
};

}  // namespace baton
