// Commands that make or show something and run nothing.
#pragma once

#include "protocol/reply.h"
#include "protocol/types/run.h"
#include "server/lsp/command_desk.h"

namespace baton::lsp {

// Has the client make an agent's file. Answers {"uri": URI}.
void create_agent(const CommandDesk& desk, protocol::NewAgentArguments given, protocol::Reply reply);
// Answers {"mermaid": TEXT}, and the URI of the document that shows it where there is one.
void show_graph(const CommandDesk& desk, const protocol::PipelineParams& given, protocol::Reply reply);

}  // namespace baton::lsp
