// duplicate-key: of two entries with one key a tool reads one, and nobody can tell which.
#include <string>

#include "server/checks/all.h"
#include "server/checks/task_field.h"
#include "server/checks/words.h"
#include "server/checks/yaml_problems.h"

namespace baton {

void check_duplicate_key(const CheckInput& input, Findings& findings) {
  const Document& document = input.document;
  TextsBelow below(document);
  for_each_problem(
      document, YamlProblem::Kind::duplicate_key, [&](const YamlPart& part, const YamlProblem& problem) {
        const bool in_task = part.owner == YamlPart::Owner::task;
        if (in_task && below.hold(*part.root, problem.range.begin)) return;
        const std::string line = std::to_string(document.lines.line_of(problem.related.begin) + 1);
        Diagnostic& found =
            findings.add(problem.range, quoted(problem.subject) + " stands twice in this " +
                                            std::string(part_name(part.owner)) + ", first on line " + line +
                                            "; remove or rename one of them");
        found.related.push_back({place_in(input.path, document, problem.related),
                                 quoted(problem.subject) + " stands here first"});
      });
}

}  // namespace baton
