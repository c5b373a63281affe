// The safe fixes that can be applied to a file at once.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/checks/diagnostic.h"
#include "server/syntax/document.h"

namespace baton {

struct SafeFix {
  std::string_view code;
  TextRange at;  // of its diagnostic
  std::vector<TextEdit> edits;
};

// A diagnostic's identity while its file is mended.
using FixPlace = std::pair<std::string_view, TextRange>;

// The edit as this file takes it: its line ends, its byte-order mark. Nothing where it must not be made:
// outside of the text, or over bytes that are no UTF-8, which a new text could only lose.
std::optional<TextEdit> fitted(const Document& document, TextEdit edit);

// Of each diagnostic the first fix that is safe and touches only this file, unless it is refused or gets in
// the way of one before it. The edits of all of them together do not overlap.
std::vector<SafeFix> safe_fixes(const std::string& path, const Document& document,
                                const std::vector<Diagnostic>& diagnostics,
                                const std::set<FixPlace>& refused);

}  // namespace baton
