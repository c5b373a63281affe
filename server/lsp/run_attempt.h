// From a command of the client to a run under way: plans the open text, asks the user for what is missing and
// for leave, and says in words why nothing runs. run.md of the design calls this the gate in the server.
#pragma once

#include <functional>
#include <string>

#include "protocol/reply.h"
#include "protocol/types/run.h"
#include "server/lsp/run_subject.h"
#include "server/lsp/runs.h"
#include "server/lsp/showing.h"

namespace baton::lsp {

// What an attempt works with; outlives it.
struct RunDesk {
  WaitingRequests& waiting;
  Runs& runs;
  Analysis& analysis;
  std::function<bool(const std::string& path)> trusts;
  Showing& showing;
};

// Answers {"run": ID} once the run has begun.
void attempt_run(const RunDesk& desk, protocol::RunArguments given, protocol::Reply reply);
// Answers {"uri": URI} of the prompts that would be sent, as far as they are known.
void attempt_preview(const RunDesk& desk, protocol::RunArguments given, protocol::Reply reply);

}  // namespace baton::lsp
