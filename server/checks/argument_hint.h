// What the front matter says of a command's arguments, and whether the body asks for them.
#pragma once

#include "server/syntax/document.h"

namespace baton {

// The entry `argument-hint` whose value announces an argument, or nullptr.
const YamlEntry* argument_hint(const Document& document);

// Whether the front matter may speak of arguments in a way that this is not: another key, or a part of it
// that cannot be read.
bool may_document_arguments(const Document& document);

// Whether the text behind the front matter reads an argument, anywhere: runners put them in before anyone
// looks at what is code.
bool reads_arguments(const Document& document);

}  // namespace baton
