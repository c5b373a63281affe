// Whether an edit leaves a file's findings no worse than they were: the promise that a safe fix must keep.
#pragma once

#include <string_view>
#include <vector>

#include "server/base/text_edit.h"
#include "server/checks/diagnostic.h"

namespace baton {

struct JudgedText {
  std::string_view text;
  const std::vector<Diagnostic>& diagnostics;
};

// True where `after`, made from `before` by `edits` (which do not overlap), has no error or warning that was
// not there before. A finding is an old one where the same code was at the same text, or at the same place;
// and of no code are there more than before.
bool is_no_worse(const JudgedText& before, const JudgedText& after, const std::vector<TextEdit>& edits);

}  // namespace baton
