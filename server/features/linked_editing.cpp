// See linked_editing.h.
#include "server/features/linked_editing.h"

#include <optional>

#include "server/syntax/lines.h"

namespace baton {
namespace {

// The letters behind "<" or "</".
TextRange name_in(const Document& document, TextRange tag) {
  std::uint32_t begin = tag.begin;
  while (begin < tag.end && !is_letter(document.text[begin])) ++begin;
  std::uint32_t end = begin;
  while (end < tag.end && is_letter(document.text[end])) ++end;
  return {begin, end};
}

template <typename Block>
std::vector<TextRange> names_of(const Document& document, const Block& block, std::uint32_t offset) {
  if (block.close_tag.empty()) return {};
  const TextRange open = name_in(document, block.open_tag), close = name_in(document, block.close_tag);
  if (!open.touches(offset) && !close.touches(offset)) return {};
  if (open.empty() || document.slice(open) != document.slice(close)) return {};
  return {open, close};
}

}  // namespace

std::vector<TextRange> linked_names(const FeatureInput& input, std::uint32_t offset) {
  if (input.kind != FileKind::command) return {};
  const Document& document = input.document;
  if (const auto task = task_at(document, offset))
    if (document.tasks[*task].form == Task::Form::block)
      return names_of(document, document.tasks[*task], offset);
  for (const Question& question : document.questions)
    if (question.range.touches(offset)) return names_of(document, question, offset);
  return {};
}

}  // namespace baton
