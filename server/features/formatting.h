// The little that Baton puts in order: agent tables aligned, prompts that are cut short indented,
// placeholders spelt as they are meant. All else keeps its bytes.
#pragma once

#include <vector>

#include "server/base/text_edit.h"
#include "server/features/feature.h"

namespace baton {

// In file order, none overlapping another; formatting the outcome again changes nothing.
std::vector<TextEdit> formatting(const FeatureInput& input);
// Those of them inside `range`.
std::vector<TextEdit> formatting(const FeatureInput& input, TextRange range);
// When a line was ended at `offset`: of an agent table in that line or the one before.
std::vector<TextEdit> formatting_on_type(const FeatureInput& input, std::uint32_t offset);

}  // namespace baton
