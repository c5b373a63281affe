// From a command of the client to a run under way: plans the open text, asks the user for what is missing and
// for leave, and says in words why nothing runs. run.md of the design calls this the gate in the server.
#pragma once

#include "protocol/reply.h"
#include "protocol/types/run.h"
#include "server/lsp/command_desk.h"

namespace baton::lsp {

// Answers {"run": ID} once the run has begun.
void attempt_run(const CommandDesk& desk, protocol::RunArguments given, protocol::Reply reply);
// Answers {"uri": URI} of the prompts that would be sent, as far as they are known.
void attempt_preview(const CommandDesk& desk, protocol::RunArguments given, protocol::Reply reply);

}  // namespace baton::lsp
