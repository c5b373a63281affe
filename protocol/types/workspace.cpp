// Folders, watched files and their registration as JSON.
#include "protocol/types/workspace.h"

namespace baton::protocol {
namespace {

constexpr const char* watch_method = "workspace/didChangeWatchedFiles";

std::vector<WorkspaceFolder> read_folders(const Fields& event, const char* key) {
  std::vector<WorkspaceFolder> folders;
  for (const Fields& folder : event.at(key).list()) {
    const auto name = folder.find("name");
    folders.push_back({folder.at("uri").text(), name ? name->text() : std::string()});
  }
  return folders;
}

}  // namespace

Parsed<DidChangeWatchedFilesParams> parse_did_change_watched_files(const Json& params) {
  return parse_fields<DidChangeWatchedFilesParams>(params, [](const Fields& fields) {
    DidChangeWatchedFilesParams out;
    for (const Fields& change : fields.at("changes").list()) {
      const std::int64_t type = change.at("type").integer();
      const bool known = type >= 1 && type <= 3;
      out.changes.push_back(
          {change.at("uri").text(), known ? static_cast<FileChange>(type) : FileChange::changed});
    }
    return out;
  });
}

Parsed<DidChangeWorkspaceFoldersParams> parse_did_change_workspace_folders(const Json& params) {
  return parse_fields<DidChangeWorkspaceFoldersParams>(params, [](const Fields& fields) {
    const Fields event = fields.at("event");
    return DidChangeWorkspaceFoldersParams{read_folders(event, "added"), read_folders(event, "removed")};
  });
}

Json register_watchers(const std::string& id, const std::vector<FileSystemWatcher>& watchers) {
  Json list = Json::array();
  for (const FileSystemWatcher& watcher : watchers) {
    Json pattern = watcher.pattern;
    if (!watcher.base_uri.empty())
      pattern = Json{{"baseUri", watcher.base_uri}, {"pattern", watcher.pattern}};
    list.push_back(Json{{"globPattern", pattern}, {"kind", watcher.kind}});
  }
  Json registration = {{"id", id}, {"method", watch_method}, {"registerOptions", {{"watchers", list}}}};
  Json registrations = Json::array();
  registrations.push_back(std::move(registration));
  return Json{{"registrations", registrations}};
}

Json unregister_watchers(const std::string& id) {
  Json list = Json::array();
  list.push_back(Json{{"id", id}, {"method", watch_method}});
  return Json{{"unregisterations", list}};  // the specification's spelling
}

Json configuration_params(const std::string& section) {
  Json items = Json::array();
  items.push_back(Json{{"section", section}});
  return Json{{"items", items}};
}

}  // namespace baton::protocol
