// Tasks in their three forms, whole and broken, and what their prompts hold.
#include "server/syntax/task_scan.h"
#include "tests/support/cpu_time.h"
#include "tests/syntax/task_reading.h"

using namespace baton;
using namespace baton::testing;

TEST_CASE("a block task, its tags and its fields") {
  const auto document = read(
      "text\n\n<Task>\nsubagent_type: ml-engineer\ndescription: Train\nprompt: |\n  Do it\n\n  "
      "well\n</Task>\nrest\n");
  REQUIRE(document->tasks.size() == 1);
  const Task& task = document->tasks[0];
  CHECK(task.form == Task::Form::block);
  CHECK(task.closed);
  CHECK(slice(*document, task.open_tag) == "<Task>");
  CHECK(slice(*document, task.close_tag) == "</Task>");
  CHECK(slice(*document, task.range).starts_with("<Task>\nsubagent"));
  CHECK(slice(*document, task.range).ends_with("well\n</Task>"));
  CHECK(field(*document, "description") == "Train");
  CHECK(prompt_of(*document) == "Do it\n\nwell\n");
  CHECK(slice(*document, task.prompt->range).starts_with("  Do it"));
  CHECK(task.cut_short.empty());
  CHECK(task.problems.empty());
  CHECK(tasks(*document) == Texts{"block ml-engineer"});
  CHECK(slice(*document, document->agent_references[0].range) == "ml-engineer");
  CHECK(document->agent_references[0].task == Index{0});
  CHECK(document->has_runnable_form());
}

TEST_CASE("tags may be indented, spelled otherwise, and have attributes") {
  CHECK(tasks(*read("1. Do\n   <Task>\n   subagent_type: a\n   prompt: x\n   </Task>\n")) ==
        Texts{"block a"});
  CHECK(tasks(*read("<task>\nsubagent_type: a\nprompt: x\n</task>\n")) == Texts{"block a"});
  CHECK(tasks(*read("<TASK>\nsubagent_type: a\nprompt: x\n</Task>\n")) == Texts{"block a"});
  CHECK(tasks(*read("<Task id=\"1\">  \nsubagent_type: a\nprompt: x\n</Task >  \n")) == Texts{"block a"});
  CHECK(tasks(*read("<Task>\nsubagent_type: a\nprompt: |\n  x</Task>\n")) == Texts{"block a"});
}

TEST_CASE("what is no block task") {
  for (const char* text :
       {"```\n<Task>\nsubagent_type: a\n</Task>\n```\n", "<!--\n<Task>\nsubagent_type: a\n</Task>\n-->\n",
        "`<Task>`\n", "See <Task> here\n", "<task>\nAnalyse this\n</task>\n", "<task>\nsubagent_type: a\n",
        "<Task/>\n", "<TaskList>\n</TaskList>\n", "<Task> x </Task>\n", "> <Task>\n",
        "~~~\n```\n<Task>\n~~~\n", "- ```\n  <Task>\n  </Task>\n  ```\n", "````md\n```\n<Task>\n```\n````\n"})
    CHECK_MESSAGE(read(text)->tasks.empty(), text);
}

TEST_CASE("an unclosed task ends at the next task, heading of level 1 to 3, or the end") {
  auto document =
      read("<Task>\nsubagent_type: a\nprompt: x\n\n<Task>\nsubagent_type: b\nprompt: y\n</Task>\n");
  CHECK(tasks(*document) == Texts{"block a !", "block b"});
  CHECK(slice(*document, document->tasks[0].range) == "<Task>\nsubagent_type: a\nprompt: x");
  CHECK(document->tasks[0].close_tag.empty());
  document = read("<Task>\nsubagent_type: a\nprompt: |\n  #### deep\n  x\n## Next\n\n[l](l.md)\n");
  CHECK(tasks(*document) == Texts{"block a !"});
  CHECK(slice(*document, document->tasks[0].range).ends_with("\n  x"));
  REQUIRE(document->body.headings.size() == 1);
  CHECK(document->links.size() == 1);
  document = read("<Task>\nsubagent_type: a\nprompt: |\n  # in the prompt\n  x");
  CHECK(tasks(*document) == Texts{"block a !"});
  CHECK(prompt_of(*document) == "# in the prompt\nx");
  document = read("<Task>\nsubagent_type: a\nprompt: |\n  x\n\ntext behind\n\n---\n\n## Next\n");
  CHECK(document->tasks[0].cut_short.empty());
  CHECK(prompt_of(*document) == "x\n");
}

TEST_CASE("a closing tag behind headings still closes") {
  const auto document = one_task("subagent_type: a\nprompt: |\n  x\n# Title\ny\n");
  CHECK(tasks(*document) == Texts{"block a"});
  CHECK(prompt_of(*document) == "x\n# Title\ny\n");
  CHECK(cut_of(*document) == Texts{"# Title", "y"});
  CHECK(document->body.headings.empty());
}

TEST_CASE("fences in prompts, also unclosed and with tags in them") {
  CHECK(tasks(*read("<Task>\nsubagent_type: a\nprompt: |\n  ```\n  code\n</Task>\n<Task>\nsubagent_type: "
                    "b\nprompt: x\n</Task>\n")) == Texts{"block a", "block b"});
  const auto document = read(
      "<Task>\nsubagent_type: a\nprompt: |\n  ```\n  <Task>\n  subagent_type: no\n  </Task>\n  ```\n  "
      "y\n</Task>\n");
  CHECK(tasks(*document) == Texts{"block a"});
  CHECK(prompt_of(*document).ends_with("```\ny\n"));
  CHECK(tasks(*read("<Task>\nsubagent_type: a\nprompt: |\n  x\n```\ncode\n</Task>\n<Task>\nsubagent_type: "
                    "b\nprompt: x\n</Task>\n")) == Texts{"block a", "block b"});
}

TEST_CASE("fences that were meant to nest leave later tasks alone") {
  CHECK(tasks(*read("```markdown\n```bash\nx\n```\n```\n\n<Task>\nsubagent_type: a\nprompt: x\n</Task>\n")) ==
        Texts{"block a"});
  CHECK(tasks(*read("```markdown\n```bash\nx\n```\n<Task>\nsubagent_type: a\nprompt: x\n</Task>\n```\n"))
            .size() <= 1);
}

TEST_CASE("text that stands outside the prompt's block scalar is recovered") {
  const auto document = one_task(
      "subagent_type: a\nprompt: |\n  Do this:\n\nFocus areas:\n1. **One**: see [x](x.md)\n   - deep\n\n  "
      "back again {phase1.b.output}\n");
  CHECK(prompt_of(*document) ==
        "Do this:\n\nFocus areas:\n1. **One**: see [x](x.md)\n   - deep\n\n  back again {phase1.b.output}\n");
  CHECK(cut_of(*document) ==
        Texts{"Focus areas:", "1. **One**: see [x](x.md)", "- deep", "back again {phase1.b.output}"});
  CHECK(document->tasks[0].problems.empty());
  REQUIRE(document->links.size() == 1);
  CHECK(slice(*document, document->links[0].range) == "[x](x.md)");
  REQUIRE(document->placeholders.size() == 1);
  CHECK(slice(*document, document->placeholders[0].range) == "{phase1.b.output}");
}

TEST_CASE("fields behind a prompt that was cut short are still fields") {
  auto document = one_task(
      "prompt: |\n  Do this\nNote: be careful with the data\nsubagent_type: a-b\nmodel: opus\ndescription: "
      "Train it\n");
  CHECK(field(*document, "subagent_type") == "a-b");
  CHECK(field(*document, "model") == "opus");
  CHECK(field(*document, "description") == "Train it");
  CHECK(field(*document, "Note") == "(none)");
  CHECK(cut_of(*document) == Texts{"Note: be careful with the data"});
  CHECK(prompt_of(*document) == "Do this\nNote: be careful with the data\n");

  document = one_task(
      "subagent_type: a\nprompt: |\n  Do\nmodel: choose the best one for this\nsubagent_type: as you like "
      "it\n");
  CHECK(cut_of(*document) == Texts{"model: choose the best one for this", "subagent_type: as you like it"});
  CHECK(field(*document, "subagent_type") == "a");

  document = one_task("subagent_type: a\nprompt: |\n  Do\nmodel: opus\nThen go on\nmodel: second\n");
  CHECK(field(*document, "model") == "opus");
  CHECK(cut_of(*document) == Texts{"Then go on", "model: second"});
}

TEST_CASE("fields behind a prompt that is whole are YAML as ever") {
  const auto document = one_task(
      "subagent_type: a\nprompt: |\n  Do\n\ntimeout: 30\npriority: high\ntags:\n- a\n- b\nextra:\n  k: v\n");
  CHECK(cut_of(*document).empty());
  CHECK(field(*document, "timeout") == "30");
  CHECK(field(*document, "priority") == "high");
  CHECK(document->tasks[0].fields.find("tags")->value.items.size() == 2);
  CHECK(document->tasks[0].fields.find("extra")->value.entries.size() == 1);
  CHECK(prompt_of(*document) == "Do\n");
}

TEST_CASE("other ways a prompt is cut short") {
  CHECK(prompt_of(*one_task("subagent_type: a\nprompt: |\nAll at column 0\n- item\n")) ==
        "All at column 0\n- item\n");
  CHECK(prompt_of(*one_task("subagent_type: a\nprompt:\nAll at column 0\n")) == "All at column 0\n");
  CHECK(prompt_of(*one_task("subagent_type: a\nprompt: Starts here\nand goes on\n")) ==
        "Starts here\nand goes on\n");
  CHECK(prompt_of(*one_task("subagent_type: a\nprompt: |\n    deep\n  shallow\n")) == "deep\n  shallow\n");
  CHECK(prompt_of(*one_task("  subagent_type: a\n  prompt: |\n    deep\n  shallow\nleft\n")) ==
        "deep\nshallow\nleft\n");
  const auto crlf = one_task("subagent_type: a\r\nprompt: |\r\n  é one\r\n\r\ntwo {phase1.x.output}\r\n");
  CHECK(prompt_of(*crlf) == "é one\n\ntwo {phase1.x.output}\n");
  CHECK(cut_of(*crlf) == Texts{"two {phase1.x.output}"});
  CHECK(slice(*crlf, crlf->placeholders.at(0).range) == "{phase1.x.output}");
}

TEST_CASE("a prompt of blanks is missing") {
  CHECK(prompt_of(*one_task("subagent_type: a\nprompt: |\n   \n\n")) == "(none)");
  CHECK(prompt_of(*one_task("subagent_type: a\nprompt: \"  \"\n")) == "(none)");
  CHECK(prompt_of(*one_task("subagent_type: a\nprompt:\n")) == "(none)");
  CHECK(prompt_of(*one_task("subagent_type: a\n")) == "(none)");
  CHECK(prompt_of(*one_task("")) == "(none)");
}

TEST_CASE("a task in indented code is an example") {
  const std::string task = "    <Task>\n    subagent_type: a\n    prompt: x\n    </Task>\n";
  for (const std::string before :
       {"", "words\n\n", "# A\n", "# A\n\n    code\n", "```\ncode\n```\n", "- item\n\nwords\n\n",
        "- item\n\n# A\n\n", "<Task>\nprompt: y\n</Task>\n"})
    CHECK_MESSAGE(read(before + task)->agent_references.empty(), before);
  CHECK(read("words\n\n\t<Task>\n\tprompt: x\n\t</Task>\n")->tasks.empty());
  CHECK(read("---\nname: x\n---\n" + task)->tasks.empty());
  // In a list it belongs to an item; below text it goes on with that.
  for (const std::string before :
       {"1. item\n\n", "- item\n", "words\n", "1. item\n\n   more\n\n", "- item\n  - item\n\n    words\n\n"})
    CHECK_MESSAGE(tasks(*read(before + task)) == Texts{"block a"}, before);
  CHECK(tasks(*read("words\n\n   <Task>\n   subagent_type: a\n   </Task>\n")) == Texts{"block a"});
}

TEST_CASE("what stands in an example is no task, however it is written") {
  const std::string prose = "Use Task tool with subagent_type=\"a\".\n\nPrompt: \"x\"\n";
  const std::string fence = "```yaml\nTask:\n  subagent_type: a\n  prompt: x\n```\n";
  for (const std::string& task : {prose, fence}) {
    for (const std::string before : {"<example>\n", "  <Examples>\n\n", "<example kind=\"x\">\n\n# A\n\n"}) {
      const std::string name = before.find("amples") != std::string::npos ? "examples" : "example";
      const auto shown = read(before + task + "</" + name + ">\n");
      CHECK_MESSAGE(shown->tasks.empty(), before);
      CHECK_MESSAGE(shown->agent_references.empty(), before);
    }
    // Behind one, in one that nothing closes, and beside tags that are code or text.
    for (const std::string before :
         {"<example>\n</example>\n\n", "<example>\n\n", "Not <example>\n\n", "`<example>`\n\n",
          "```\n<example>\n```\n\n", "<!--\n<example>\n-->\n\n", "<examplary>\n\n"})
      CHECK_MESSAGE(
          read(before + task + "\n</example>\n")->tasks.size() == (before == "<example>\n\n" ? 0 : 1),
          before);
    CHECK(read("<example>\n\n" + task)->tasks.size() == 1);
  }
  // An example ends the search for the prompt of a task before it.
  CHECK(
      prompt_of(*read("Use Task tool with subagent_type=\"a\".\n\n<example>\nPrompt: \"x\"\n</example>\n")) ==
      "(none)");
}

TEST_CASE("tags of examples without end cost little") {
  std::string text;
  for (int i = 0; i < 100'000; ++i) text += "<example> ";
  const CpuTime time;
  read(text + "</example>");
  CHECK(time.seconds() < 4);
}

TEST_CASE("thousands of tasks of prose in one line, each with its prompt, cost little") {
  constexpr std::size_t many = 60'000;
  std::string text;
  for (std::size_t i = 0; i < many; ++i) text += "Use Task tool with subagent_type=\"x\" Prompt: \"y\" ";
  const CpuTime time;
  CHECK(read(text)->tasks.size() == many);
  CHECK(time.seconds() < 4);
}

TEST_CASE("prompts with YAML's marks") {
  const auto prompt = [](const std::string& fields) {
    return prompt_of(*read("<Task>\nsubagent_type: a\n" + fields + "\n</Task>\n"));
  };
  for (const char* none :
       {"prompt: null", "prompt: ~", "prompt:", "prompt: Null # none", "prompt: !x", "prompt: &x"})
    CHECK_MESSAGE(prompt(none) == "(none)", none);
  CHECK(prompt("prompt: \"null\"") == "null");
  CHECK(prompt("prompt: |\n  null") == "null\n");
  CHECK(prompt("prompt: !x Do it") == "Do it");
  CHECK(prompt("prompt: !!str Do it") == "Do it");
  CHECK(prompt("prompt: !x |\n  Do it") == "Do it\n");
  CHECK(prompt("prompt: !x \"Do it\"") == "Do it");
  CHECK(prompt("prompt: &x Do it") == "Do it");
  CHECK(prompt("prompt: &x >\n  Do\n  it") == "Do it\n");
  CHECK(prompt("description: &x Do it\nprompt: *x") == "Do it");
  CHECK(prompt("description: &x Do it\nother: [a\nprompt: *x") != "*x");
}

TEST_CASE("a fenced task") {
  const auto document =
      read("```yaml\nTask:\n  subagent_type: a\n  prompt: |\n    Do [x](x.md)\n    {phase1.b.output}\n```\n");
  CHECK(tasks(*document) == Texts{"fenced a"});
  const Task& task = document->tasks[0];
  CHECK(prompt_of(*document) == "Do [x](x.md)\n{phase1.b.output}\n");
  CHECK(slice(*document, task.open_tag) == "```yaml");
  CHECK(slice(*document, task.close_tag) == "```");
  CHECK(task.closed);
  CHECK(document->links.size() == 1);
  CHECK(document->placeholders.size() == 1);
  CHECK(document->has_runnable_form());
  CHECK(tasks(*read("```\nTask:\n  subagent_type: a\n  prompt: x\n```\n")) == Texts{"fenced a"});
  CHECK(tasks(*read("~~~yml\n# note\nTask:\n  prompt: x\n~~~\n")) == Texts{"fenced"});
}

TEST_CASE("a fenced task that is cut short or not closed") {
  auto document = read("```yaml\nTask:\n  subagent_type: a\n  prompt: |\n    Do\n  more\nand more\n```\n");
  CHECK(tasks(*document) == Texts{"fenced a"});
  CHECK(prompt_of(*document) == "Do\nmore\nand more\n");
  document = read("```yaml\nTask:\n  subagent_type: a\n  prompt: |\n    Do\nmore\n```\n");
  CHECK(tasks(*document) == Texts{"fenced a"});
  CHECK(prompt_of(*document) == "Do\nmore\n");
  document = read("```yaml\nTask:\n  subagent_type: a\n  prompt: x\n");
  CHECK(tasks(*document) == Texts{"fenced a !"});
}

TEST_CASE("several tasks in one fence") {
  const Texts both = {"fenced a", "fenced b"};
  auto document = read(
      "```yaml\nTask:\n  subagent_type: a\n  prompt: |\n    Do\n\n# then\nTask:\n  subagent_type: b\n  "
      "prompt: "
      "More\n```\n");
  CHECK(tasks(*document) == both);
  CHECK(prompt_of(*document, 0) == "Do\n");
  CHECK(prompt_of(*document, 1) == "More");
  CHECK(slice(*document, document->tasks[0].range).starts_with("Task:\n  subagent_type: a"));
  CHECK(slice(*document, document->tasks[1].range) == "Task:\n  subagent_type: b\n  prompt: More");
  CHECK(slice(*document, document->tasks[1].open_tag) == "Task:");
  CHECK(document->tasks[0].problems.empty());
  for (const char* text :
       {"```yaml\nTask:\n  subagent_type: a\n  prompt: x\n---\nTask:\n  subagent_type: b\n  prompt: y\n```\n",
        "```yaml\n---\nTask:\n  subagent_type: a\n  prompt: x\n---\n---\nTask:\n  prompt: y\n  "
        "subagent_type: b\n"
        "---\n```\n",
        "```yaml\r\n- Task:\r\n    subagent_type: a\r\n    prompt: x\r\n- Task:\r\n    subagent_type: b\r\n  "
        "  "
        "prompt: y\r\n```\r\n",
        "```yaml\n- Task:\n    subagent_type: a\n    prompt: x\n- Note: none\n- Task:\n    subagent_type: "
        "b\n    "
        "prompt: y\n```\n",
        "```yaml\nTask:\n  - subagent_type: a\n    prompt: x\n  - subagent_type: b\n    prompt: y\n```\n",
        "```yaml\nTask:\n- subagent_type: a\n  prompt: x\n- subagent_type: b\n  prompt: y\n```\n",
        "```yaml\nTask: {subagent_type: a, prompt: x}\nTask: {subagent_type: b,\n  prompt: y}\n```\n",
        "```yaml\nTask: &one # the first\n  subagent_type: a\n  prompt: x\nTask:\n  subagent_type: "
        "b\n```\n"}) {
    CHECK_MESSAGE(tasks(*read(text)) == both, text);
  }
}

TEST_CASE("one task in a fence, written in other ways") {
  for (const char* text : {"```yaml\nTask: {subagent_type: a, prompt: x}\n```\n",
                           "```yaml\n- Task:\n    subagent_type: a\n```\n",
                           "```yaml\nTask:\n  - subagent_type: a\n    prompt: x\n```\n",
                           "```yaml\n---\nTask:\n  subagent_type: a\n---\n```\n"}) {
    const auto document = read(text);
    CHECK_MESSAGE(tasks(*document) == Texts{"fenced a"}, text);
    CHECK(slice(*document, document->tasks.at(0).open_tag) == "```yaml");
  }
}

TEST_CASE("a prompt that speaks of tasks is one prompt") {
  // A line of markdown's rule, and "Task:" without fields below it.
  CHECK(tasks(*read(
            "```yaml\nTask:\n  subagent_type: a\n  prompt: |\n    Task:\n      subagent_type: b\n```\n")) ==
        Texts{"fenced a"});
  const auto document =
      read("```yaml\nTask:\n  subagent_type: a\n  prompt: |\n    Do\n---\nTask:\nwrite it\n```\n");
  CHECK(tasks(*document) == Texts{"fenced a"});
}

TEST_CASE("a prompt that is cut short ends at the next task") {
  const auto document = read(
      "```yaml\nTask:\n  subagent_type: a\n  prompt: |\n    Do\n  more\nTask:\n  subagent_type: b\n  prompt: "
      "y\n```\n");
  CHECK(tasks(*document) == Texts{"fenced a", "fenced b"});
  CHECK(prompt_of(*document, 0) == "Do\nmore\n");
  CHECK(document->tasks[0].cut_short.size() == 1);
  CHECK(document->tasks[1].cut_short.empty());
}

TEST_CASE("fenced blocks that are no tasks") {
  for (const char* text :
       {"- like so:\n\n  ```yaml\n  Task:\n    subagent_type: a\n    prompt: x\n  ```\n",
        "> ```yaml\n> Task:\n>   subagent_type: a\n>   prompt: x\n> ```\n",
        "```yaml\nTask: a\nprompt: x\n```\n",
        "```yaml\nTask:\n  subagent_type: a\n  prompt: x\nOther:\n  y: z\n```\n",
        "```yaml\nTask:\n  name: build\n  daily: true\n```\n", "```python\nTask:\n  subagent_type: a\n```\n",
        "    Task:\n      subagent_type: a\n", "```yaml\nTasks:\n  subagent_type: a\n```\n"})
    CHECK_MESSAGE(read(text)->tasks.empty(), text);
}

TEST_CASE("tasks of prose") {
  const auto document = read(
      "## Phase 1: A\n\n- Use Task tool with subagent_type=\"p:backend\"\n- Prompt: \"Design $ARGUMENTS. See "
      "[x](x.md).\"\n- Output: "
      "\"nothing\"\n\n- Use Task tool with subagent_type=\"other\"\n- Expected output: x\n");
  CHECK(tasks(*document) == Texts{"prose p:backend", "prose other"});
  CHECK(prompt_of(*document, 0) == "Design $ARGUMENTS. See [x](x.md).");
  CHECK(prompt_of(*document, 1) == "(none)");
  CHECK(slice(*document, document->tasks[0].open_tag) == "subagent_type=\"p:backend\"");
  CHECK(document->tasks[0].phase == Index{0});
  REQUIRE(document->placeholders.size() == 1);
  CHECK(document->placeholders[0].task == Index{0});
  REQUIRE(document->links.size() == 1);
  CHECK(document->links[0].task == Index{0});
  CHECK_FALSE(document->has_runnable_form());
  CHECK(document->agent_references[0].place == AgentReference::Place::prose);
  CHECK(document->agent_references[0].qualifier == "p");
}

TEST_CASE("the ways that prose speaks of a task") {
  CHECK(tasks(*read("Use the Task tool with `subagent_type=\"a\"`:\n")) == Texts{"prose a"});
  CHECK(tasks(*read("**Use Task tool** with `subagent_type='a'`.\n")) == Texts{"prose a"});
  CHECK(tasks(*read("**4a. Web (React)** - Use Task with subagent_type=\"a\"\n**4b. iOS** - Use Task with "
                    "subagent_type=\"b\"\n")) == Texts{"prose a", "prose b"});
  CHECK(tasks(*read("Launch tasks, e.g. with subagent_type=\"a\".\n")) == Texts{"prose a"});
  CHECK(tasks(*read("- Use the Task tool\n  with subagent_type=\"a\"\n")) == Texts{"prose a"});
  CHECK(tasks(*read("Use the Task tool (subagent_type: Explore).\n")) == Texts{"prose Explore"});
  CHECK(tasks(*read("Use Task tool with subagent_type=\"p:a\" or \"b-c\" (as needed)\n")) ==
        Texts{"prose p:a b-c"});
  CHECK(tasks(*read("Use Task tool with subagent_type=\"a OR b\"\n")) == Texts{"prose a b"});
  CHECK(tasks(*read("- `subagent_type`: Explore, for the Task tool\n")) == Texts{"prose Explore"});
  CHECK(tasks(*read("- subagent_type: code-reviewer (for the Task tool)\n")) == Texts{"prose code-reviewer"});
  for (const char* text : {"Use the Task tool with subagent_type: Explore to look.\n",
                           "Use the Task tool with\nsubagent_type: Explore to look.\n",
                           "- Use the Task tool with\n  subagent_type: Explore to look.\n",
                           "Use the Task tool (see above) subagent_type: Explore finds it.\n",
                           "- subagent_type: Explore (for the Task tool)\n"})
    CHECK_MESSAGE(tasks(*read(text)) == Texts{"prose Explore"}, text);
  CHECK(tasks(*read("Use the Task tool with\nsubagent_type: worker to look.\n")) == Texts{"prose worker"});
  CHECK(tasks(*read("Use the Task tool (see above) subagent_type: worker finds it.\n")) ==
        Texts{"prose worker"});
}

TEST_CASE("a sentence over lines speaks of a task whatever ends its lines") {
  for (const char* end : {"\n", "\r\n", "\r"})
    for (const char* text :
         {"Use the Task tool with@subagent_type=\"a\".@",
          "Please@use the Task tool@with@subagent_type=\"a\".@",
          "- Use the Task tool@  with subagent_type=\"a\"@", "Give subagent_type=\"a\"@to the Task tool.@"}) {
      std::string written = text;
      for (std::size_t at = written.find('@'); at != std::string::npos; at = written.find('@', at))
        written.replace(at, 1, end);
      CHECK_MESSAGE(tasks(*read(written)) == Texts{"prose a"}, written);
      CHECK_MESSAGE(read("A task" + std::string(end) + end + "is subagent_type=\"a\"")->tasks.empty(), end);
    }
}

TEST_CASE("prose that speaks of no task, or of no agent") {
  for (const char* text :
       {"Valid: `subagent_type=\"a\"`\n", "Use the Task tool. It has subagent_type=\"a\".\n",
        "- Use the Task tool\n- subagent_type=\"a\"\n", "```\nUse Task tool with subagent_type=\"a\"\n```\n",
        "<!-- Task subagent_type=\"a\" -->\n", "Task with subagent_type=\"<agent-name>\"\n",
        "Task with subagent_type=\"{agent}\"\n", "Task with subagent_type references\n",
        "Task: subagent_type=\"\"\n", "A task\n\nsubagent_type=\"a\"\n",
        "multitasking with subagent_type=\"a\"\n", "Task with my_subagent_type=\"a\"\n",
        "- `subagent_type`: Agent name (e.g., \"task-executor\")\n",
        "- subagent_type: Agent name, for the Task tool\n",
        "* **subagent_type**: Name (e.g., \"x\") of the task\n", "- subagent_type: Whichever fits the task\n",
        "Task with subagent_type: string\n"})
    CHECK_MESSAGE(read(text)->tasks.empty(), text);
}

TEST_CASE("where a prose task's prompt ends, and whose it is") {
  CHECK(prompt_of(*read("- Task subagent_type=\"a\"\n- **Prompt**: \"Say \"hi\" to\n  all\"\n")) ==
        "Say \"hi\" to\nall");
  CHECK(
      prompt_of(*read("1. **A**\n   - Use Task with subagent_type=\"a\"\n2. **B**\n   - Prompt: \"no\"\n")) ==
      "(none)");
  CHECK(prompt_of(*read("- Use Task with subagent_type=\"a\"\n\nProse.\n\nPrompt: \"no\"\n")) == "(none)");
  CHECK(prompt_of(*read("Use Task with subagent_type=\"a\" to check:\n- x\n\nPrompt: \"yes\"\n")) == "yes");
  CHECK(prompt_of(*read("Use Task with subagent_type=\"a\"\n\n## Next\n\nPrompt: \"no\"\n")) == "(none)");
  CHECK(prompt_of(*read("Use Task with subagent_type=\"a\", prompt: \"yes\"\n")) == "yes");
  CHECK(prompt_of(*read("- Task subagent_type=\"a\"\n- Prompt: unquoted\n")) == "(none)");
  CHECK(prompt_of(*read("- Task subagent_type=\"a\"\n- Prompt: \"open\n- x\n")) == "(none)");
  const auto document = read("- 使用 Task subagent_type=\"a\"\r\n- Prompt: “é {phase1.x.output}”\r\n");
  CHECK(prompt_of(*document) == "é {phase1.x.output}");
  CHECK(slice(*document, document->tasks[0].range).ends_with("output}”"));
}

TEST_CASE("questions are cut out of the body and read") {
  const auto document = read(
      "<AskUserQuestion>\nquestions:\n  - question: \"Which?\"\n    options:\n\n      - label: "
      "Quick\n</AskUserQuestion>\n\n[a](a.md)\n");
  REQUIRE(document->questions.size() == 1);
  const Question& question = document->questions[0];
  CHECK(question.closed);
  CHECK(slice(*document, question.open_tag) == "<AskUserQuestion>");
  CHECK(slice(*document, question.close_tag) == "</AskUserQuestion>");
  REQUIRE(question.fields.find("questions") != nullptr);
  CHECK(question.fields.find("questions")->value.items.size() == 1);
  CHECK(document->links.size() == 1);
  const auto open = read("<AskUserQuestion>\nquestions:\n  - question: x\n\n## Next\n");
  REQUIRE(open->questions.size() == 1);
  CHECK_FALSE(open->questions[0].closed);
  CHECK(open->body.headings.size() == 1);
}

TEST_CASE("many unclosed tags do not take the square of their number") {
  std::string text;
  for (const char* part : {"<Task>\n", "<task>\n", "<task>\n# h\n", "<Task>\n# h\n```x\n",
                           "<Task>\n```x\n</Task>\n", "<AskUserQuestion>\n"}) {
    text.clear();
    while (text.size() < 400000) text += part;
    CHECK(scan_tagged_blocks(text, 0).size() <= text.size());
  }
}

TEST_CASE("a name given in another task stands for nothing in this one") {
  const std::string other = "<Task>\nsubagent_type: a\nmodel: &which opus\nprompt: P\n</Task>\n\n";
  const std::string task = "<Task>\nsubagent_type: b\nmodel: *which\nprompt: Q\n</Task>\n";
  const auto alone = read(task);
  const auto behind = read(other + task);
  REQUIRE(behind->tasks.size() == 2);
  REQUIRE(alone->tasks[0].problems.size() == 1);
  REQUIRE(behind->tasks[1].problems.size() == 1);
  CHECK(slice(*alone, alone->tasks[0].problems[0].range) ==
        slice(*behind, behind->tasks[1].problems[0].range));
}
