// The user sees that the workspace is read, and may stop it (LSP 3.17, "Work Done Progress"). Open files are
// answered all the while.
#include <utility>

#include "protocol/types/window.h"
#include "server/lsp/runs.h"
#include "server/lsp/session.h"

namespace baton::lsp {
namespace {

std::string token_of(int number) {
  return "baton-index-" + std::to_string(number);
}

}  // namespace

void Session::show_work(bool working) {
  if (!client_.work_done_progress) return;
  if (!working) {
    if (std::exchange(progress_shown_, false))
      peer_.notify("$/progress", protocol::progress_end(token_of(progresses_)));
    ++progresses_;  // one that the client has not agreed to yet is not begun any more
    return;
  }
  const int number = ++progresses_;
  peer_.request("window/workDoneProgress/create", protocol::progress_create(token_of(number)),
                [this, number](const auto& outcome) {
                  if (number != progresses_ || !std::holds_alternative<protocol::Json>(outcome)) return;
                  progress_shown_ = true;
                  peer_.notify("$/progress",
                               protocol::progress_begin(token_of(number), "Baton reads the workspace"));
                });
}

void Session::cancel_progress(const protocol::Json& params) {
  if (!params.is_object()) return;
  const auto token = params.find("token");
  if (token == params.end()) return;
  if (progress_shown_ && *token == token_of(progresses_)) indexer_.stop_loading();
  runs_->cancel_progress(*token);
}

}  // namespace baton::lsp
