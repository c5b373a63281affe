// What the user sees of a run while it goes on: its phase and tasks in words, how much is done, and a button
// to cancel it (LSP 3.17, "Work Done Progress").
#pragma once

#include <map>
#include <memory>
#include <string>

#include "protocol/peer.h"
#include "server/run/events.h"

namespace baton::lsp {

class RunProgress {
 public:
  // `total`: so many tasks are to run.
  RunProgress(protocol::Peer& peer, std::string token, std::string title, std::size_t total);
  RunProgress(const RunProgress&) = delete;
  RunProgress& operator=(const RunProgress&) = delete;

  const std::string& token() const { return token_; }
  void happened(const RunEvent& event);
  void end(const std::string& words);

 private:
  std::string words() const;
  void report();

  protocol::Peer& peer_;
  std::string token_;
  std::size_t total_ = 0, done_ = 0;
  std::map<std::string, std::string> running_;  // id -> what is said of it
  std::string gate_;
  bool shown_ = false;                                                         // the client has agreed
  std::shared_ptr<RunProgress*> self_ = std::make_shared<RunProgress*>(this);  // for an answer that is late
};

}  // namespace baton::lsp
