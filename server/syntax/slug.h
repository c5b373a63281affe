// GitHub's heading anchors, as the npm package github-slugger 2.0.0 makes them.
#pragma once

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
  std::unordered_map<std::string, unsigned> used_;
};

}  // namespace baton
