// What stands where the closing tag of a task belongs: one that is misspelt, or a second opening one.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "server/syntax/document.h"

namespace baton {

// The first line of the task that is nearly its closing tag: "</Tasks>", "<\Task>", "<Task/>". Not where it
// closes what the prompt opens, or stands deeper than the task's fields.
std::optional<TextRange> nearly_closing_tag(const Document& document, const Task& task);

// A <Task> that holds nothing: behind a task that nothing closes it was meant to close it, and right before
// the next one it stands there twice.
enum class EmptyTag { none, closes, doubled };
EmptyTag empty_tag(const Document& document, const Task& task);

// Whether such a tag was meant to close that task.
bool is_closed_by_opening_tag(const Document& document, const Task& task);

}  // namespace baton
