// Three rows of the usual table, cut off where no row can come below the limit.
#include "server/base/edit_distance.h"

#include <algorithm>
#include <span>
#include <vector>

#include "server/base/utf8.h"

namespace baton {
namespace {

std::u32string code_points(std::string_view text) {
  std::u32string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const Utf8Character c = utf8_at(text, i);
    out += c.code_point;
    i += c.size;
  }
  return out;
}

template <typename Text>
std::size_t distance(Text a, Text b, std::size_t limit) {
  std::vector<std::size_t> table(3 * (b.size() + 1));
  const auto row_of = [&](std::size_t n) {
    return std::span(table).subspan(n * (b.size() + 1), b.size() + 1);
  };
  std::span<std::size_t> before_last = row_of(0), last = row_of(1), row = row_of(2);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    std::size_t smallest = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0u : 1u)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = std::min(row[j], before_last[j - 2] + 1);
      smallest = std::min(smallest, row[j]);
    }
    if (smallest > limit) return limit + 1;
    std::swap(before_last, last);
    std::swap(last, row);
  }
  return std::min(last[b.size()], limit + 1);
}

}  // namespace

std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit) {
  const std::size_t a_size = code_point_length(a);
  const std::size_t b_size = code_point_length(b);
  if (std::max(a_size, b_size) - std::min(a_size, b_size) > limit) return limit + 1;
  const auto is_plain = [](std::string_view text, std::size_t size) {
    return size == text.size() && first_invalid_utf8(text) == std::string_view::npos;
  };
  if (is_plain(a, a_size) && is_plain(b, b_size)) return distance(a, b, limit);  // a byte for each character
  return distance<std::u32string_view>(code_points(a), code_points(b), limit);
}

std::optional<std::string> nearest(std::string_view name, std::span<const std::string> candidates) {
  const std::size_t length = code_point_length(name);
  const std::string folded = fold_case(name);
  std::size_t best = std::string::npos;
  const std::string* found = nullptr;
  for (const std::string& candidate : candidates) {
    const std::size_t longer = std::max<std::size_t>(length, code_point_length(candidate));
    const std::size_t allowed = std::clamp<std::size_t>(longer / 3, 1, 3);
    std::size_t distance = 0;
    if (fold_case(candidate) != folded) {
      distance = edit_distance(name, candidate, allowed);
      if (distance > allowed || distance >= longer) continue;  // nothing in common is not near
    }
    if (distance < best) {
      best = distance;
      found = &candidate;
    }
  }
  if (found == nullptr) return std::nullopt;
  return *found;
}

}  // namespace baton
