// What the user sees while the workspace is read, with a button to stop that (LSP 3.17, "Work Done
// Progress").
#pragma once

#include "protocol/peer.h"

namespace baton::lsp {

class IndexProgress {
 public:
  explicit IndexProgress(protocol::Peer& peer) : peer_(peer) {}

  // For a client that can show it; others are told nothing.
  void set_shown(bool shown) { is_for_client_ = shown; }
  // The reading begins, or is over.
  void show(bool working);
  // Whether a client that names this token means what it is shown now.
  bool is_shown_as(const protocol::Json& token) const;

 private:
  protocol::Peer& peer_;
  bool is_for_client_ = false;
  int number_ = 0;      // begun so far; the last one's token is its number
  bool begun_ = false;  // the last one, and it has not ended
};

}  // namespace baton::lsp
