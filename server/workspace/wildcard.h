// The wildcards of ignore rules (gitignore(5), "PATTERN FORMAT") and of configuration, matched byte by byte
// in time linear in pattern times path, so that no pattern of a stranger's repository can make a walk slow.
#pragma once

#include <bitset>
#include <cstdint>
#include <string_view>
#include <vector>

namespace baton {

class Wildcard {
 public:
  // `path_mode`: the pattern is matched against a path with slashes, where "*", "?" and "[…]" stop at "/" and
  // "**" between slashes crosses folders; without it, against a bare name.
  Wildcard(std::string_view pattern, bool path_mode);

  bool is_well_formed() const { return valid_; }
  // False for every text where the pattern is not well-formed (an open bracket, a lone backslash at the end).
  bool matches(std::string_view text) const;
  // The same for the path itself or any folder above it.
  bool covers(std::string_view path) const;

 private:
  using ByteSet = std::bitset<256>;
  enum class Kind : std::uint8_t {
    byte,     // exactly this one
    set,      // one of `sets_[index]`
    run,      // any bytes but "/"
    any_run,  // any bytes
    folders   // nothing, or any bytes up to and with a "/"
  };
  struct Token {
    Kind kind;
    char byte = 0;
    std::uint32_t index = 0;
  };

  bool read_bracket(std::string_view pattern, std::size_t& at, bool path_mode);
  bool reaches_end(std::string_view text, bool folders_too) const;
  void read_stars(std::string_view pattern, std::size_t& at, bool path_mode);

  std::vector<Token> tokens_;
  std::vector<ByteSet> sets_;
  bool valid_ = true;
};

}  // namespace baton
