// What the checks of a task's fields share: are the required ones there, and if not, what stands in their
// place.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

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

// The value is a mapping or list on the lines below its key, without brackets.
bool stands_below(std::string_view text, const YamlEntry& field);

// A prompt or description without "|", whose text YAML takes for a mapping or list: what is wrong with one of
// its lines is no fault of its own. Keeps what it found for the last task.
class TextsBelow {
 public:
  explicit TextsBelow(const Document& document) : document_(document) {}
  bool hold(const YamlNode& fields, std::uint32_t offset);

 private:
  const Document& document_;
  const YamlNode* fields_ = nullptr;
  std::vector<TextRange> texts_;
};

}  // namespace baton
