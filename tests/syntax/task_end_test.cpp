// Where tasks and their prompts end: at tags that something else stands behind, not at those in a prompt, at
// later phases, and behind lines that fell out of the prompt's block.
#include "tests/syntax/task_reading.h"

using namespace baton;
using namespace baton::testing;

TEST_CASE("a later phase beside its own ends a task, if an agent is named in it") {
  const std::string agent = "**<Task>**\nsubagent_type: b\n";
  const std::string open = "## Phase 1: a\n\n<Task>\nsubagent_type: a\nprompt: |\n  x\n";
  CHECK(tasks(*read(open + "## Phase 2: b\ny\n" + agent + "</Task>\n")) == Texts{"block a !", "prose b"});
  CHECK(tasks(*read(open + "## Phase 2: b\ny\n</Task>\n\n## Phase 2: b\n")) == Texts{"block a"});
  CHECK(tasks(*read(open + "# More\n## **Phase 2** b\n" + agent + "</Task>\n")) == Texts{"block a"});
  CHECK(tasks(*read(open + "# More\n## **Phase 2**: b\n" + agent + "</Task>\n")) ==
        Texts{"block a !", "prose b"});
  CHECK(tasks(*read(open + "### Phase 2: b\n## Phase 1: b\n" + agent + "</Task>\n")) == Texts{"block a"});
  CHECK(tasks(*read(open + "```\n## Phase 2: b\n```\n" + agent + "</Task>\n")) == Texts{"block a"});
  CHECK(tasks(*one_task("subagent_type: a\nprompt: |\n  x\n## Phase 2: b\n")) == Texts{"block a"});
}

TEST_CASE("a tag is one with no-break spaces, comments or the next tag behind it") {
  const std::string fields = "\nsubagent_type: a\nprompt: x\n";
  for (const std::string behind :
       {"\u00A0", " \u00A0\u00A0 ", "<!-- end -->", " <!-- a --> <!-- b -->\u00A0"}) {
    const auto document = read("<Task>" + behind + fields + "</Task>" + behind + "\n");
    CHECK_MESSAGE(tasks(*document) == Texts{"block a"}, behind);
    CHECK(slice(*document, document->tasks.at(0).open_tag) == "<Task>");
    CHECK(slice(*document, document->tasks.at(0).close_tag) == "</Task>");
  }
  for (const std::string behind : {" -->", " <!-- end", " x <!-- end -->", "\u00A0x", " <!-- a --> -->"})
    CHECK_MESSAGE(!read("<Task>" + fields + "</Task>" + behind + "\n")->tasks.at(0).closed, behind);
  const auto document =
      read("<Task>" + fields + "</Task><Task>" + fields + "</Task> <Task id=\"1\">" + fields + "</Task>\n");
  CHECK(tasks(*document) == Texts{"block a", "block a", "block a"});
  CHECK(slice(*document, document->tasks[0].range).ends_with("x\n</Task>"));
  CHECK(slice(*document, document->tasks[1].range).starts_with("<Task>\n"));
}

TEST_CASE("lines as deep as the prompt's block stay what they are behind one that fell out") {
  const std::string begin = "subagent_type: a\nprompt: |\n    one\n";
  const auto document = one_task(begin + "two\n\n    three\n      four\n");
  CHECK(cut_of(*document) == Texts{"two"});
  CHECK(prompt_of(*document) == "one\ntwo\n\nthree\n  four\n");
  CHECK(prompt_of(*one_task(begin + "- two\n\n    three\n")) == "one\n- two\n\n    three\n");
  CHECK(prompt_of(*one_task(begin + "- two\n\ntext\n\n    three\n")) == "one\n- two\n\ntext\n\nthree\n");
  CHECK(prompt_of(*one_task(begin + "if x:\n    three\n\n    four\n")) ==
        "one\nif x:\n    three\n\n    four\n");
  CHECK(prompt_of(*one_task(begin + "now two:\n\n    three\n")) == "one\nnow two:\n\nthree\n");
  CHECK(prompt_of(*one_task(begin + "```\n    three\n```\n")) == "one\n```\n    three\n```\n");
  CHECK(prompt_of(*one_task(begin + "two\n\n    ```\n    three\n    ```\n")) ==
        "one\ntwo\n\n```\nthree\n```\n");
  CHECK(prompt_of(*one_task("subagent_type: a\nprompt: |\ntwo\n\n    three\n")) == "two\n\n    three\n");
}

TEST_CASE("tags in the block of a prompt are its text, if one closes for each that opens") {
  const std::string open = "<Task>\nsubagent_type: a\nprompt: |\n";
  const std::string deep = "  <Task>\n  subagent_type: b\n  prompt: y\n";
  const auto document = read(open + "  <Task>\n  x\n  </Task>\n  y\n</Task>\n");
  CHECK(tasks(*document) == Texts{"block a"});
  CHECK(prompt_of(*document) == "<Task>\nx\n</Task>\ny\n");
  CHECK(tasks(*read(open + "  <task>\n  x\n  </task>\n  y\n  </Task>\n")) == Texts{"block a"});
  CHECK(tasks(*read(open + deep + "  </Task>\nmodel: opus\n</Task>\n")) == Texts{"block a"});
  CHECK(tasks(*read(open + "  x\n  </Task>\n" + deep + "  </Task>\n")) == Texts{"block a", "block b"});
  CHECK(tasks(*read(open + "  x\n" + deep + "  </Task>\n")) == Texts{"block a !", "block b"});
  CHECK(tasks(*read(open + "  x\n" + deep + "</Task>\n")) == Texts{"block a !", "block b"});
  CHECK(tasks(*read(open + "  x\n" + deep + "  </Task>\n\n# End\n")) == Texts{"block a !", "block b"});
  CHECK(tasks(*read(open + "  x\n" + deep + "  </Task>\n\n" + open + "  x\n</Task>\n")) ==
        Texts{"block a !", "block b", "block a"});
  CHECK(tasks(*read("<Task>\nsubagent_type: a\nprompt: x\n" + deep + "  </Task>\n</Task>\n")) ==
        Texts{"block a !", "block b"});
}
