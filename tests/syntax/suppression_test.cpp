// Where words silence findings, and where they are text.
#include <doctest/doctest.h>

#include <sstream>
#include <string>
#include <vector>

#include "server/syntax/document.h"
#include "server/syntax/dump.h"

using namespace baton;
using Lines = std::vector<std::string>;

namespace {

Lines suppressions(const Document& document) {
  Lines out;
  std::istringstream all(dump(document));
  constexpr std::string_view kind = "suppression ";
  for (std::string line; std::getline(all, line);)
    if (line.starts_with(kind)) out.push_back(line.substr(kind.size()));
  return out;
}

}  // namespace

TEST_CASE("suppressions in every place of a Markdown file") {
  const std::string text = R"md(---
description: "# baton-disable-line quoted" # baton-disable-line one, two -- why not
# baton-disable-line three
argument-hint: [a] [b] # baton-disable-line unquoted-value
long: | # baton-disable-line header
  # baton-disable-line text
# key: value # baton-disable-line commented
#baton-disable-line glued
plain: a#baton-disable-line no
---

<!-- baton-disable-file broken-link -->
<!--baton-disable-next-line a,b , c--because-->
<!--
  baton-disable-next-line
  a -- over
  lines
-->

Text <!-- baton-disable-next-line a -- inline --> and `<!-- baton-disable-file code -->`.

    <!-- baton-disable-file indented -->

<!-- baton-disable everything --> <!-- baton-disable-line a -->
<!-- not: baton-disable-file a --> <!-- baton -->

<Task>
subagent_type: general-purpose # baton-disable-line task
prompt: |
  <!-- baton-disable-next-line prompt -->
  # baton-disable-line text
  ```
  <!-- baton-disable-next-line code -->
  ```
# baton-disable-line cut-short
</Task>

```yaml
Task:
  subagent_type: x # baton-disable-line fenced
  prompt: "<!-- baton-disable-next-line quoted -->"
```

<AskUserQuestion>
questions: # baton-disable-line question
  - question: Which?
</AskUserQuestion>

<!-- baton-disable-file never-closed
)md";
  CHECK(
      suppressions(*parse_document(text)) ==
      Lines{
          R"(2:44-2:84 line yaml "baton-disable-line" 2:46-2:64 "one" 2:65-2:68 "two" 2:70-2:73 because "why not" 2:77-2:84)",
          R"(3:1-3:27 line yaml "baton-disable-line" 3:3-3:21 "three" 3:22-3:27)",
          R"(4:24-4:59 line yaml "baton-disable-line" 4:26-4:44 "unquoted-value" 4:45-4:59)",
          R"(5:9-5:36 line yaml "baton-disable-line" 5:11-5:29 "header" 5:30-5:36)",
          R"(8:1-8:26 line yaml "baton-disable-line" 8:2-8:20 "glued" 8:21-8:26)",
          R"(12:1-12:40 file "baton-disable-file" 12:6-12:24 "broken-link" 12:25-12:36)",
          R"(13:1-13:48 next-line "baton-disable-next-line" 13:5-13:28 "a" 13:29-13:30 "b" 13:31-13:32 "c--because" 13:35-13:45)",
          R"(14:1-18:4 next-line "baton-disable-next-line" 15:3-15:26 "a" 16:3-16:4 because "over\n  lines" 16:8-17:8)",
          R"(20:6-20:50 next-line "baton-disable-next-line" 20:11-20:34 "a" 20:35-20:36 because "inline" 20:40-20:46)",
          R"(24:1-24:34 unknown "baton-disable" 24:6-24:19 "everything" 24:20-24:30)",
          R"(24:35-24:64 unknown "baton-disable-line" 24:40-24:58 "a" 24:59-24:60)",
          R"(28:32-28:57 line yaml "baton-disable-line" 28:34-28:52 "task" 28:53-28:57)",
          R"(30:3-30:42 next-line "baton-disable-next-line" 30:8-30:31 "prompt" 30:32-30:38)",
          R"(40:20-40:47 line yaml "baton-disable-line" 40:22-40:40 "fenced" 40:41-40:47)",
          R"(41:12-41:51 next-line "baton-disable-next-line" 41:17-41:40 "quoted" 41:41-41:47)",
          R"(45:12-45:41 line yaml "baton-disable-line" 45:14-45:32 "question" 45:33-45:41)",
      });
}

TEST_CASE("a .baton.yaml has comments as well, JSON has none") {
  const std::string text =
      "# baton-disable-line a\nseverity:  # baton-disable-line b\n  x: \"# baton-disable-line c\"\n"
      "y: [1, # baton-disable-line d\n  2]\n# <!-- baton-disable-file e -->\n";
  const auto yaml = plain_document(text, PlainFormat::yaml);
  Lines codes;
  for (const Suppression& suppression : yaml->suppressions)
    for (const TextItem& code : suppression.codes) codes.push_back(code.text);
  CHECK(codes == Lines{"a", "b", "d"});
  CHECK(plain_document(text, PlainFormat::json)->suppressions.empty());
  CHECK(plain_document("\xEF\xBB\xBF# baton-disable-line a\r\n", PlainFormat::yaml)->suppressions.size() ==
        1);
}

TEST_CASE("a plain document knows its lines, its mark and its bytes that are no text") {
  const auto document = plain_document("\xEF\xBB\xBF{\n\xFF}", PlainFormat::json);
  CHECK(document->has_byte_order_mark);
  CHECK(document->invalid_utf8 == 5);
  CHECK(document->lines.line_count() == 2);
  CHECK(document->body.headings.empty());
}
