// What the commands of the editor work with. All of it belongs to the session, and outlives them.
#pragma once

#include <functional>
#include <string>

#include "protocol/peer.h"
#include "protocol/types/lifecycle.h"
#include "server/lsp/analysis.h"
#include "server/lsp/convert.h"
#include "server/lsp/publisher.h"
#include "server/lsp/runs.h"
#include "server/lsp/showing.h"
#include "server/lsp/waiting_requests.h"

namespace baton::lsp {

struct CommandDesk {
  protocol::Peer& peer;
  const protocol::ClientCapabilities& client;
  PositionEncoding encoding = PositionEncoding::utf16;
  const Publisher& publisher;
  Analysis& analysis;
  WaitingRequests& waiting;
  Runs& runs;
  Showing& showing;
  std::function<bool(const std::string& path)> trusts;  // the user lets real runners run for this file
};

}  // namespace baton::lsp
