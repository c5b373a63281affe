// Which references to agents count in a file, by its kind: what is told of them, painted and renamed is the
// same.
#pragma once

#include "server/syntax/document.h"
#include "server/workspace/file_facts.h"

namespace baton {

// Agent tables, modes and tasks are a command's; tools and `agent` are others' too, but not a document's.
inline bool is_live(const AgentReference& reference, FileKind kind) {
  using Where = AgentReference::Place;
  return kind == FileKind::command ||
         (kind != FileKind::document && (reference.place == Where::tool || reference.place == Where::agent));
}

}  // namespace baton
