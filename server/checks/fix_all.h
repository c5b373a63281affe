// Mending a file as far as safe fixes go: what `--fix` writes, and what "fix all" of an editor sends.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "server/base/cancel.h"
#include "server/checks/check.h"

namespace baton {

struct FixedFile {
  std::shared_ptr<const Document> document;  // as it is then; the one given where nothing was mended
  std::vector<Diagnostic> diagnostics;       // all that is left to say of it
  std::size_t fixes = 0;                     // applied, over all rounds
};

// Applies of each diagnostic the first safe fix, reads and checks again, until nothing changes. A fix is left
// out where it would bring an error or warning that was not there before, lead back to a text that was
// already seen, or change what other files hold on to: the file's kind, an agent's name, an anchor. A fix
// that touches another file is none of the safe ones. Inserted text takes the line ends of its place; a
// byte-order mark stays; all else keeps its bytes.
FixedFile fix_all(const Snapshot& snapshot, const std::string& path, std::shared_ptr<const Document> document,
                  FileKind kind, const CancelToken& cancel = {});

}  // namespace baton
