// Folders, and files that change outside of the editor (LSP 3.17, "Workspace Features").
#include "protocol/types/workspace.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>

#include "protocol/uri.h"
#include "server/base/path.h"
#include "server/lsp/runs.h"
#include "server/lsp/session.h"
#include "server/workspace/disk/load.h"
#include "server/workspace/disk/refresh.h"

namespace baton::lsp {
namespace {

// What runs write says nothing of the workspace; that somebody takes something away there is news, and that
// another process may have begun one.
constexpr const char* kept_runs = "/.baton/";

// Places that are never walked, and in which much changes all the time.
bool is_noise(const std::string& path) {
  for (const char* folder : {"/.git/", "/node_modules/", kept_runs})
    if (path.find(folder) != std::string::npos) return true;
  return false;
}

// The folder's path, however its URI is written (a slash at its end, escapes); empty where it is no file.
std::string root_of_folder(const protocol::WorkspaceFolder& folder) {
  const auto given = protocol::path_of_uri(folder.uri);
  return given ? path::normalise(*given) : std::string();
}

}  // namespace

void Session::start_index() {
  if (std::exchange(index_started_, true)) return;
  apply_folders();
}

void Session::apply_folders() {
  std::vector<std::string> roots;
  for (const protocol::WorkspaceFolder& folder : folders_) {
    const std::string root = root_of_folder(folder);
    if (root.empty()) continue;
    if (!is_wide(root, options_.index.home)) {
      roots.push_back(root);
    } else {
      tell(protocol::MessageType::info,
           "Baton does not look through " + root +
               ": that may be a whole disk. Files that are open are checked; open a "
               "smaller folder to have all of it checked.");
    }
  }
  std::sort(roots.begin(), roots.end());
  roots.erase(std::unique(roots.begin(), roots.end()), roots.end());
  indexer_.set_roots(std::move(roots));
}

void Session::did_change_watched_files(const protocol::Json& params) {
  const auto parsed = protocol::parse_did_change_watched_files(params);
  if (!parsed.value) return log_.warn("workspace/didChangeWatchedFiles: {}", parsed.fault);
  bool runs_gone = false, runs_came = false;
  for (const protocol::FileEvent& event : parsed.value->changes) {
    const auto given = protocol::path_of_uri(event.uri);
    if (!given) continue;
    const std::string path = path::normalise(*given);
    if (path.find(kept_runs) != std::string::npos)
      (event.type == protocol::FileChange::deleted ? runs_gone : runs_came) = true;
    const bool came_or_went = event.type != protocol::FileChange::changed;
    const bool counts = path::is_markdown(path) || changes_everything(path);
    if (event.type == protocol::FileChange::changed && (!counts || analysis_.holds_text_of(path))) continue;
    look_again(path, came_or_went);
  }
  if (runs_gone) look_at_runs_again();
  if (runs_came) runs_->find_elsewhere();
}

void Session::look_again(const std::string& path, bool came_or_went) {
  if (!indexer_.covers(path) || is_noise(path)) return;
  if (changes_everything(path))
    indexer_.reload_soon();
  else
    indexer_.refresh_soon(path, came_or_went);
}

void Session::did_change_workspace_folders(const protocol::Json& params) {
  const auto parsed = protocol::parse_did_change_workspace_folders(params);
  if (!parsed.value) return log_.warn("workspace/didChangeWorkspaceFolders: {}", parsed.fault);
  for (const protocol::WorkspaceFolder& removed : parsed.value->removed) {
    const std::string root = root_of_folder(removed);
    std::erase_if(folders_, [&](const protocol::WorkspaceFolder& folder) {
      return folder.uri == removed.uri || (!root.empty() && root_of_folder(folder) == root);
    });
  }
  folders_.insert(folders_.end(), parsed.value->added.begin(), parsed.value->added.end());
  index_started_ = true;
  apply_folders();
  if (client_.relative_patterns) watchers_.watch(indexer_.roots(), client_);
}

// Which agents there are decides what would run.
void Session::look_at_runs_again() {
  for (const std::string& path : runs_->known())
    if (const auto view = analysis_.look_at(publisher_.uri_of(path))) runs_->look_again(*view);
}

void Session::heard_from_disk(const DiskNews& news) {
  if (!indexer_.loads_first()) waiting_.release();
  if (news.kind == DiskNews::Kind::stopped) return;
  if (news.files_too_many)
    tell(protocol::MessageType::warning, "There are " + std::to_string(*news.files_too_many) +
                                             " Markdown files: only the first " +
                                             std::to_string(options_.index.file_cap) + " were read.");
  analysis_.disk_changed(news);
  if (news.kind != DiskNews::Kind::looked_up) look_at_runs_again();
}

}  // namespace baton::lsp
