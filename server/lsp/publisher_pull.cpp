// The side of the publisher that answers (LSP 3.17, "Pull Diagnostics").
#include <array>
#include <charconv>
#include <utility>

#include "protocol/types/window.h"
#include "server/lsp/publisher.h"

namespace baton::lsp {
namespace {

const protocol::JsonText& nothing() {
  static const protocol::JsonText list{"[]"};
  return list;
}

}  // namespace

// The same findings have the same id, whenever they were found; none are "0".
std::string Publisher::result_id(const std::string& path) const {
  const auto told = told_.find(path);
  std::array<char, 20> digits;
  const std::size_t number = told == told_.end() ? 0 : told->second.fingerprint;
  return {digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), number, 16).ptr};
}

protocol::JsonText Publisher::document_report(const std::string& path,
                                              std::string_view previous_result_id) const {
  const std::string id = result_id(path);
  if (id == previous_result_id) return protocol::unchanged_report(id);
  const auto told = told_.find(path);
  return protocol::full_report(id, told == told_.end() ? nothing() : told->second.verdict.list);
}

// What the client does not know of these files; from now on it does.
std::vector<protocol::JsonText> Publisher::reports_for(Held& held, const std::set<std::string>& paths) const {
  std::vector<protocol::JsonText> reports;
  for (const std::string& path : paths) {
    if (open_.contains(path)) continue;
    const std::string id = result_id(path);
    std::string& known = held.known_ids.try_emplace(path, "0").first->second;
    if (known == id) continue;
    known = id;
    const auto told = told_.find(path);
    reports.push_back(protocol::closed_file_report(
        uri_of(path), id, told == told_.end() ? nothing() : told->second.verdict.list));
  }
  return reports;
}

// True where the request needs no further answer.
bool Publisher::answer(Held& held, const std::set<std::string>& paths) {
  if (held.reply.cancelled()) return true;
  const std::vector<protocol::JsonText> reports = reports_for(held, paths);
  if (reports.empty()) return false;
  const protocol::JsonText report = protocol::workspace_report(reports);
  if (held.partial_token.is_null()) {
    std::move(held.reply).result_text(report);
    return true;
  }
  peer_.notify_text("$/progress", protocol::progress_params(held.partial_token, report));
  return false;
}

void Publisher::hold(protocol::Reply reply, std::map<std::string, std::string> known_ids,
                     protocol::Json partial_token) {
  std::set<std::string> paths;
  for (const auto& [path, told] : told_) paths.insert(path);
  for (const auto& [path, id] : known_ids) paths.insert(path);
  Held held{std::move(reply), std::move(known_ids), std::move(partial_token)};
  if (!answer(held, paths)) held_.push_back(std::move(held));
}

void Publisher::flush() {
  const std::set<std::string> paths = std::exchange(news_, {});
  if (!paths.empty()) std::erase_if(held_, [&](Held& held) { return answer(held, paths); });
}

void Publisher::release_held() {
  for (Held& held : std::exchange(held_, {}))
    std::move(held.reply).result_text(protocol::workspace_report({}));
}

void Publisher::ask_to_refresh() {
  if (way_ != Way::pull_and_refresh) return;
  if (std::exchange(refresh_asked_, true)) {
    refresh_again_ = true;
    return;
  }
  peer_.request("workspace/diagnostic/refresh", nullptr, [this](const auto&) {
    refresh_asked_ = false;
    if (std::exchange(refresh_again_, false)) ask_to_refresh();
  });
}

}  // namespace baton::lsp
