// front-matter-syntax: each entry that is no YAML, by its own; the rest of the front matter is still read.
#include <string>

#include "server/checks/all.h"
#include "server/checks/words.h"

namespace baton {
namespace {

// "{{name}}" and "{% if %}" are filled in before anything reads the YAML.
bool holds_a_template(std::string_view text) {
  return text.find("{{") != std::string_view::npos || text.find("{%") != std::string_view::npos;
}

// "----", which is often meant to close the front matter.
bool is_line_of_dashes(std::string_view text) {
  return text.size() > 1 && text.find_first_not_of('-') == std::string_view::npos;
}

}  // namespace

void check_front_matter_syntax(const CheckInput& input, Findings& findings) {
  const Document& document = input.document;
  for (const YamlProblem& problem : document.front_matter.problems) {
    if (problem.kind != YamlProblem::Kind::syntax && problem.kind != YamlProblem::Kind::too_deep) continue;
    const std::uint32_t line = document.lines.line_of(problem.range.begin);
    if (holds_a_template(document.slice(document.lines.line(document.text, line)))) continue;
    if (is_line_of_dashes(document.slice(problem.range))) {
      findings.add(
          problem.range,
          "this line of dashes is no YAML, and it does not close the front matter: that takes three");
      continue;
    }
    const std::string what = problem.kind == YamlProblem::Kind::too_deep
                                 ? std::string("this is nested too deeply to be read")
                                 : problem.message;
    const std::string where = problem.subject.empty() ? std::string("the front matter is no YAML here: ")
                                                      : quoted(problem.subject) + " is no YAML: ";
    findings.add(problem.range, where + what);
  }
}

}  // namespace baton
