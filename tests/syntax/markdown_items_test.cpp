// Which list items say nothing that the one above them does not.
#include "server/syntax/markdown_items.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "server/syntax/lines.h"

using namespace baton;

namespace {

// The lines that the first run leaves out; nothing where there is none.
std::string left_out(const std::string& text) {
  std::vector<TextRange> texts;
  const auto run = find_item_run(text, {0, offset32(text.size())}, texts);
  if (!run) CHECK(texts.empty());
  return run ? std::string(piece(text, run->lines)) : std::string();
}

}  // namespace

TEST_CASE("of a run the first item is kept, and the texts of the others are told") {
  const std::string text = "Words:\n\n- `a` [b](c.md)\n- **D** e: f/g.h \n- I (j) & k\n\nMore.\n";
  std::vector<TextRange> texts;
  const auto run = find_item_run(text, {0, offset32(text.size())}, texts);
  REQUIRE(run);
  CHECK(piece(text, run->first) == "`a` [b](c.md)");
  CHECK(piece(text, run->lines) == "- **D** e: f/g.h \n- I (j) & k\n");
  REQUIRE(texts.size() == 2);
  CHECK(piece(text, texts[0]) == "**D** e: f/g.h");
  CHECK(piece(text, texts[1]) == "I (j) & k");
}

TEST_CASE("only items of one shape make a run") {
  CHECK(left_out("1. a\n2. b\n3. c\n") == "2. b\n3. c\n");
  CHECK(left_out("  * a\r\n  * b\r\n") == "  * b\r\n");
  CHECK(left_out("8. a\n9. b\n10. c\n11. d\n\n") == "9. b\n");
  CHECK(left_out("- a\n* b\n+ c\n").empty());
  CHECK(left_out("1. a\n2) b\n").empty());
  CHECK(left_out("- a\n - b\n").empty());
  CHECK(left_out("-  a\n-  b\n").empty());
  CHECK(left_out("-\ta\n-\tb\n").empty());
  CHECK(left_out("1234567890. a\n1234567891. b\n").empty());
}

TEST_CASE("an item that says more than that it is a paragraph stays") {
  for (const char* item : {"`b`", "[b](c.md)", "[ ] b", "<b>",  "b <i>", "b@c.d", "http://b.c", "see www.b.c",
                           "b\\", "# b",       "- b",   "1. b", "> b",   "---",   "* * *",      "**",
                           "~~~", "",          "    b", "b\rc", "+ b",   "|b|c|"}) {
    const std::string text = std::string("- a\n- ") + item + "\n- c\n";
    INFO("text: " << text);
    CHECK(left_out(text).find(item[0] == '\0' ? "- \n" : item) == std::string::npos);
  }
}

TEST_CASE("the last item stays where what stands below may go on with it") {
  CHECK(left_out("- a\n- b\n- c\nd\n") == "- b\n");
  CHECK(left_out("- a\n- b\n- c\n  ---\n") == "- b\n");
  CHECK(left_out("- a\n- b\n- c\n      - d\n") == "- b\n");
  CHECK(left_out("- a\n- b\n- c\n2. d\n") == "- b\n");
  CHECK(left_out("- a\n- b\n- c\n-\n") == "- b\n");
  CHECK(left_out("- a\n- b\n- c") == "- b\n");
  CHECK(left_out("- a\n- b\n- c\n   - d\n") == "- b\n- c\n");
  CHECK(left_out("- a\n- b\n- c\n* d\n") == "- b\n- c\n");
  CHECK(left_out("- a\n- b\n- c\n- `d`\n") == "- b\n- c\n");
  CHECK(left_out("- a\n- b\n- c\n \t\nd\n") == "- b\n- c\n");
}

TEST_CASE("numbers that may go on with a paragraph are no run") {
  CHECK(left_out("In\n2. a\n3. b\n4. c\n").empty());
  CHECK(left_out("In\n\n2. a\n3. b\n") == "3. b\n");
  CHECK(left_out("In\n1. a\n2. b\n") == "2. b\n");
}
