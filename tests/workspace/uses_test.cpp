// What is kept of a closed file: its headings, phases and mentions, each with its place.
#include <doctest/doctest.h>

#include <string>

#include "server/workspace/file_facts.h"
#include "server/workspace/file_uses.h"
#include "server/workspace/snapshot.h"
#include "tests/support/cpu_time.h"

using namespace baton;
using baton::testing::CpuTime;

namespace {

std::string words(const FileUse& use) {
  static const char* const kinds[] = {"agent", "placeholder", "link", "external doc", "skill", "command"};
  std::string out = kinds[static_cast<std::size_t>(use.kind)];
  out += " " + use.text + (use.fragment.empty() ? "" : "#" + use.fragment);
  out += " at " + std::to_string(use.spot.utf16.start.line) + ":" +
         std::to_string(use.spot.utf16.start.character) + "-" + std::to_string(use.spot.utf16.end.character);
  if (!use.fragment.empty()) out += ", " + std::to_string(use.fragment_spot.utf16.start.character);
  return out + (use.verbatim ? "" : " (escaped)") + "\n";
}

std::string words(const std::string& text, FileKind kind) {
  std::string out;
  for (const FileUse& use : uses_of(*parse_document(text), kind).uses) out += words(use);
  return out;
}

}  // namespace

TEST_CASE("mentions of agents, skills, commands and files") {
  const std::string text =
      "---\nagent: planner\nskills: [a, p:b]\nexternal_docs:\n  g: ../g.md#x\n---\n"
      "Run /train, not a/b or ./c or </Task> or /etc/x or /x.md: [𝄞](y%20z.md#ä) [up](#top-1)\n"
      "## Phase 1\n<Task>\nsubagent_type: \"p:x OR \\u0079\"\nprompt: \"𝄞 {phase1.p:x.output}\"\n</Task>\n";
  CHECK(words(text, FileKind::command) ==
        "placeholder p:x at 10:22-23\n"
        "external doc ../g.md#x at 4:5-12, 13\n"
        "link y z.md#ä at 6:63-71, 72\n"
        "link #top-1 at 6:80-80, 81\n"
        "agent planner at 1:7-14\n"
        "agent p:x at 9:18-19\n"
        "agent y at 9:23-29 (escaped)\n"
        "skill a at 2:9-10\n"
        "skill p:b at 2:12-15\n"
        "command train at 6:4-10\n");
  // Of an agent its tools and links count, of a document its links.
  CHECK(words(text, FileKind::agent).find("agent p:x") == std::string::npos);
  CHECK(words(text, FileKind::agent).find("agent planner") != std::string::npos);
  CHECK(words(text, FileKind::document).find("command") == std::string::npos);
}

TEST_CASE("headings, of what links point at with how their sections begin, and phases") {
  const auto document =
      parse_document("# Größe\n\nOne\n  two.\n\nThree.\n## Empty\n## Phase 2: *Do* it\n- list\n");
  const FileUses linked = uses_of(*document, FileKind::document);
  REQUIRE(linked.headings.size() == 3);
  CHECK(linked.headings[0].text == "Größe");
  CHECK(linked.headings[0].slug == "größe");
  CHECK(linked.headings[0].opening == "One two.");
  CHECK(linked.headings[0].spot.utf8.end.character == 9);
  CHECK(linked.headings[0].spot.utf16.end.character == 7);
  CHECK(linked.headings[1].opening.empty());
  CHECK(linked.headings[2].level == 2);
  CHECK(linked.phases.empty());
  const FileUses uses = uses_of(*document, FileKind::command);
  REQUIRE(uses.headings.size() == 3);
  CHECK(uses.headings[0].opening.empty());
  REQUIRE(uses.phases.size() == 1);
  CHECK(uses.phases[0].number == 2);
  CHECK(uses.phases[0].title == "Do it");
  CHECK(uses.phases[0].spot.utf32.start == Position{7, 3});
}

TEST_CASE("a long opening is cut at a character") {
  const FileUses uses =
      uses_of(*parse_document("# H\n\na" + std::string(400, '\xC3') + "\n"), FileKind::document);
  CHECK(uses.headings.front().opening.size() < 250);
  std::string text = "# H\n\nx";
  for (int i = 0; i < 200; ++i) text += "ä";
  const std::string opening = uses_of(*parse_document(text), FileKind::document).headings.front().opening;
  CHECK(opening.ends_with("ä…"));
}

TEST_CASE("an explicit anchor is called by the heading right behind it, else by its own name") {
  const auto called = [](const std::string& text) {
    return uses_of(*parse_document(text), FileKind::document).headings.back().text;
  };
  CHECK(called("<a id=\"x\"></a>\n\n## Set up\n") == "Set up");
  CHECK(called("<a id=\"x\">\n\n## Set up\n") == "Set up");
  CHECK(called("<a id=\"x\"> </a>\n\n \t## \tSet up\n") == "x");
  CHECK(called("<a id=\"x\"> </a>\n\n  ## \tSet up\n") == "Set up");
  CHECK(called("<a id=\"x\"></a></a>\n## Set up\n") == "x");
  CHECK(called("<a id=\"x\"></a>\nText.\n\n## Set up\n") == "x");
  CHECK(called("## Set up\n\n<a id=\"x\"></a>\n") == "x");
}

TEST_CASE("of many explicit anchors each is looked at once, however far the next heading is") {
  std::string text;
  for (int i = 0; i < 20'000; ++i) text += "<a id=x" + std::to_string(i) + ">\n";
  const auto document = parse_document(text + std::string(400'000, '\n') + "# H\n");
  const CpuTime time;
  CHECK(uses_of(*document, FileKind::document).headings.size() == 20'001);
  CHECK(time.seconds() < 5);
}

TEST_CASE("a mention of a command is a word behind a slash, no path and no tag") {
  const auto at = [](std::string_view text) {
    const std::size_t slash = text.find('/');
    const auto range = command_mention(text, static_cast<std::uint32_t>(slash));
    return range ? std::string(text.substr(range->begin, range->size())) : std::string();
  };
  CHECK(at("/a") == "/a");
  CHECK(at("(/a-b)") == "/a-b");
  CHECK(at("`/p:a`") == "/p:a");
  CHECK(at("/a: x") == "/a");
  CHECK(at("/a. x") == "/a");
  CHECK(at("x/a").empty());
  CHECK(at("./a").empty());
  CHECK(at("</a>").empty());
  CHECK(at("/a/b").empty());
  CHECK(at("/a.md").empty());
  CHECK(at("/1").empty());
  CHECK(at("/").empty());
}
