// Small words that all messages share, so that they sound alike.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace baton {

// The name in double quotes, its control characters escaped, cut to 80 code points.
std::string quoted(std::string_view name);
// "a", "a and b", "a, b and c" (with `word` = "and"); beyond `most` names: "a, b, c and 4 more".
std::string listed(std::span<const std::string> names, std::string_view word, std::size_t most = 6);
// "; did you mean \"x\"?" for the nearest candidate that is near enough, else empty.
std::string did_you_mean(std::string_view name, std::span<const std::string> candidates);

}  // namespace baton
