// Where things are once files and folders have moved.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/checks/diagnostic.h"

namespace baton {

class MovedPaths {
 public:
  // What moves nowhere, or is no absolute path, is left out.
  explicit MovedPaths(std::vector<FileRename> moves);

  bool empty() const { return moves_.empty(); }
  const std::vector<FileRename>& moves() const { return moves_; }  // innermost first
  // The path itself where it stays.
  std::string operator()(std::string_view path) const;
  bool moves(std::string_view path) const { return move_of(path) != nullptr; }
  // A quick look: false where a path written in a file that stays cannot lead to what moves.
  bool may_name(std::string_view written) const;

 private:
  const FileRename* move_of(std::string_view path) const;

  std::vector<FileRename> moves_;
  std::vector<std::string> names_;  // of what moves, case-folded
};

}  // namespace baton
