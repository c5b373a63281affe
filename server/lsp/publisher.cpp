// Findings are compared by a fingerprint of everything the client can see of them: the text that is sent.
#include "server/lsp/publisher.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "protocol/uri.h"

namespace baton::lsp {

std::string Publisher::uri_of(const std::string& path) const {
  const auto found = spelled_.find(path);
  return found == spelled_.end() ? protocol::uri_of_path(path) : found->second;
}

bool Publisher::changed(const std::string& path, const std::vector<protocol::Diagnostic>& found,
                        const protocol::JsonText& list) {
  const auto before = told_.find(path);
  if (found.empty()) {
    if (before == told_.end()) return false;
    told_.erase(before);
    return true;
  }
  const std::size_t fingerprint = std::hash<std::string>{}(list.text);
  if (before != told_.end() && before->second.fingerprint == fingerprint) return false;
  Told now{fingerprint, {}};
  for (const protocol::Diagnostic& item : found)
    if (std::ranges::find(now.codes, item.code) == now.codes.end()) now.codes.push_back(item.code);
  told_[path] = std::move(now);
  return true;
}

void Publisher::publish(const std::string& path, std::optional<std::int64_t> version,
                        const std::vector<protocol::Diagnostic>& found, bool always) {
  const protocol::JsonText list = protocol::diagnostics_text(found);
  if (changed(path, found, list) || always)
    peer_.notify_text("textDocument/publishDiagnostics",
                      protocol::publish_diagnostics_params(uri_of(path), version, list));
}

void Publisher::publish_open(const std::string& path, std::int64_t version,
                             const std::vector<protocol::Diagnostic>& found, bool always) {
  publish(path, version, found, always);
}

void Publisher::publish_closed(const std::string& path, const std::vector<protocol::Diagnostic>& found) {
  publish(path, std::nullopt, found, false);
}

std::vector<std::string> Publisher::shown() const {
  std::vector<std::string> paths;
  paths.reserve(told_.size());
  for (const auto& [path, told] : told_) paths.push_back(path);
  return paths;
}

bool Publisher::shows_any_of(std::span<const std::string_view> codes) const {
  for (const auto& [path, told] : told_)
    for (const std::string_view code : told.codes)
      if (std::ranges::find(codes, code) != codes.end()) return true;
  return false;
}

}  // namespace baton::lsp
