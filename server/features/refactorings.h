// Each refactoring adds itself where it makes sense: with its edits, or with the reason why it cannot be
// done.
#pragma once

#include <string_view>
#include <vector>

#include "server/base/text_edit.h"
#include "server/features/code_actions.h"

namespace baton {

void wrap_in_condition(const FeatureInput& input, TextRange range, std::vector<CodeAction>& out);
void add_task(const FeatureInput& input, TextRange range, std::vector<CodeAction>& out);
void renumber_phases(const FeatureInput& input, TextRange range, std::vector<CodeAction>& out);
void convert_task(const FeatureInput& input, TextRange range, std::vector<CodeAction>& out);
void extract_agent(const FeatureInput& input, TextRange range, std::vector<CodeAction>& out);

// The one edit, of whole lines, that makes `after` of a document's text.
TextEdit difference(const Document& document, std::string_view after);

}  // namespace baton
