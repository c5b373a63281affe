// All mutants of a workspace, and the text that each leaves.
#include "tests/mutants/mutant.h"

#include <algorithm>
#include <tuple>

#include "server/base/line_index.h"

namespace baton::testing {
namespace {

std::uint32_t place_of(const Mutant& mutant) {
  return mutant.edits.empty() ? 0 : mutant.edits.front().range.begin;
}

}  // namespace

std::vector<Mutant> mutants_of(const Files& files) {
  std::vector<Mutant> mutants;
  for (const auto& [path, text] : files) {
    if (path.ends_with("README.md")) continue;
    mutants.push_back({path, {}, "the file taken away"});
    add_words(path, text, mutants);
    add_lines(path, text, mutants);
  }
  // Two mutants that leave the same text are one: the first that was found names it.
  std::map<std::pair<std::string, std::string>, std::size_t> seen;
  std::vector<Mutant> all;
  for (Mutant& mutant : mutants)
    if (mutant.edits.empty() ||
        seen.emplace(std::pair(mutant.path, mutated(files, mutant)[mutant.path]), 0).second)
      all.push_back(std::move(mutant));
  std::ranges::stable_sort(all, {}, [](const Mutant& m) { return std::tuple(m.path, place_of(m)); });
  return all;
}

Files mutated(Files files, const Mutant& mutant) {
  if (mutant.edits.empty())
    files.erase(mutant.path);
  else
    files[mutant.path] = apply_edits(files.at(mutant.path), mutant.edits);
  return files;
}

Lines changed_lines(const Files& before, const Mutant& mutant) {
  if (mutant.edits.empty()) return {};
  const std::string text = mutated(before, mutant).at(mutant.path);
  const LineIndex lines(text);
  const TextEdit& edit = mutant.edits.front();
  const auto end = edit.range.begin + static_cast<std::uint32_t>(edit.new_text.size());
  const bool whole_lines = !edit.new_text.empty() && edit.new_text.ends_with('\n');
  return {lines.line_of(edit.range.begin) + std::size_t{1},
          lines.line_of(whole_lines ? end - 1 : end) + std::size_t{1}};
}

std::string name_of(const Files& before, const Mutant& mutant) {
  const std::string& text = before.at(mutant.path);
  const Position at = LineIndex(text).position(text, place_of(mutant), PositionEncoding::utf32);
  return mutant.path + ':' + std::to_string(at.line + 1) + ':' + std::to_string(at.character + 1) + ' ' +
         mutant.what;
}

}  // namespace baton::testing
