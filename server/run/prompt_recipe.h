// What stands in one task's prompt in one mode. Which text is live is decided here, and which reads are in
// it; what a read becomes, the plan says. run.md, "Plan".
#pragma once

#include <functional>
#include <vector>

#include "server/flow/flow.h"
#include "server/run/recipe.h"

namespace baton {

// A document's conditions and placeholders by the task whose prompt holds them.
class PromptParts {
 public:
  // `mode`: an index; of a file without modes 0.
  PromptParts(const Document& document, const Flow& flow, std::size_t mode);

  const std::vector<Index>& placeholders(Index task) const { return placeholders_[task]; }  // by place
  const std::vector<Index>& conditions(Index task) const { return conditions_[task]; }      // by place
  // Whether text under that condition stands in the prompt.
  bool is_live(Index condition) const { return !dead_[condition]; }
  // Takes it out of the prompt, with all conditions in it. (Those stand behind it in their task's list.)
  void drop(Index condition);

 private:
  const Document& document_;
  std::vector<std::vector<Index>> placeholders_, conditions_;
  std::vector<bool> dead_;
};

// The live placeholders of a task's prompt, by place.
std::vector<Index> live_placeholders(const Document& document, const PromptParts& parts, Index task);

// `put`: what stands in place of a live placeholder; a text piece for one that is text.
Recipe prompt_recipe(const Document& document, const PromptParts& parts, Index task,
                     const std::function<RecipePiece(Index)>& put);

}  // namespace baton
