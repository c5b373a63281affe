// What the client was last told of each file, so that only what changed is sent again.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/peer.h"
#include "protocol/types/diagnostics.h"

namespace baton::lsp {

class Publisher {
 public:
  explicit Publisher(protocol::Peer& peer) : peer_(peer) {}

  // The URI by which the client knows a path: as it spelled it when it opened the file, else ours.
  std::string uri_of(const std::string& path) const;
  void remember_uri(const std::string& path, const std::string& uri) { spelled_[path] = uri; }

  // Of an open document. `always`: also where nothing changed, since the client waits for the word on this
  // version.
  void publish_open(const std::string& path, std::int64_t version,
                    const std::vector<protocol::Diagnostic>& found, bool always);
  // Of a file that is not open; nothing is sent where nothing changed.
  void publish_closed(const std::string& path, const std::vector<protocol::Diagnostic>& found);

  // Paths with findings at the client.
  std::vector<std::string> shown() const;
  // True where the client was told of a finding with one of these codes.
  bool shows_any_of(std::span<const std::string_view> codes) const;

 private:
  struct Told {
    std::size_t fingerprint = 0;
    std::vector<std::string_view> codes;  // of the table of checks; each once
  };
  void publish(const std::string& path, std::optional<std::int64_t> version,
               const std::vector<protocol::Diagnostic>& found, bool always);
  bool changed(const std::string& path, const std::vector<protocol::Diagnostic>& found,
               const protocol::JsonText& list);

  protocol::Peer& peer_;
  std::map<std::string, Told> told_;  // of files with findings only
  std::map<std::string, std::string> spelled_;
};

}  // namespace baton::lsp
