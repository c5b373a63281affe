// Names of strangers: as file names that can do no harm, and in sentences that cannot lie.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

namespace baton {

// An agent's name fit for a file's: letters, digits, "-", "_" and letters beyond ASCII stay, all else becomes
// "%" and two hexadecimal digits per byte. A long one is cut and ends in a hash of the whole.
std::string file_safe(std::string_view name);

// Names that are all different, also where letter case does not count: the second "x" is "x.2".
class UniqueNames {
 public:
  std::string take(const std::string& name);

 private:
  std::unordered_map<std::string, std::size_t> taken_;  // folded -> the last number given
};

// Control characters and those that turn the direction of text made visible ("\n", "\u202e"), other bytes
// that are no UTF-8 as U+FFFD, cut to `most` characters.
std::string shown(std::string_view text, std::size_t most = 200);

// "a", "a and b", "a, b and c"; beyond six "a, b, c, d, e, f and 4 more".
std::string list_words(std::span<const std::string> names);

}  // namespace baton
