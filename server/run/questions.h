// The file's questions to the user: which of them chooses the mode, and what was answered. language.md,
// "Questions".
#pragma once

#include <span>
#include <vector>

#include "server/run/plan.h"

namespace baton {

// All of the file, in its order; of the ones whose labels begin with mode names the options say which. Where
// none asks for the mode of a file that has some, one that does is the last.
std::vector<PlanQuestion> all_questions(const Document& document);

bool chooses_mode(const PlanQuestion& question);

// The first that chooses the mode; where the file has none, one that is made of the modes.
PlanQuestion mode_question(const Document& document, std::span<const PlanQuestion> questions);

// Puts the answers where they belong. What fits nothing is a problem.
void answer_questions(std::span<PlanQuestion> questions, std::span<const PlanAnswer> answers,
                      std::vector<PlanProblem>& problems);

// "KEY=LABEL": a question that is called "a=b" is meant before one that is called "a".
PlanAnswer split_answer(const std::string& given, std::span<const PlanQuestion> questions);

// What a run that is gone on with was told, as far as the file still asks it and has the answer, and what is
// said now, which counts before that. `dropped`: those that the file does not have any more.
std::vector<PlanAnswer> answers_to_go_on(std::span<const PlanQuestion> questions,
                                         std::span<const PlanAnswer> before, std::span<const PlanAnswer> now,
                                         std::vector<PlanAnswer>& dropped);

}  // namespace baton
