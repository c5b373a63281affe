// Findings are compared by a fingerprint of everything the client can see of them.
#include "server/lsp/publisher.h"

#include <functional>
#include <utility>

#include "protocol/uri.h"

namespace baton::lsp {
namespace {

void mix(std::size_t& seed, std::size_t value) {
  seed ^= value + 0x9e3779b97f4a7c15u + (seed << 6) + (seed >> 2);
}
void mix(std::size_t& seed, const std::string& text) {
  mix(seed, std::hash<std::string>{}(text));
}
void mix(std::size_t& seed, const protocol::Range& range) {
  for (const std::uint32_t number :
       {range.start.line, range.start.character, range.end.line, range.end.character})
    mix(seed, std::size_t{number});
}

std::size_t fingerprint_of(const std::vector<protocol::Diagnostic>& found) {
  std::size_t seed = found.size();
  for (const protocol::Diagnostic& item : found) {
    mix(seed, item.range);
    mix(seed, static_cast<std::size_t>(item.severity));
    mix(seed, item.code);
    mix(seed, item.message);
    mix(seed, item.tags.size());
    for (const protocol::RelatedInformation& place : item.related) {
      mix(seed, place.location.uri);
      mix(seed, place.location.range);
      mix(seed, place.message);
    }
    if (!item.data.is_null())
      mix(seed, item.data.dump(-1, ' ', false, protocol::Json::error_handler_t::replace));
  }
  return seed;
}

}  // namespace

std::string Publisher::uri_of(const std::string& path) const {
  const auto found = spelled_.find(path);
  return found == spelled_.end() ? protocol::uri_of_path(path) : found->second;
}

bool Publisher::changed(const std::string& path, const std::vector<protocol::Diagnostic>& found) {
  const auto before = told_.find(path);
  if (found.empty()) {
    if (before == told_.end()) return false;
    told_.erase(before);
    return true;
  }
  const std::size_t fingerprint = fingerprint_of(found);
  if (before != told_.end() && before->second.fingerprint == fingerprint) return false;
  Told now{fingerprint, {}};
  for (const protocol::Diagnostic& item : found) now.codes.insert(item.code);
  told_[path] = std::move(now);
  return true;
}

void Publisher::send(const std::string& path, std::optional<std::int64_t> version,
                     std::vector<protocol::Diagnostic> found) {
  const protocol::PublishDiagnosticsParams params{uri_of(path), version, std::move(found)};
  peer_.notify("textDocument/publishDiagnostics", protocol::to_json(params));
}

void Publisher::publish_open(const std::string& path, std::int64_t version,
                             std::vector<protocol::Diagnostic> found, bool always) {
  if (changed(path, found) || always) send(path, version, std::move(found));
}

void Publisher::publish_closed(const std::string& path, std::vector<protocol::Diagnostic> found) {
  if (changed(path, found)) send(path, std::nullopt, std::move(found));
}

std::vector<std::string> Publisher::shown() const {
  std::vector<std::string> paths;
  paths.reserve(told_.size());
  for (const auto& [path, told] : told_) paths.push_back(path);
  return paths;
}

bool Publisher::shows_any_of(const std::set<std::string>& codes) const {
  for (const auto& [path, told] : told_)
    for (const std::string& code : told.codes)
      if (codes.contains(code)) return true;
  return false;
}

}  // namespace baton::lsp
