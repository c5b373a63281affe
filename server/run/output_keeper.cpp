// See output_keeper.h.
#include "server/run/output_keeper.h"

#include <asio/executor_work_guard.hpp>
#include <asio/post.hpp>
#include <utility>

namespace baton {

void OutputKeeper::add(StepIndex step, NewOutput output) {
  steps_.push_back(step);
  outputs_.push_back(std::move(output));
}

void OutputKeeper::go_on(std::shared_ptr<void> owner, std::function<void(KeptBatch&)> on_kept) {
  if (busy_ || steps_.empty()) return;
  busy_ = true;
  auto batch =
      std::make_shared<KeptBatch>(KeptBatch{std::exchange(steps_, {}), std::exchange(outputs_, {}), {}});
  // The owner goes back to the loop with the answer: this thread must not be the last to hold it.
  asio::post(disk_, [this, batch, owner = std::move(owner), on_kept = std::move(on_kept),
                     waits = asio::make_work_guard(loop_)]() mutable {
    batch->kept = folder_.keep(batch->outputs);
    asio::post(loop_, [this, batch, owner = std::move(owner), on_kept = std::move(on_kept)] {
      busy_ = false;
      on_kept(*batch);
    });
  });
}

}  // namespace baton
