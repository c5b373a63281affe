// Indenting what stands outside a prompt's block is safe only where it must be prompt text: what YAML would
// read as fields, or as a second task of the fence, stays where it is.
#include <doctest/doctest.h>

#include <string>

#include "server/checks/check.h"
#include "tests/support/world.h"

using namespace baton;

namespace {

// "safe", "unsafe", "nothing" (to mend it) or "silent": what is offered for the first task of a command with
// this body.
std::string offered(const std::string& body) {
  const std::string path = "/w/commands/a.md";
  const testing::World world = testing::make_world({{path, "---\ndescription: D\n---\n" + body}});
  for (const Diagnostic& found :
       run_checks(*world.snapshot, path, *world.documents.at(path), FileKind::command)) {
    if (found.code != "task-prompt-cut-short") continue;
    if (found.fixes.empty()) return "nothing";
    REQUIRE(found.fixes.size() == 1);
    return found.fixes.front().safe ? "safe" : "unsafe";
  }
  return "silent";
}

std::string block(const std::string& outside) {
  return "<Task>\nsubagent_type: Explore\nprompt: |\n  Do it.\n" + outside + "</Task>\n";
}

}  // namespace

TEST_CASE("text that YAML would lose is indented without asking") {
  CHECK(offered(block("Then check: all of it.\n")) == "safe");
  CHECK(offered(block("Deliverables:\n- one\n")) == "safe");
  CHECK(offered(block("# A heading\n")) == "safe");
  CHECK(offered(block("http://example.org is the place\n")) == "safe");
}

TEST_CASE("what may be fields is left to the author") {
  CHECK(offered(block("Model: opus\n")) == "unsafe");
  CHECK(offered(block("Output: report.md\nDescription: x\n")) == "unsafe");
}

TEST_CASE("a tag or a phase's heading among the lines is left to the author") {
  CHECK(offered(block("Use <Task> for it\n")) == "unsafe");
  CHECK(offered(block("Close it: </Task> comes last\n")) == "unsafe");
  CHECK(offered(block("## Phase 1: Look\n")) == "unsafe");
  CHECK(offered(block("## Phases\n")) == "safe");
}

TEST_CASE("comments between the block and a field are left to the author") {
  CHECK(offered(block("# for authors\nmodel: opus\n")) == "unsafe");
  CHECK(offered(block("# for authors\n# and more\n\nmodel: opus\n")) == "unsafe");
  CHECK(offered(block("# A heading\nmore text\nmodel: opus\n")) == "safe");
}

TEST_CASE("a line that is nearly the closing tag is never indented") {
  CHECK(offered(block("</Tsk>\nAfter it.\n")) == "unsafe");
  CHECK(offered(block("Then stop.\n</ Task>\n")) == "nothing");
  CHECK(offered(block("<tasks>\nThen stop.\n</tasks>\n")) == "unsafe");
  CHECK(offered(block("<ask>\nThen stop.\n</ask>\n")) == "safe");
}

TEST_CASE("an underlined heading of a phase is left to the author") {
  CHECK(offered(block("Phase 2: Look\n-------------\nMore.\n")) == "unsafe");
  CHECK(offered(block("**Phase 2**: Look\n===\nMore.\n")) == "unsafe");
  CHECK(offered(block("Phase 2 is next\n---\nMore.\n")) == "safe");
  CHECK(offered(block("Phase 2: Look\nMore.\n---\n")) == "safe");
}

TEST_CASE("a known field among the lines is left to the author, however it is written") {
  CHECK(offered(block("model:opus\n")) == "unsafe");
  CHECK(offered(block("Then stop.\nmodel:opus\n")) == "unsafe");
  CHECK(offered(block("Then stop.\nmodel: opus or sonnet\n")) == "unsafe");
  CHECK(offered(block("Then stop.\nnote:it\n")) == "safe");
}

TEST_CASE("lines of the block that would move with a list are left to the author") {
  CHECK(offered(block("- fell out\n\n  Right.\n")) == "unsafe");
  CHECK(offered(block("- fell out\n\n  Right.\n- fell out\n")) == "unsafe");
  CHECK(offered(block("1. fell out\n  - right\n")) == "unsafe");
  CHECK(offered(block("Then check:\n  - right\n")) == "unsafe");
  CHECK(offered(block("  - right\n- fell out\n  - right\n- fell out\n")) == "unsafe");
}

TEST_CASE("what evidently belongs to a list that fell out moves with it") {
  CHECK(offered(block("- fell out\n  and its second line\n")) == "safe");
  CHECK(offered(block("- fell out\n  - and this\n- fell out\n")) == "safe");
  CHECK(offered(block("- fell out\n- fell out\n")) == "safe");
  CHECK(offered(block("Then run:\n```\nif x:\n\n  y\n```\n")) == "safe");
}

TEST_CASE("lines that would be joined are left to the author") {
  CHECK(offered("<Task>\nsubagent_type: Explore\nprompt: >\n  Do it.\n- one\n- two\n</Task>\n") == "unsafe");
  CHECK(offered("<Task>\nsubagent_type: Explore\nprompt: |-\n  Do it.\n- one\n- two\n</Task>\n") == "safe");
}

TEST_CASE("where tabs stand beside blanks, the shape of the text is the author's to say") {
  CHECK(offered(block("\tone\ntwo\n")) == "safe");
  const std::string deep = "<Task>\nsubagent_type: Explore\nprompt: |\n    Do it.\n";
  CHECK(offered(deep + "\tone\ntwo\n</Task>\n") == "safe");
  CHECK(offered(deep + "  \tcode\n  more\nend\n</Task>\n") == "unsafe");
  CHECK(offered(deep + "\tmore\n  less\nnone\n</Task>\n") == "unsafe");
}

TEST_CASE("the next task of a fence is no text of a prompt") {
  CHECK(offered("```yaml\nTask:\n  subagent_type: Explore\n  prompt: |\n    Plan.\n"
                "Task:\n  subagent_type: Plan\n  prompt: Prepare\n```\n") == "silent");
}

TEST_CASE("a field that a tool knows ends the prompt as it should") {
  CHECK(offered(block("model: opus\n")) == "silent");
  CHECK(offered(block("model:\n  opus\n")) == "silent");
  CHECK(offered(block("model:\n  name: opus\n")) == "silent");
  CHECK(offered(block("model:\nOne more.\n")) == "unsafe");
}

TEST_CASE("text behind another field would become part of that field") {
  CHECK(offered(block("model: opus\ntwo goes on\n")) == "nothing");
  CHECK(offered(block("two goes on\nmodel: opus\nthree goes on\n")) == "nothing");
  CHECK(offered(block("two goes on\nmodel: opus\n")) == "safe");
}
