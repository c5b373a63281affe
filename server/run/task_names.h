// What a task is called: by lines of a run, and by whoever asks for it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace baton {

// As lines of a run name a task: its agent, and for another of its tasks in that phase the number that the
// step's id has ("ml-engineer.2").
std::string task_name(const std::optional<unsigned long long>& phase, const std::string& agent,
                      std::string_view id);

// How well `asked` names a task: as lines of a run do; by its agent, which are all tasks of that; by the
// step's id. What fits best is meant. An agent's plugin may be left out.
enum class NameFit : std::uint8_t { none, printed, agent, id };
NameFit names_task(std::string_view asked, const std::optional<unsigned long long>& phase,
                   std::string_view agent, std::string_view id);

}  // namespace baton
