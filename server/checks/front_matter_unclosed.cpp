// front-matter-unclosed: tools read such a file as if it had no front matter at all.
#include <string>

#include "server/checks/all.h"

namespace baton {

void check_front_matter_unclosed(const CheckInput& input, Findings& findings) {
  const Document& document = input.document;
  const FrontMatter& front = document.front_matter;
  if (!front.present || front.closed) return;
  // A "---" with no entry behind it is a thematic break.
  if (front.root.entries.empty()) return;

  // Behind the last entry; blank lines and what is no entry stay outside.
  const std::uint32_t last = document.lines.line_of(front.root.entries.back().range.end);
  const TextRange line = document.lines.line(document.text, last);
  const TextRange full = document.lines.full_line(document.text, last);
  std::string ending(document.slice({line.end, full.end}));
  if (ending.empty()) ending = "\n";
  const bool at_end_of_file = full.end == line.end;

  Diagnostic& found =
      findings.add(front.open,
                   "the front matter that begins here is never closed; put a line \"---\" behind "
                   "its last entry, line " +
                       std::to_string(last + 1));
  const std::string close = at_end_of_file ? ending + "---" + ending : "---" + ending;
  found.fixes.push_back({"Close the front matter", false, {{input.path, {{full.end, full.end}, close}}}});
}

}  // namespace baton
