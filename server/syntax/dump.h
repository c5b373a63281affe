// A document as indented text with ranges, for golden tests and for people who ask what Baton saw.
#pragma once

#include <string>

#include "server/syntax/document.h"

namespace baton {

// One line per thing: kind, line:column-line:column (1-based, code points), the text at fault where short.
std::string dump(const Document& document);

}  // namespace baton
