// The anchors of a link's target: whether one is there, and which are near to one that is not.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "server/checks/check.h"

namespace baton {

struct NearAnchors {
  std::vector<std::string> names;  // nearest first, at most three
  bool case_only = false;          // there is one, and only its letter case differs
};

class Anchors {
 public:
  // In the order in which a message lists them.
  explicit Anchors(std::vector<std::string> names);

  bool has(std::string_view fragment) const;
  // `comparisons`: how many names may yet be compared one by one; what is used is taken off.
  NearAnchors near(std::string_view fragment, std::size_t& comparisons) const;
  const std::vector<std::string>& names() const { return names_; }

 private:
  std::vector<std::string> names_;
  std::vector<std::string> sorted_;
  // By letters and digits alone, in one case. Made when first asked for.
  mutable std::unordered_map<std::string, std::vector<std::uint32_t>> by_letters_;
};

// Of the file itself. Headings of prompts count: whether they become headings is the reader's to say.
std::vector<std::string> own_anchors(const Document& document);

}  // namespace baton
