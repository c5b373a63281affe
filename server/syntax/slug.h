// GitHub's heading anchors, as the npm package github-slugger 2.0.0 makes them.
#pragma once

#include <memory_resource>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace baton {

// The slug of one heading text, without regard to others.
std::string slug(std::string_view heading_text);

// Slugs for a whole document: a heading whose slug was used before gets "-1", "-2", …
class Slugger {
 public:
  std::string next(std::string_view heading_text);

 private:
  std::string_view kept(std::string_view slug);

  std::pmr::monotonic_buffer_resource memory_;  // of all that is kept: many small things that end together
  std::pmr::unordered_map<std::string_view, unsigned> used_{&memory_};
};

}  // namespace baton
