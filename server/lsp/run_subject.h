// The file that a run or a pipeline is about: as the editor has it open, else as it lies on the disk.
#pragma once

#include <optional>
#include <string>

#include "server/lsp/analysis.h"
#include "server/lsp/document_view.h"

namespace baton::lsp {

struct RunSubject {
  DocumentView view;
  bool open = false;     // in the editor: `view.version` is known
  bool on_disk = false;  // it has a place where runs can be kept
};

// Nothing for what is neither open nor a command of the workspace.
std::optional<RunSubject> find_run_subject(Analysis& analysis, const std::string& uri);

}  // namespace baton::lsp
