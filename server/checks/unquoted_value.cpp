// unquoted-value: a value that YAML refuses or reads otherwise than it was meant, in front matter, a task or
// a question. Some tools forgive it, others drop the whole front matter.
#include <string>

#include "server/checks/all.h"
#include "server/checks/words.h"
#include "server/checks/yaml_problems.h"

namespace baton {

namespace {

// Text of a prompt that YAML takes for keys: quotes would become part of it.
TextRange broken_prompt(const YamlPart& part) {
  const YamlEntry* prompt = part.owner == YamlPart::Owner::task ? part.root->find("prompt") : nullptr;
  return prompt != nullptr && prompt->value.is_mapping() ? prompt->value.range : TextRange{};
}

}  // namespace

void check_unquoted_value(const CheckInput& input, Findings& findings) {
  const YamlNode* root = nullptr;
  TextRange broken;  // of that part
  for_each_problem(
      input.document, YamlProblem::Kind::unquoted_value,
      [&](const YamlPart& part, const YamlProblem& problem) {
        if (part.root != root) broken = broken_prompt(part);
        root = part.root;
        if (!broken.empty() && broken.contains(problem.range)) return;
        const std::string what = problem.subject.empty()
                                     ? "a value of this " + std::string(part_name(part.owner))
                                     : "the value of " + quoted(problem.subject);
        Diagnostic& found =
            findings.add(problem.range, what + " is not the text it looks like to YAML; put it in quotes");
        if (problem.replacement.empty()) return;
        found.fixes.push_back(
            {"Put the value in quotes", true, {{input.path, {problem.range, problem.replacement}}}});
      });
}

}  // namespace baton
