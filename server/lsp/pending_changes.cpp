// See pending_changes.h.
#include "server/lsp/pending_changes.h"

namespace baton::lsp {
namespace {

std::string document_of(const protocol::Json& params) {
  if (!params.is_object()) return {};
  const auto document = params.find("textDocument");
  if (document == params.end() || !document->is_object()) return {};
  const auto uri = document->find("uri");
  return uri == document->end() || !uri->is_string() ? std::string() : uri->get<std::string>();
}

bool is_change(const protocol::Notification& notification) {
  return notification.method == "textDocument/didChange";
}

}  // namespace

void PendingChanges::came(const protocol::Notification& notification) {
  if (!is_change(notification)) return;
  std::string uri = document_of(notification.params);
  const std::lock_guard lock(mutex_);
  ++waiting_[std::move(uri)];
}

void PendingChanges::handled(const protocol::Notification& notification) {
  if (!is_change(notification)) return;
  const std::string uri = document_of(notification.params);
  const std::lock_guard lock(mutex_);
  const auto found = waiting_.find(uri);
  if (found != waiting_.end() && --found->second == 0) waiting_.erase(found);
}

bool PendingChanges::concern(const protocol::Json& params) const {
  const std::string uri = document_of(params);
  const std::lock_guard lock(mutex_);
  return !uri.empty() && waiting_.contains(uri);
}

}  // namespace baton::lsp
