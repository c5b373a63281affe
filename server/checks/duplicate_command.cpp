// duplicate-command: two commands of one plugin (or of one .claude) are called the same. Which of them runs,
// the tool's order of files decides.
#include <string>

#include "server/base/path.h"
#include "server/base/utf8.h"
#include "server/checks/all.h"
#include "server/checks/words.h"

namespace baton {
namespace {

// Where the file says its name; where it says none, its begin.
TextRange name_range(const CheckInput& input) {
  const FileFacts* facts = input.snapshot.facts(input.path);
  if (facts != nullptr && !facts->name_place.range.empty()) return facts->name_place.range;
  const Document& document = input.document;
  if (document.front_matter.present) return document.front_matter.open;
  TextRange line = document.lines.line(document.text, 0);
  line.begin = text_begin(document.text);
  return line;
}

}  // namespace

void check_duplicate_command(const CheckInput& input, Findings& findings) {
  const auto same = input.snapshot.same_name_before(input.path);
  if (!same) return;
  const std::string other = path::relative(same->first->path, path::parent(input.path));
  Diagnostic& found =
      findings.add(name_range(input), "the command " + quoted('/' + same->name) + " is already defined by " +
                                          quoted(other) + "; give one of them another name");
  found.related.push_back({same->first->name_place, quoted('/' + same->name) + " is defined here first"});
}

}  // namespace baton
