// See file_watchers.h.
#include "server/lsp/file_watchers.h"

#include "protocol/types/workspace.h"
#include "protocol/uri.h"

namespace baton::lsp {

void FileWatchers::watch(const std::vector<std::string>& roots, const protocol::ClientCapabilities& client) {
  if (!client.watch_files) return;
  std::vector<protocol::FileSystemWatcher> watchers;
  const auto watch = [&](const std::string& base) {
    // Any file may be the target of a link, so its coming and going counts; of a change only these can tell.
    watchers.push_back({base, "**/*", protocol::watch_create | protocol::watch_delete});
    watchers.push_back({base, "**/*.md", protocol::watch_change});
    watchers.push_back(
        {base, "**/{plugin.json,marketplace.json,.baton.yaml,.gitignore}", protocol::watch_change});
  };
  if (!client.relative_patterns) {
    watch({});
  } else {
    for (const std::string& root : roots) watch(protocol::uri_of_path(root));
  }
  const auto name = [](int number) { return "baton-files-" + std::to_string(number); };
  const auto ignore = [](const auto&) {};
  if (watching_)
    peer_.request("client/unregisterCapability", protocol::unregister_watchers(name(registrations_)), ignore);
  watching_ = false;
  if (watchers.empty()) return;  // no folder to watch
  ++registrations_;
  peer_.request("client/registerCapability", protocol::register_watchers(name(registrations_), watchers),
                [this](const auto& outcome) { watching_ = std::holds_alternative<protocol::Json>(outcome); });
}

}  // namespace baton::lsp
