// front-matter-unclosed: tools read such a file as if it had no front matter at all.
#include <optional>
#include <string>
#include <string_view>

#include "server/checks/all.h"
#include "server/checks/words.h"
#include "server/syntax/front_matter_end.h"
#include "server/syntax/lines.h"

namespace baton {
namespace {

// The line that ends it, where that was meant to close it.
std::optional<TextRange> slip_behind(const Document& document, std::uint32_t at) {
  for (const auto size = document.text.size(); at < size;) {
    const Line line = line_at(document.text, at);
    const std::string_view words = document.slice(line.range());
    if (is_slip_of_close(words)) return line.range();
    if (!trimmed(words).empty()) return std::nullopt;
    at = line.next;
  }
  return std::nullopt;
}

}  // namespace

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

  const std::string what = "the front matter that begins here is never closed";
  if (const auto slip = slip_behind(document, front.range.end)) {
    const std::string number = std::to_string(document.lines.line_of(slip->begin) + 1);
    const std::string_view words = document.slice(*slip);
    const std::string is = trimmed(words) == "---"
                               ? " is indented; begin it with \"---\""
                               : ", " + quoted(words) + ", does not do it; write \"---\" there";
    Diagnostic& found = findings.add(front.open, what + ": line " + number + is);
    found.fixes.push_back({"Change line " + number + " to \"---\"", false, {{input.path, {*slip, "---"}}}});
    return;
  }
  Diagnostic& found = findings.add(
      front.open, what + "; put a line \"---\" behind its last entry, line " + std::to_string(last + 1));
  const std::string close = at_end_of_file ? ending + "---" + ending : "---" + ending;
  found.fixes.push_back({"Close the front matter", false, {{input.path, {{full.end, full.end}, close}}}});
}

}  // namespace baton
