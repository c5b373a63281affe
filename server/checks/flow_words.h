// What the messages about phases, modes and placeholders share: how they name things, and how many they name.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "server/checks/check.h"

namespace baton {

// A finding points at so many other places; more would hide the first.
constexpr std::size_t most_related = 3;
// A message names so many things of a kind.
constexpr std::size_t most_named = 6;

// "phase 1", "phases 1 and 3", "phases 1 to 9". Ascending, each once.
std::string phase_list(std::span<const unsigned long long> numbers);
// "mode \"quick\"", "modes \"quick\" and \"standard\"".
std::string mode_list(const Document& document, const ModeSet& modes, std::string_view word = "and");
// The same without the word "mode".
std::string mode_names_list(const Document& document, const ModeSet& modes, std::string_view word = "and");
// The first few of `total` names: "a, b and c", or "a, b, c and 4 more".
std::string first_of(std::span<const std::string> names, std::size_t total, std::string_view word);
// "; did you mean \"a\" or \"b\"?", empty for none.
std::string did_you_mean(std::span<const std::string> names);

// What a placeholder reads: "\"x\" of phase 1", or "phase 1".
std::string source_words(const Placeholder& placeholder);
// Whether an agent's name, as a task has it, could be written in a placeholder.
bool may_stand_in_placeholder(std::string_view name);
// A task by what it runs: "\"x\" of phase 1"; "this task" where that cannot be said.
std::string task_words(const Document& document, const Task& task);
// Where a task says what it runs: its agent's name, else its begin.
TextRange agent_range(const Document& document, const Task& task);

// "[Quick/Standard modes: ", as an author writes a condition; empty where a mode's name cannot stand in one.
std::string condition_head(const Document& document, const ModeSet& modes);

}  // namespace baton
