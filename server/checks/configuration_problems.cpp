// The reader of configurations does not know the checks; their codes are looked at here.
#include "server/checks/configuration_problems.h"

#include <algorithm>

#include "server/base/edit_distance.h"
#include "server/checks/check.h"
#include "server/checks/words.h"

namespace baton {
namespace {

constexpr std::size_t most_codes = 100;  // that are compared with all others

}  // namespace

std::vector<ConfigurationProblem> configuration_problems(std::string_view text, const std::string& folder) {
  ConfigurationFile file = parse_configuration(text, folder);
  std::vector<ConfigurationProblem> problems = std::move(file.problems);
  std::vector<std::string> codes;
  for (const Check& check : all_checks()) codes.emplace_back(check.code);
  std::size_t compared = 0;
  for (const ConfiguredCode& configured : file.codes) {
    if (find_check(configured.code) != nullptr || ++compared > most_codes) continue;
    TextRange range = configured.range;
    if (range.empty() && range.end < text.size()) ++range.end;
    const auto near = nearest(configured.code, codes);
    problems.push_back(
        {range, "there is no check " + quoted(configured.code) + did_you_mean(near), near.value_or("")});
  }
  std::ranges::stable_sort(problems, {}, &ConfigurationProblem::range);
  return problems;
}

}  // namespace baton
