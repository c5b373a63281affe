// What stands where the closing tag of a task belongs: one that is misspelt, or a second opening one.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "server/syntax/document.h"

namespace baton {

// The lines that are nearly the closing tag of a task: "</Tasks>", "<\Task>", "<Task/>".
class NearClosingTags {
 public:
  explicit NearClosingTags(const Document& document) : document_(document) {}
  // The first one of the task. Not where it closes what the prompt opens, or stands deeper than the task's
  // fields.
  std::optional<TextRange> first_of(const Task& task);

 private:
  bool is_opened(const std::string& name, std::uint32_t offset);

  const Document& document_;
  // Where tags stand that are nearly <Task>, by name; read when first asked for.
  std::optional<std::map<std::string, std::vector<std::uint32_t>>> opened_;
};

// Below, `task` is an element of `document.tasks`.

// A <Task> that holds nothing: behind a task that nothing closes it was meant to close it, and right before
// the next one it stands there twice.
enum class EmptyTag { none, closes, doubled };
EmptyTag empty_tag(const Document& document, const Task& task);

// Whether such a tag was meant to close that task.
bool is_closed_by_opening_tag(const Document& document, const Task& task);

}  // namespace baton
