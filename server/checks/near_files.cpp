// See near_files.h.
#include "server/checks/near_files.h"

#include <algorithm>

#include "server/base/path.h"
#include "server/checks/link_spelling.h"
#include "server/checks/words.h"

namespace baton {
namespace {

// Beyond so many different missing paths a file is no user's, and comparing each with every file takes too
// long.
constexpr std::size_t most_paths_compared = 200;
constexpr std::size_t longest_path = 4096;

// "docs\guide.md", where "docs/guide.md" exists.
std::string with_slashes(const CheckInput& input, const std::string& path) {
  if (path.find('\\') == std::string::npos) return {};
  std::string other = path;
  std::ranges::replace(other, '\\', '/');
  const PathLookup found = input.snapshot.look_up(path::normalise(other));
  return found.presence == Presence::exists ? found.path : std::string();
}

}  // namespace

std::vector<std::string> NearFiles::at(const LinkPlace& place, const std::string& path) {
  const auto [known, is_new] = known_.try_emplace(path);
  if (is_new && known_.size() <= most_paths_compared && path.size() <= longest_path) {
    const std::string slashed = with_slashes(input_, path);
    known->second = slashed.empty() ? input_.snapshot.near_paths(input_.path, path) : std::vector{slashed};
  }
  std::vector<std::string> out;
  for (const std::string& near : known->second) {
    if (near == input_.path) continue;  // nobody links to the file itself by its name
    auto written = spell_path(input_, place, near);
    if (written && std::ranges::find(out, *written) == out.end()) out.push_back(std::move(*written));
  }
  return out;
}

std::string suggestion(const std::vector<std::string>& near) {
  if (near.empty()) return {};
  std::vector<std::string> names;
  for (const std::string& name : near) names.push_back(quoted(name));
  return "; did you mean " + listed(names, "or") + '?';
}

void offer(const CheckInput& input, const LinkPlace& place, const std::vector<std::string>& near,
           Diagnostic& found) {
  for (const std::string& written : near)
    found.fixes.push_back({"Change to " + quoted(written), false, {{input.path, {place.path, written}}}});
}

}  // namespace baton
