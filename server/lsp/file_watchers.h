// The client tells of files that change on the disk, where it can be asked to (LSP 3.17,
// "DidChangeWatchedFiles Notification").
#pragma once

#include <string>
#include <vector>

#include "protocol/peer.h"
#include "protocol/types/lifecycle.h"

namespace baton::lsp {

class FileWatchers {
 public:
  explicit FileWatchers(protocol::Peer& peer) : peer_(peer) {}

  // Asks for what happens below these folders, in place of those before.
  void watch(const std::vector<std::string>& roots, const protocol::ClientCapabilities& client);
  // The client has agreed.
  bool watching() const { return watching_; }

 private:
  protocol::Peer& peer_;
  bool watching_ = false;
  int registrations_ = 0;  // made so far
};

}  // namespace baton::lsp
