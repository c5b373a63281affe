// Builds the text of a hover or of an item's documentation, in Markdown or plain: the same words, with marks
// or without.
#pragma once

#include <string>
#include <string_view>

namespace baton {

class HoverText {
 public:
  explicit HoverText(bool markdown) : markdown_(markdown) {}

  // Pieces of a line: a name, a user's own words (their marks are shown, not obeyed), ours.
  HoverText& title(std::string_view text);
  HoverText& code(std::string_view text);
  HoverText& prose(std::string_view text);
  HoverText& words(std::string_view text);
  // Ends the line; the next one begins a paragraph.
  HoverText& paragraph();
  // A line of a list.
  HoverText& item();
  // Text that is Markdown already (a check's page).
  HoverText& page(std::string_view markdown);

  bool empty() const { return out_.empty(); }
  std::string take();

 private:
  bool markdown_;
  std::string out_;
};

// A path as people of the workspace know it: from its root, or whole where there is none.
std::string short_path(std::string_view root, std::string_view path);

}  // namespace baton
