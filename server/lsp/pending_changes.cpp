// See pending_changes.h.
#include "server/lsp/pending_changes.h"

#include "protocol/types/navigation.h"

namespace baton::lsp {
namespace {

// Empty where there is none.
std::string document_of(const protocol::Json& params) {
  return protocol::parse_document_uri(params).value.value_or(std::string());
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
