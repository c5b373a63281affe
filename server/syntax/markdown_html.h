// What raw HTML in Markdown says that Baton needs: comments, and the anchors that links can point at.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "server/base/text_range.h"

namespace baton {

struct HtmlFindings {
  std::vector<TextRange>& comments;
  std::vector<std::string>& anchors;  // of any tag its id, of <a> its name too
};

// Reads the one tag or comment at `begin` (a "<"), which ends before `end`. Returns where it ends.
std::uint32_t read_html_tag(std::string_view text, std::uint32_t begin, std::uint32_t end,
                            HtmlFindings findings);

// Reads all tags and comments of a range. A comment that is not closed there reaches to its end.
void read_html(std::string_view text, TextRange range, HtmlFindings findings);

}  // namespace baton
