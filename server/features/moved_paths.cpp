// See moved_paths.h. Moves are few, so each question walks over all of them.
#include "server/features/moved_paths.h"

#include <algorithm>
#include <utility>

#include "server/base/path.h"
#include "server/base/utf8.h"

namespace baton {

MovedPaths::MovedPaths(std::vector<FileRename> moves) : moves_(std::move(moves)) {
  std::erase_if(moves_, [](const FileRename& move) {
    return !move.from.starts_with('/') || !move.to.starts_with('/') || move.from == move.to ||
           move.from == "/";
  });
  std::ranges::stable_sort(moves_, std::ranges::greater(),
                           [](const FileRename& move) { return move.from.size(); });
  for (const FileRename& move : moves_) names_.push_back(fold_case(path::file_name(move.from)));
}

const FileRename* MovedPaths::move_of(std::string_view path) const {
  const auto found =
      std::ranges::find_if(moves_, [&](const FileRename& move) { return path::is_below(path, move.from); });
  return found == moves_.end() ? nullptr : &*found;
}

std::string MovedPaths::operator()(std::string_view path) const {
  const FileRename* move = move_of(path);
  if (move == nullptr) return std::string(path);
  return move->to + std::string(path.substr(move->from.size()));
}

bool MovedPaths::may_name(std::string_view written) const {
  // A bare file name may be looked for below the plugin.
  if (written.find('/') == std::string_view::npos) return true;
  const std::string folded = fold_case(written);
  return std::ranges::any_of(names_,
                             [&](const std::string& name) { return folded.find(name) != std::string::npos; });
}

}  // namespace baton
