// What a feature of the editor gets: one document, seen in a picture of its world. Each feature is one pure
// function in a file of its name; its result knows no protocol.
#pragma once

#include <string>

#include "server/flow/flow.h"
#include "server/syntax/document.h"
#include "server/workspace/snapshot.h"

namespace baton {

struct FeatureInput {
  const Snapshot& snapshot;
  const std::string& path;
  const Document& document;
  FileKind kind;
};

// Of a command; of other kinds empty (one nameless mode, no tasks).
Flow flow_of(const FeatureInput& input);

// What a task is called by: "a | b", its agents; empty where it has none.
std::string agents_of(const Document& document, const Task& task);

// The innermost task around a byte, or nothing.
std::optional<Index> task_at(const Document& document, std::uint32_t offset);

// The name that a file goes by and where it stands: `name` of an agent or a skill, `command` of a command.
// Empty where the front matter does not say.
TextItem own_name(const Document& document, FileKind kind);

// A key's bytes without the quotes around it.
TextRange inside_quotes(const Document& document, TextRange range);

}  // namespace baton
