// config-invalid: what a .baton.yaml says and nobody understands has no effect, and no one would say so.
#include <string>

#include "server/base/path.h"
#include "server/checks/all.h"
#include "server/checks/configuration_problems.h"
#include "server/checks/words.h"

namespace baton {

void check_config_invalid(const CheckInput& input, Findings& findings) {
  const std::string folder(path::parent(input.path));
  for (const ConfigurationProblem& problem : configuration_problems(input.document.text, folder)) {
    Diagnostic& found = findings.add(problem.range, problem.message);
    if (problem.replacement.empty()) continue;
    const std::string& meant = problem.replacement;
    found.fixes.push_back({"Change to " + (meant.front() == '"' ? meant : quoted(meant)),
                           false,
                           {{input.path, {problem.range, meant}}}});
  }
}

}  // namespace baton
