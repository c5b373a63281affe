// What the two checks of a task's required fields share: is the field there, and if not, what stands in its
// place.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/syntax/document.h"

namespace baton {

struct MissingField {
  TextRange range;                      // the task's first line, or the key whose value is missing
  bool has_key = false;                 // the key is there, its value is not
  const YamlEntry* misspelt = nullptr;  // the entry that was probably meant
};

// Whether a task of form 1 or 2 lacks a field (`has_value`: its value could be read). Nothing where the field
// may be hidden by a fault in the task's YAML, or where the block is no task.
std::optional<MissingField> missing_field(const Document& document, const Task& task, std::string_view key,
                                          bool has_value, std::string_view other_names);

}  // namespace baton
