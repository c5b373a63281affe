// Small words that all messages share, so that they sound alike.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

namespace baton {

// The name in double quotes, its control characters escaped, cut to 80 code points.
std::string quoted(std::string_view name);
// "a", "a and b", "a, b and c" (with `word` = "and"); beyond `most` names: "a, b, c and 4 more".
std::string listed(std::span<const std::string> names, std::string_view word, std::size_t most = 6);
// "; did you mean \"x\"?" for the nearest candidate that is near enough, else empty.
std::string did_you_mean(std::string_view name, std::span<const std::string> candidates);
std::string did_you_mean(const std::optional<std::string>& near);

// The same for many names, each compared once. A file that needs more comparisons than that is no user's: the
// rest of its names are told no other.
class DidYouMean {
 public:
  explicit DidYouMean(std::span<const std::string> candidates) : candidates_(candidates) {}
  const std::string& words(const std::string& name);

 private:
  std::span<const std::string> candidates_;
  std::unordered_map<std::string, std::string> known_;
};

}  // namespace baton
