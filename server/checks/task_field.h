// What the checks of a task's fields share: are the required ones there, and if not, what stands in their
// place.
#pragma once

#include <optional>

#include "server/checks/yaml_problems.h"
#include "server/syntax/document.h"

namespace baton {

struct MissingField {
  TextRange range;                      // the task's first line, or the key whose value is missing
  bool has_key = false;                 // the key is there, its value is not
  const YamlEntry* misspelt = nullptr;  // the entry that was probably meant
};

// Whether a task of form 1 or 2 lacks a field that it must have. Nothing where the field may be hidden by a
// fault in the task's YAML, or where the block is no task.
std::optional<MissingField> missing_agent(const Document& document, TasksInFields& in_fields,
                                          const Task& task);
std::optional<MissingField> missing_prompt(const Document& document, TasksInFields& in_fields,
                                           const Task& task);

}  // namespace baton
