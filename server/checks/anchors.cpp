// See anchors.h.
#include "server/checks/anchors.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "server/base/edit_distance.h"
#include "server/base/utf8.h"
#include "server/syntax/lines.h"
#include "server/syntax/slug.h"

namespace baton {
namespace {

constexpr std::size_t most_near = 3;
constexpr std::size_t most_alike = 8;  // of names with the same letters
constexpr std::size_t longest_compared = 500;

std::string letters_of(std::string_view name) {
  std::string out;
  for (const char c : fold_case(name))
    if (is_letter(c) || is_digit(c) || is_beyond_ascii(c)) out += c;
  return out;
}

// How many words of a heading's anchor a shorter one leaves out: "set-up" of "how-to-set-up" two. Nothing
// where it has words of its own.
std::optional<std::size_t> words_left_out(std::string_view shorter, std::string_view longer) {
  std::size_t left_out = 0;
  while (true) {
    const std::size_t end = std::min(longer.find('-'), longer.size());
    const std::size_t word = std::min(shorter.find('-'), shorter.size());
    if (!shorter.empty() && shorter.substr(0, word) == longer.substr(0, end))
      shorter.remove_prefix(std::min(shorter.size(), word + 1));
    else
      ++left_out;
    if (end == longer.size()) break;
    longer.remove_prefix(end + 1);
  }
  return shorter.empty() ? std::optional(left_out) : std::nullopt;
}

// Those that say the same in more or fewer words, the nearest first.
std::vector<std::string> of_same_words(std::string_view fragment, const std::vector<std::string>& names) {
  constexpr std::size_t shortest = 5, most_words = 4;
  std::vector<std::pair<std::size_t, std::size_t>> found;  // words left out, place in `names`
  for (std::size_t i = 0; i < names.size(); ++i) {
    const std::string& name = names[i];
    if (std::min(name.size(), fragment.size()) < shortest) continue;
    const auto left_out =
        name.size() > fragment.size() ? words_left_out(fragment, name) : words_left_out(name, fragment);
    if (left_out && *left_out <= most_words) found.emplace_back(*left_out, i);
  }
  const std::size_t shown = std::min(found.size(), most_near);
  std::ranges::partial_sort(found, found.begin() + static_cast<std::ptrdiff_t>(shown));
  std::vector<std::string> out;
  for (std::size_t i = 0; i < shown; ++i) out.push_back(names[found[i].second]);
  return out;
}

std::vector<const Heading*> all_headings(const Document& document) {
  std::vector<const Heading*> headings;
  for (const Heading& heading : document.body.headings) headings.push_back(&heading);
  for (const Task& task : document.tasks)
    if (task.prompt)
      for (const Heading& heading : task.prompt->markdown.headings) headings.push_back(&heading);
  std::ranges::stable_sort(headings, {}, [](const Heading* heading) { return heading->range.begin; });
  return headings;
}

}  // namespace

Anchors::Anchors(std::vector<std::string> names) : names_(std::move(names)), sorted_(names_) {
  std::ranges::sort(sorted_);
}

bool Anchors::has(std::string_view fragment) const {
  return std::binary_search(sorted_.begin(), sorted_.end(), fragment);
}

NearAnchors Anchors::near(std::string_view fragment, std::size_t& comparisons) const {
  NearAnchors out;
  if (fragment.size() > longest_compared) return out;
  if (by_letters_.empty()) {
    for (std::uint32_t i = 0; i < names_.size(); ++i) {
      auto& alike = by_letters_[letters_of(names_[i])];
      if (alike.size() < most_alike) alike.push_back(i);
    }
  }
  const std::string letters = letters_of(fragment);
  const auto alike = by_letters_.find(letters);
  if (!letters.empty() && alike != by_letters_.end()) {
    const std::string folded = fold_case(fragment);
    std::vector<std::string> same_but_case, others;
    for (const std::uint32_t i : alike->second)
      (fold_case(names_[i]) == folded ? same_but_case : others).push_back(names_[i]);
    out.case_only = same_but_case.size() == 1;
    out.names = same_but_case.empty() ? std::move(others) : std::move(same_but_case);
    if (out.names.size() > most_near) out.names.resize(most_near);
    return out;
  }
  if (names_.size() > comparisons) return out;
  comparisons -= names_.size();
  if (auto nearest_name = nearest(fragment, names_))
    out.names.push_back(std::move(*nearest_name));
  else
    out.names = of_same_words(fragment, names_);
  return out;
}

std::vector<std::string> own_anchors(const Document& document) {
  std::vector<std::string> names = document.heading_slugs;
  names.insert(names.end(), document.body.anchors.begin(), document.body.anchors.end());
  const std::vector<const Heading*> headings = all_headings(document);
  if (headings.size() != document.body.headings.size()) {
    Slugger counted;
    for (const Heading* heading : headings) names.push_back(counted.next(heading->text));
  }
  for (const Task& task : document.tasks)
    if (task.prompt)
      names.insert(names.end(), task.prompt->markdown.anchors.begin(), task.prompt->markdown.anchors.end());
  std::set<std::string> seen;
  std::erase_if(names, [&](const std::string& name) { return !seen.insert(name).second; });
  return names;
}

}  // namespace baton
