// The pages of docs/checks as tests read them: a title, a severity, and examples that are run.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace baton::testing {

struct PageExample {
  std::string section;   // the heading above it: "Bad" or "Good"
  std::string text;      // of the fence, in the format of fixture.h
  std::size_t line = 0;  // of its first line in the page, from 1
};

struct CheckPage {
  std::string title;                  // of the first line, "# title"
  std::string severity;               // behind "**Severity:** "
  std::vector<PageExample> examples;  // fences of four or more backquotes with the word baton-fixture
};

inline CheckPage read_check_page(std::string_view text) {
  CheckPage page;
  std::string section, closing;  // `closing` ends the fence that is open; empty: none is
  bool taken = false;            // the open fence is an example
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    const std::string_view full = text.substr(0, end);
    const std::string_view line = full.ends_with('\n') ? full.substr(0, full.size() - 1) : full;
    text.remove_prefix(end);
    if (!closing.empty()) {
      if (line == closing)
        closing.clear();
      else if (taken)
        page.examples.back().text += full;
    } else if (line.starts_with("```")) {
      const std::size_t marks = std::min(line.find_first_not_of('`'), line.size());
      closing = line.substr(0, marks);
      taken = marks >= 4 && line.substr(marks) == "baton-fixture";
      if (taken) page.examples.push_back({section, {}, number + 1});
    } else if (line.starts_with("# ") && page.title.empty()) {
      page.title = line.substr(2);
    } else if (line.starts_with("## ")) {
      section = line.substr(3);
    } else if (constexpr std::string_view mark = "**Severity:** "; line.starts_with(mark)) {
      page.severity = line.substr(mark.size());
    }
  }
  return page;
}

}  // namespace baton::testing
