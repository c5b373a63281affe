// The command file that a run or a pipeline is about: as the editor has it open, else as it lies on the disk.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "protocol/reply.h"
#include "server/lsp/command_desk.h"
#include "server/lsp/document_view.h"

namespace baton::lsp {

struct RunSubject {
  DocumentView view;
  bool open = false;     // in the editor: `view.version` is known
  bool on_disk = false;  // it has a place where runs can be kept
};

// Calls `then` on the session's thread, with the reply back: at once where the workspace is read and the file
// open, else when the disk has told. No subject: it is no command, or neither open nor one of the workspace,
// as far as that was read.
using ThenWithSubject = std::function<void(std::optional<RunSubject> subject, protocol::Reply reply)>;
void find_run_subject(const CommandDesk& desk, const std::string& uri, protocol::Reply reply,
                      ThenWithSubject then);

}  // namespace baton::lsp
