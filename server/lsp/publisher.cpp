// Findings are compared by a fingerprint of everything the client can see of them: the text that is sent.
#include "server/lsp/publisher.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "protocol/uri.h"

namespace baton::lsp {

bool holds_any(std::span<const std::string_view> held, std::span<const std::string_view> wanted) {
  return std::ranges::any_of(
      held, [&](std::string_view code) { return std::ranges::find(wanted, code) != wanted.end(); });
}

Verdict verdict_of(const std::vector<protocol::Diagnostic>& found) {
  Verdict verdict{protocol::diagnostics_text(found), {}};
  for (const protocol::Diagnostic& item : found)
    if (std::ranges::find(verdict.codes, item.code) == verdict.codes.end())
      verdict.codes.push_back(item.code);
  return verdict;
}

std::string Publisher::uri_of(const std::string& path) const {
  const auto found = spelled_.find(path);
  return found == spelled_.end() ? protocol::uri_of_path(path) : found->second;
}

void Publisher::opened(const std::string& path, const std::string& uri) {
  spelled_[path] = uri;
  open_.insert(path);
}

void Publisher::closed(const std::string& path) {
  open_.erase(path);
  news_.insert(path);
}

// Where the client asks for the list, it is taken out of the verdict and kept.
bool Publisher::changed(const std::string& path, Verdict& verdict) {
  const auto before = told_.find(path);
  if (verdict.codes.empty()) {
    if (before == told_.end()) return false;
    told_.erase(before);
    return true;
  }
  const std::size_t fingerprint = std::hash<std::string>{}(verdict.list.text);
  if (before != told_.end() && before->second.fingerprint == fingerprint) return false;
  Told& told = told_[path] = {fingerprint, {{}, verdict.codes}};
  if (way_ != Way::push) told.verdict.list = std::move(verdict.list);
  return true;
}

void Publisher::publish_open(const std::string& path, std::int64_t version, Verdict verdict, bool own_edit) {
  const bool is_new = changed(path, verdict);
  if (way_ == Way::push) {
    if (is_new || own_edit)
      peer_.notify_text("textDocument/publishDiagnostics",
                        protocol::publish_diagnostics_params(uri_of(path), version, verdict.list));
  } else if (is_new && !own_edit) {
    ask_to_refresh();
  }
}

void Publisher::publish_closed(const std::string& path, Verdict verdict) {
  if (!changed(path, verdict)) return;
  if (way_ == Way::push)
    peer_.notify_text("textDocument/publishDiagnostics",
                      protocol::publish_diagnostics_params(uri_of(path), std::nullopt, verdict.list));
  else
    news_.insert(path);
}

std::vector<std::string> Publisher::shown() const {
  std::vector<std::string> paths;
  paths.reserve(told_.size());
  for (const auto& [path, told] : told_) paths.push_back(path);
  return paths;
}

bool Publisher::shows_any_of(const std::string& path, std::span<const std::string_view> codes) const {
  const auto told = told_.find(path);
  return told != told_.end() && holds_any(told->second.verdict.codes, codes);
}

}  // namespace baton::lsp
