// "Did you mean": how far apart two names are, and which of several is nearest.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace baton {

// Optimal string alignment distance in code points: inserted, left out, replaced, and swapped neighbours
// cost 1. Gives up above `limit` and returns limit + 1.
std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit);

// The candidate nearest to `name`, if it is near enough to be a likely misspelling: at most a third of the
// longer name's length (at least 1), and never more than 3; a difference of case only always counts as near.
// Of equally near ones the first in the span.
std::optional<std::string> nearest(std::string_view name, std::span<const std::string> candidates);

}  // namespace baton
