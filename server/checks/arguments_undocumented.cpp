// arguments-undocumented: the command reads $1, and nobody who types it is told what to give.
#include <algorithm>
#include <string>

#include "server/checks/all.h"
#include "server/checks/argument_hint.h"

namespace baton {
namespace {

// In a prompt's code "$1" may as well be the code's own ("awk '{print $1}'").
bool is_in_code(const Document& document, const Placeholder& placeholder) {
  if (!placeholder.task) return false;
  const auto& prompt = document.tasks[*placeholder.task].prompt;
  return prompt && prompt->markdown.in_code(placeholder.range.begin);
}

}  // namespace

void check_arguments_undocumented(const CheckInput& input, Findings& findings) {
  const Document& document = input.document;
  if (may_document_arguments(document)) return;
  // Without the first one, "$5" is more likely money.
  unsigned highest = 0;
  const Placeholder* first = nullptr;
  for (const Placeholder& placeholder : document.placeholders) {
    if (placeholder.kind != Placeholder::Kind::argument || is_in_code(document, placeholder)) continue;
    highest = std::max(highest, placeholder.argument);
    if (first == nullptr && placeholder.argument == 1) first = &placeholder;
  }
  if (first == nullptr) return;
  findings.add(first->range,
               (highest == 1 ? "$1 is read here" : "$1 to $" + std::to_string(highest) + " are read") +
                   ", and no \"argument-hint\" tells users what to give");
}

}  // namespace baton
