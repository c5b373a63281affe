// The fields of a task and what they are for, as completion and hover tell it.
#pragma once

#include <array>
#include <string_view>

namespace baton {

struct TaskField {
  const char* name;
  const char* words;
  const char* more = "";  // to be said behind them, where there is room
};

inline constexpr std::array<TaskField, 4> task_fields = {
    {{"subagent_type", "The agent that runs the task."},
     {"prompt", "What the agent is told.",
      " Placeholders in it are filled in with what earlier tasks wrote."},
     {"description", "What the task is, in a few words."},
     {"model", "The model that runs the task.", " It takes the place of the agent's own."}}};

}  // namespace baton
