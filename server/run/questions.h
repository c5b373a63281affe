// The file's questions to the user: which of them chooses the mode, and what was answered. language.md,
// "Questions".
#pragma once

#include <span>
#include <vector>

#include "server/run/plan.h"

namespace baton {

// All of the file, in its order; of the ones whose labels begin with mode names the options say which.
std::vector<PlanQuestion> read_run_questions(const Document& document);

bool chooses_mode(const PlanQuestion& question);

// The first that chooses the mode; where the file has none, one that is made of the modes.
PlanQuestion mode_question(const Document& document, std::span<const PlanQuestion> questions);

// Which of them have a header that is another one's, too.
void find_shared_headers(std::span<PlanQuestion> questions);

// Puts the answers where they belong. What fits nothing is a problem.
void answer_questions(std::span<PlanQuestion> questions, std::span<const PlanAnswer> answers,
                      std::vector<PlanProblem>& problems);

}  // namespace baton
