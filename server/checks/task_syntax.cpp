// task-syntax: an entry of a task that is no YAML.
#include <string>

#include "server/checks/all.h"
#include "server/checks/words.h"
#include "server/checks/yaml_problems.h"

namespace baton {

void check_task_syntax(const CheckInput& input, Findings& findings) {
  const auto report = [&](const YamlPart& part, const YamlProblem& problem) {
    if (part.owner != YamlPart::Owner::task) return;
    const std::string what = problem.kind == YamlProblem::Kind::too_deep
                                 ? std::string("this is nested too deeply to be read")
                                 : problem.message;
    const std::string where = problem.subject.empty() ? std::string("this task is no YAML here: ")
                                                      : quoted(problem.subject) + " is no YAML: ";
    findings.add(problem.range, where + what);
  };
  for_each_problem(input.document, YamlProblem::Kind::syntax, report);
  for_each_problem(input.document, YamlProblem::Kind::too_deep, report);
}

}  // namespace baton
