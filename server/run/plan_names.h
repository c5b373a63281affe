// The words that a plan's kinds and states have in JSON, once for writing and for reading.
#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "server/run/plan.h"

namespace baton {

template <typename Value, std::size_t count>
using Words = std::array<std::pair<Value, std::string_view>, count>;

inline constexpr Words<StepKind, 2> step_kind_words = {{{StepKind::task, "task"}, {StepKind::gate, "gate"}}};

inline constexpr Words<StepState, 7> step_state_words = {{{StepState::run, "run"},
                                                          {StepState::given, "given"},
                                                          {StepState::not_selected, "not-selected"},
                                                          {StepState::not_in_mode, "not-in-mode"},
                                                          {StepState::skipped, "skipped"},
                                                          {StepState::blocked, "blocked"},
                                                          {StepState::not_runnable, "not-runnable"}}};

inline constexpr Words<RecipePiece::Kind, 5> piece_kind_words = {{{RecipePiece::Kind::text, "text"},
                                                                  {RecipePiece::Kind::argument, "argument"},
                                                                  {RecipePiece::Kind::answer, "answer"},
                                                                  {RecipePiece::Kind::outputs, "outputs"},
                                                                  {RecipePiece::Kind::absent, "absent"}}};

inline constexpr Words<PlanProblem::Kind, 10> problem_kind_words = {
    {{PlanProblem::Kind::mode_needed, "mode-needed"},
     {PlanProblem::Kind::unknown_mode, "unknown-mode"},
     {PlanProblem::Kind::unknown_phase, "unknown-phase"},
     {PlanProblem::Kind::unknown_task, "unknown-task"},
     {PlanProblem::Kind::nothing_to_run, "nothing-to-run"},
     {PlanProblem::Kind::answer_needed, "answer-needed"},
     {PlanProblem::Kind::unknown_answer, "unknown-answer"},
     {PlanProblem::Kind::finding, "finding"},
     {PlanProblem::Kind::unresolved_agent, "unresolved-agent"},
     {PlanProblem::Kind::too_large, "too-large"}}};

template <typename Value, std::size_t count>
std::string_view word_of(const Words<Value, count>& words, Value value) {
  for (const auto& [known, word] : words)
    if (known == value) return word;
  return {};
}

template <typename Value, std::size_t count>
std::optional<Value> value_of(const Words<Value, count>& words, std::string_view word) {
  for (const auto& [value, known] : words)
    if (known == word) return value;
  return std::nullopt;
}

}  // namespace baton
