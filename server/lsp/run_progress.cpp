// See run_progress.h.
#include "server/lsp/run_progress.h"

#include <algorithm>
#include <utility>

#include "protocol/types/window.h"
#include "server/run/names.h"

namespace baton::lsp {

RunProgress::RunProgress(protocol::Peer& peer, std::string token, std::string title, std::size_t total)
    : peer_(peer), token_(std::move(token)), total_(total) {
  // It may have ended before the client agrees: then it is not begun any more. What has begun before is told.
  peer_.request("window/workDoneProgress/create", protocol::progress_create(token_),
                [title = std::move(title), weak = std::weak_ptr(self_)](const auto& outcome) {
                  const auto self = weak.lock();
                  if (!self || !std::holds_alternative<protocol::Json>(outcome)) return;
                  RunProgress& progress = **self;
                  progress.shown_ = true;
                  progress.peer_.notify("$/progress", protocol::progress_begin(progress.token_, title, 0));
                  if (!progress.words().empty()) progress.report();
                });
}

void RunProgress::happened(const RunEvent& event) {
  if (ends_task(event.kind)) {
    running_.erase(event.task);
    ++done_;
  }
  switch (event.kind) {
    case RunEventKind::task_started:
      running_[event.task] =
          (event.phase ? "phase " + std::to_string(*event.phase) + ": " : "") + shown(task_name(event), 60);
      break;
    case RunEventKind::gate_waiting:
      gate_ = "waits at a gate: " + shown(event.text);
      break;
    case RunEventKind::gate_passed:
      gate_.clear();
      break;
    default:
      return;
  }
  report();
}

std::string RunProgress::words() const {
  if (!gate_.empty()) return gate_;
  std::string out;
  for (const auto& [task, said] : running_) {
    if (out.size() > 100) return out + " and more";
    out += (out.empty() ? "" : ", ") + said;
  }
  return out;
}

void RunProgress::report() {
  if (!shown_) return;
  const std::size_t done = std::min(done_, total_);
  const unsigned percentage = total_ == 0 ? 100 : static_cast<unsigned>(done * 100 / total_);
  peer_.notify("$/progress", protocol::progress_report(token_, words(), percentage));
}

void RunProgress::end(const std::string& words) {
  if (std::exchange(shown_, false)) peer_.notify("$/progress", protocol::progress_end(token_, words));
  self_.reset();
}

}  // namespace baton::lsp
