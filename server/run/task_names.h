// What a task is called: by lines of a run, and by whoever asks for it.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "server/syntax/document.h"

namespace baton {

// As lines of a run name a task: its agent, and for another of its tasks in that phase the number that the
// step's id has ("ml-engineer.2").
std::string task_name(const std::optional<unsigned long long>& phase, const std::string& agent,
                      std::string_view id);

// What a task can be asked for by.
struct TaskNames {
  std::optional<unsigned long long> phase = {};
  std::vector<std::string_view> agents = {};  // of alternatives each
  std::string_view id = {};                   // of its step; empty: nobody can ask for it
};
// The views are the document's and `id`'s.
TaskNames names_of(const Document& document, Index task, std::string_view id);

// For each task whether `asked` means it. A name may be one that lines of a run print, an agent, which are
// all tasks of that, or a step's id; what it fits best, in this order, is meant. An agent's plugin may be
// left out.
std::vector<bool> tasks_meant(std::string_view asked, std::span<const TaskNames> tasks);

}  // namespace baton
