// What raw HTML in Markdown says that Baton needs: comments, and the anchors that links can point at.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "server/base/text_range.h"
#include "server/syntax/markdown.h"

namespace baton {

struct HtmlFindings {
  std::vector<TextRange>& comments;
  std::vector<std::string>& anchors;   // of any tag its id, of <a> its name too
  std::vector<std::string>& headings;  // the texts of <h1> to <h6>, which GitHub gives anchors like its own
};

// Reads the one tag or comment at `begin` (a "<"), which ends before `end`. Returns where it ends. A
// heading's text is looked for behind it, beyond `end`, too: blank lines may part it from its tag.
std::uint32_t read_html_tag(std::string_view text, std::uint32_t begin, std::uint32_t end,
                            HtmlFindings findings);

// The anchors of HTML's headings, behind those that the Markdown has. Which of several that say the same gets
// which number is one: all of them are anchors.
void append_heading_anchors(const std::vector<std::string>& html_headings, Markdown& markdown);

// Reads all tags and comments of a range. A comment that is not closed there reaches to its end.
void read_html(std::string_view text, TextRange range, HtmlFindings findings);

}  // namespace baton
