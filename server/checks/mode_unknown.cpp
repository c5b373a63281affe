// mode-unknown: a condition names a mode that the file does not have, so that its text is never live there.
#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "server/base/edit_distance.h"
#include "server/base/utf8.h"
#include "server/checks/all.h"
#include "server/checks/flow_words.h"
#include "server/checks/mode_agents.h"
#include "server/checks/words.h"

namespace baton {
namespace {

// Each unknown name is compared with all modes; a file that needs more than that is no user's.
constexpr std::size_t most_comparisons = 20'000;

// A mode's name as the author wrote the wrong one: "Hotfixx" is meant as "Hotfix".
std::string written_like(std::string mode, const std::string& written) {
  const char first = written.front();
  if (first >= 'A' && first <= 'Z' && mode.front() >= 'a' && mode.front() <= 'z')
    mode.front() = static_cast<char>(mode.front() - 'a' + 'A');
  return mode;
}

}  // namespace

void check_mode_unknown(const CheckInput& input, Findings& findings) {
  const Document& document = input.document;
  if (!are_modes_sound(document)) return;
  std::vector<std::string> modes;  // in no letter case, as they compare
  for (const Mode& mode : document.modes) modes.push_back(fold_case(mode.name));
  std::string others;                                            // put together once
  std::map<std::string, std::optional<std::size_t>> near_modes;  // by the folded name
  for (const Condition& condition : document.conditions) {
    for (const ConditionName& name : condition.names) {
      const std::string& written = name.name.text;
      if (name.mode || written.empty()) continue;
      const std::string folded = fold_case(written);
      const auto [near, is_new] = near_modes.try_emplace(folded);
      if (is_new && near_modes.size() * modes.size() <= most_comparisons)
        if (const auto found = nearest(folded, modes))
          near->second = static_cast<std::size_t>(std::ranges::find(modes, *found) - modes.begin());
      const std::string message = quoted(written) + " is no mode of this file";
      if (near->second) {
        const Mode& mode = document.modes[*near->second];
        const std::string meant = written_like(mode.name, written);
        Diagnostic& found = findings.add(name.name.range, message + did_you_mean(std::vector{mode.name}));
        found.fixes.push_back(
            {"Change to " + quoted(meant), false, {{input.path, {name.name.range, meant}}}});
        found.related.push_back(
            {place_in(input.path, document, mode.name_range), "mode " + quoted(mode.name)});
        continue;
      }
      if (others.empty())
        others = (modes.size() == 1 ? "; its only mode is " : "; its modes are ") +
                 mode_names_list(document, ModeSet::all(modes.size()));
      findings.add(name.name.range, message + others);
    }
  }
}

}  // namespace baton
