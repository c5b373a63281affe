// The user stops what they are shown the progress of (LSP 3.17, "Canceling a Work Done Progress").
#include "server/lsp/runs.h"
#include "server/lsp/session.h"

namespace baton::lsp {

void Session::cancel_progress(const protocol::Json& params) {
  if (!params.is_object()) return;
  const auto token = params.find("token");
  if (token == params.end()) return;
  if (index_progress_.is_shown_as(*token)) indexer_.stop_loading();
  runs_->cancel_progress(*token);
}

}  // namespace baton::lsp
