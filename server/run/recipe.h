// A prompt before it is rendered: what of a task's text stands in the chosen mode, and which outputs are to
// be put where. Plain data, so that a plan can be written down and rendered elsewhere. run.md, "Plan".
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace baton {

using StepIndex = std::uint32_t;  // in Plan::steps

struct RecipePiece {
  enum class Kind : std::uint8_t {
    text,      // as the file says it
    argument,  // what the user gave for `$ARGUMENTS` or `$1`
    answer,    // "Q: … A: …" before the first prompts
    outputs,   // what `steps` produced, in this order; `text` is the placeholder as written
    absent     // "(no output: …)" in place of what is not there
  };
  Kind kind = Kind::text;
  std::string text;
  std::vector<StepIndex> steps = {};
  bool operator==(const RecipePiece&) const = default;
};

struct Recipe {
  std::vector<RecipePiece> pieces;  // no text piece behind another
  bool operator==(const Recipe&) const = default;
};

}  // namespace baton
