// Moves what was read of a text to where the same bytes stand in another one.
#pragma once

#include <cstdint>

#include "server/base/text_range.h"
#include "server/syntax/document.h"
#include "server/syntax/markdown.h"
#include "server/syntax/yaml.h"

namespace baton {

// Bytes to add to each place. What moves towards the begin wraps around: 0 - 3u is three bytes back.
using Shift = std::uint32_t;

void shift(TextRange& range, Shift by);
void shift(Heading& heading, Shift by);
void shift(MarkdownLink& link, Shift by);
void shift(MarkdownTable& table, Shift by);
void shift(CodeRange& code, Shift by);
void shift(Markdown& markdown, Shift by);
void shift(YamlNode& node, Shift by);
void shift(YamlProblem& problem, Shift by);
void shift(Condition& condition, Shift by);
void shift(Placeholder& placeholder, Shift by);

}  // namespace baton
