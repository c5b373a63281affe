// See index_progress.h.
#include "server/lsp/index_progress.h"

#include <string>
#include <utility>

#include "protocol/types/window.h"

namespace baton::lsp {
namespace {

std::string token_of(int number) {
  return "baton-index-" + std::to_string(number);
}

}  // namespace

void IndexProgress::show(bool working) {
  if (!is_for_client_) return;
  if (!working) {
    if (std::exchange(begun_, false)) peer_.notify("$/progress", protocol::progress_end(token_of(number_)));
    ++number_;  // one that the client has not agreed to yet is not begun any more
    return;
  }
  const int number = ++number_;
  peer_.request("window/workDoneProgress/create", protocol::progress_create(token_of(number)),
                [this, number](const auto& outcome) {
                  if (number != number_ || !std::holds_alternative<protocol::Json>(outcome)) return;
                  begun_ = true;
                  peer_.notify("$/progress",
                               protocol::progress_begin(token_of(number), "Baton reads the workspace"));
                });
}

bool IndexProgress::is_shown_as(const protocol::Json& token) const {
  return begun_ && token == token_of(number_);
}

}  // namespace baton::lsp
