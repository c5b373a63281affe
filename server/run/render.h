// From a recipe and the outputs it asks for to the prompt that a runner gets. What was put in is never looked
// at again: an output that holds a placeholder stays as it is. run.md, "Plan".
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "server/run/plan.h"

namespace baton {

struct StepOutput {
  std::string_view text;
  std::string_view path;  // the file that holds it, as the runner can open it
};
using Outputs = std::unordered_map<StepIndex, StepOutput>;

struct RenderOptions {
  std::size_t most_inline = 32 * 1024;  // bytes; a larger output is put in as a path and its first lines
  std::size_t first_lines = 20;
};

struct Rendered {
  std::string prompt;
  std::vector<StepIndex>
      missing;  // outputs that were not given, each once; their placeholders stand as written
};

Rendered render(const Plan& plan, const Recipe& recipe, const Outputs& outputs,
                const RenderOptions& options = {});

// A hash of the prompt that says the same for the same prompt in another run: an output that goes in as a
// path counts by its content.
std::string prompt_hash(const Plan& plan, const Recipe& recipe, const Outputs& outputs,
                        const RenderOptions& options = {});

// What a task's result depends on. Two of them that are equal may share an output; else the first that
// differs is the reason.
struct KeyInputs {
  std::string prompt;  // see prompt_hash
  std::string agent;   // PlanStep::agent_hash
  std::string runner;  // its name and whatever of its definition counts
  std::string model;
  bool operator==(const KeyInputs&) const = default;
};
std::string key_of(const KeyInputs& inputs);  // 32 hexadecimal digits
// "the prompt changed", "the agent's file changed", "the runner changed", "the model changed"; empty where
// equal. equal.
std::string difference_words(const KeyInputs& before, const KeyInputs& now);

// XXH3 of 128 bits, 32 hexadecimal digits.
std::string text_hash(std::string_view text);

}  // namespace baton
