// What is nearly a closing tag, and what hostile files cost.
#include "server/checks/closing_tags.h"

#include <doctest/doctest.h>

#include <string>

#include "tests/support/cpu_time.h"

using namespace baton;
using baton::testing::CpuTime;

namespace {

// The text of the first line of the last task that is nearly its closing tag.
std::string nearly_closing(const std::string& text) {
  const auto document = parse_document(text);
  REQUIRE(!document->tasks.empty());
  const auto found = NearClosingTags(*document).first_of(document->tasks.back());
  return found ? std::string(document->slice(*found)) : "(none)";
}

const std::string begin = "<Task>\nsubagent_type: a\nprompt: |\n  Do.\n";

}  // namespace

TEST_CASE("a tag closes what stands open above it, in the task or around it, and not what comes later") {
  CHECK(nearly_closing(begin + "</Tasks>\n") == "</Tasks>");
  CHECK(nearly_closing(begin + "<Tasks>\n</Tasks>\n") == "(none)");
  CHECK(nearly_closing("<Tasks>\n\n" + begin + "</Tasks>\n") == "(none)");
  CHECK(nearly_closing(begin + "<Tak>\n</Tasks>\n") == "</Tasks>");
  CHECK(nearly_closing(begin + "</Tasks>\n<Tasks>\n") == "</Tasks>");
  CHECK(nearly_closing(begin + "<tasks>\n</Tasks>\n") == "</Tasks>");
  CHECK(nearly_closing(begin + "<Tasks id=\"x\">\n</Tasks>\n") == "(none)");
}

TEST_CASE("where the task's own end follows, only what is written like it") {
  for (const char* text : {"<mask/>", "<ask/>", "</ask>", "</tasks>", "<Tsk/>"})
    CHECK(nearly_closing(begin + text + "\nand more\n</Task>\n") == "(none)");
  for (const char* text : {"</Tsk>", "<\\Task>", "</ Task>"})
    CHECK(nearly_closing(begin + text + "\nand more\n</Task>\n") == text);
  CHECK(nearly_closing(begin + "<mask/>\n") == "(none)");
  for (const char* text : {"<task/>", "<\\Task>", "</tasks>", "</ Task>", "</Task"})
    CHECK(nearly_closing(begin + text + "\n") == text);
}

TEST_CASE("and not what stands open far above") {
  const std::string far(70'000, '\n');
  CHECK(nearly_closing("<Tasks>\n" + far + begin + "</Tasks>\n") == "</Tasks>");
}

TEST_CASE("megabytes of tags that close what is open cost little") {
  std::string text = begin;
  while (text.size() < 2'000'000) {
    text += "<Tak>\n";
    for (int i = 0; i < 9'000; ++i) text += "</Tak>\n";
  }
  const auto document = parse_document(text);
  REQUIRE(document->tasks.size() == 1);
  const CpuTime time;
  CHECK(!NearClosingTags(*document).first_of(document->tasks.front()));
  CHECK(time.seconds() < 2);
}

TEST_CASE("and thousands of tasks that nothing closes") {
  std::string text;
  for (int i = 0; i < 20'000; ++i) text += begin + "</Tak>\n\n";
  const auto document = parse_document(text);
  REQUIRE(document->tasks.size() == 20'000);
  const CpuTime time;
  NearClosingTags tags(*document);
  std::size_t found = 0;
  for (const Task& task : document->tasks) found += tags.first_of(task) ? 1 : 0;
  CHECK(found == 20'000);
  CHECK(time.seconds() < 2);
}
