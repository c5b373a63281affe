// What of a task's text a runner is told: conditions, arguments, placeholders, and nothing that was put in
// read again.
#include "tests/run/planning.h"

using namespace baton;
using namespace baton::testing;

namespace {

// The prompt of the one task of agent a, phase 2, in a file with three modes; phase 1 runs b and c.
std::string told(const std::string& text, const std::string& mode, const std::string& arguments = "") {
  return prompt(
      plan_of(three_modes + phase("1") + task("b", "Do") + task("c", "Do") + phase("2") + task("a", text),
              in_mode(mode, arguments)),
      "phase2.a");
}

}  // namespace

TEST_CASE("text of another mode goes with its brackets, and of the empty lines one stays") {
  const std::string text = "One\n\n[Enterprise mode: Two]\n\nThree";
  CHECK(told(text, "quick") == "One\n\nThree\n");
  CHECK(told(text, "enterprise") == "One\n\nTwo\n\nThree\n");
  CHECK(told("[Enterprise: Two]\n\nThree", "quick") == "Three\n");
  CHECK(told("One\n\n[Enterprise: Two]", "quick") == "One\n");
  CHECK(told("One\n[Enterprise: Two]\n[Quick: Three]\n[Standard: Four]\nFive", "quick") ==
        "One\nThree\nFive\n");
  CHECK(told("[Enterprise: Two]", "quick") == "");
  // Empty lines that the author left elsewhere are the author's.
  CHECK(told("One\n\n\nTwo\n[Enterprise: Three]\nFour", "quick") == "One\n\n\nTwo\nFour\n");
}

TEST_CASE("a condition inside of a line") {
  CHECK(told("Test [Quick: the core] [Enterprise: everything] twice.", "quick") == "Test the core twice.\n");
  CHECK(told("Test [Quick: the core] [Enterprise: everything] twice.", "standard") == "Test twice.\n");
  CHECK(told("Test [Enterprise: everything]", "quick") == "Test\n");
  CHECK(told("Test[Enterprise:  everything ].", "enterprise") == "Testeverything.\n");
  CHECK(told("Say \"[Enterprise: yes]\".", "quick") == "Say \"\".\n");
}

TEST_CASE("marks that stood around nothing but a condition go with it") {
  CHECK(told("- One\n- [Enterprise: Two]\n- Three", "quick") == "- One\n- Three\n");
  CHECK(told("- One\n- [Enterprise: Two]\n- Three", "enterprise") == "- One\n- Two\n- Three\n");
  CHECK(told("1. One\n2. [Enterprise: Two]\n3. Three", "quick") == "1. One\n3. Three\n");
  CHECK(told("One\n**[Enterprise: Two]**\nThree", "quick") == "One\nThree\n");
  CHECK(told("One\n> [Enterprise: Two]\n---\nThree", "quick") == "One\n---\nThree\n");
}

TEST_CASE("a condition over several lines keeps its text's indents") {
  const std::string text = "One\n[Quick mode:\n  - Two\n  - Three\n]\nFour";
  CHECK(told(text, "quick") == "One\n  - Two\n  - Three\nFour\n");
  CHECK(told(text, "standard") == "One\nFour\n");
}

TEST_CASE("a condition within a condition") {
  const std::string text = "[Quick/Standard: Both [Quick: of which the first] and links [x](y.md)]";
  CHECK(told(text, "quick") == "Both of which the first and links [x](y.md)\n");
  CHECK(told(text, "standard") == "Both and links [x](y.md)\n");
  CHECK(told(text, "enterprise") == "");
}

TEST_CASE("a whole task's condition goes with its line") {
  const Plan plan = plan_of(
      three_modes + phase("1") + task("a", "[Standard/Enterprise modes only]\n\nDo it.") +
          task("b", "**[Enterprise mode only]**\nDo it.") + task("c", "[Enterprise mode only] Do it."),
      in_mode("enterprise"));
  CHECK(prompt(plan, "phase1.a") == "Do it.\n");
  CHECK(prompt(plan, "phase1.b") == "Do it.\n");
  CHECK(prompt(plan, "phase1.c") == "Do it.\n");
}

TEST_CASE("brackets that are no condition stay") {
  CHECK(told("[Extended thinking: yes]\n[link](a.md) and [ ] open", "quick") ==
        "[Extended thinking: yes]\n[link](a.md) and [ ] open\n");
}

TEST_CASE("arguments are put in as they are, and their parts as a shell would part them") {
  CHECK(told("Build $ARGUMENTS now", "quick", "a \"b c\" d") == "Build a \"b c\" d now\n");
  CHECK(told("$1|$2|$3|$4", "quick", "a \"b c\"  'd e'") == "a|b c|d e|\n");
  CHECK(told("$ARGUMENTS[0]|$ARGUMENTS[2]|$ARGUMENTS[7]", "quick", "a b c") == "a|c|\n");
  CHECK(told("$1|$2", "quick", "don't \"stop") == "don't|\"stop\n");
  CHECK(told("$1|$2", "quick", R"(a\ b \"c)") == "a b|\"c\n");
  CHECK(told("[$ARGUMENTS]", "quick", "") == "[]\n");
  CHECK(told("It costs $5,000.", "quick", "a") == "It costs $5,000.\n");
}

TEST_CASE("what was put in is never read again") {
  CHECK(told("Do $ARGUMENTS", "quick", "{phase1.b.output} $1 [Enterprise: x]") ==
        "Do {phase1.b.output} $1 [Enterprise: x]\n");
  const Plan plan = plan_of(phase("1") + task("x", "Do") + phase("2") + task("a", "From {phase1.x.output}!"),
                            {.arguments = "no"});
  const std::string output = "{phase1.x.output} <phase1.output> $ARGUMENTS [Quick: y]\n\n\n\nend\n\n";
  CHECK(render(plan, step(plan, "phase2.a").recipe, {{0, {output, ""}}}).prompt ==
        "From {phase1.x.output} <phase1.output> $ARGUMENTS [Quick: y]\n\n\n\nend!\n");
}

TEST_CASE("both kinds of brackets, and a whole phase in the order of its tasks") {
  CHECK(told("{phase1.b.output} <phase1.c.output>", "quick") == "<<phase1.b>> <<phase1.c>>\n");
  CHECK(told("All: {phase1.output}", "quick") ==
        "All: [Output of phase1.b]\n<<phase1.b>>\n\n[Output of phase1.c]\n<<phase1.c>>\n");
  CHECK(told("{{phase1.b.output}} {user.name} <model>", "quick") ==
        "{{phase1.b.output}} {user.name} <model>\n");
}

TEST_CASE("of a whole phase only what runs in the mode") {
  const std::string text = three_modes + phase("1") + task("a", "[Quick mode only]\nDo") + task("b", "Do") +
                           phase("2") + task("c", "{phase1.output}");
  CHECK(prompt(plan_of(text, in_mode("standard")), "phase2.c") == "<<phase1.b>>\n");
  CHECK(step_line(plan_of(text, in_mode("quick")), step(plan_of(text, in_mode("quick")), "phase2.c")) ==
        "phase2.c: run, reads phase1.a + phase1.b");
}

TEST_CASE("a task reads one of its own phase that stands before it") {
  const Plan plan =
      plan_of(phase("1") + task("a", "Do") + task("b", "{phase1.a.output}") + task("c", "{phase1.output}"));
  CHECK(lines(plan) ==
        Texts{"phase1.a: run", "phase1.b: run, reads phase1.a", "phase1.c: run, reads phase1.a + phase1.b"});
  CHECK(plan.steps.back().stage == 0);
}

TEST_CASE("a prompt in any YAML style") {
  const std::string start = three_modes + phase("1") + "<Task>\nsubagent_type: a\nprompt: ";
  const auto text = [&](const std::string& value) {
    return prompt(plan_of(start + value + "\n</Task>\n", in_mode("quick", "X")), "phase1.a");
  };
  CHECK(text("Do [Enterprise: it] $ARGUMENTS") == "Do X");
  CHECK(text(R"("Do\n[Enterprise: it]\n\"$ARGUMENTS\"")") == "Do\n\"X\"");
  CHECK(text("'It''s [Quick: so] $ARGUMENTS'") == "It's so X");
  CHECK(text(">\n  Do\n  [Enterprise: it]\n  $ARGUMENTS") == "Do X\n");
  CHECK(text("|\n  Do\n[Enterprise: cut short]\ngoes on $ARGUMENTS") == "Do\ngoes on X\n");
}

TEST_CASE("a fenced task and one in prose") {
  const Plan plan =
      plan_of(phase("1") + "```yaml\nTask:\n  subagent_type: a\n  prompt: Do $ARGUMENTS\n```\n\n" +
                  "- Use Task tool with subagent_type=\"b\"\n- Prompt: \"Read {phase1.a.output}\"\n\n" +
                  "- Use Task tool with subagent_type=\"c\"\n",
              {.arguments = "X"});
  CHECK(lines(plan) ==
        Texts{"phase1.a: run", "phase1.b: run, reads phase1.a", "phase1.c: not-runnable, has no prompt"});
  CHECK(prompt(plan, "phase1.a") == "Do X");
  CHECK(prompt(plan, "phase1.b") == "Read <<phase1.a>>");
}

TEST_CASE("a file without phases runs its tasks, and no placeholder means anything there") {
  const Plan plan = plan_of(task("a", "Do {phase1.b.output}") + task("b", "Do"));
  CHECK(lines(plan) == Texts{"a: run", "b: run"});
  CHECK(prompt(plan, "a") == "Do {phase1.b.output}\n");
}

TEST_CASE("outside of phases only the order of the text is known, so tasks run one after the other") {
  const Plan plan = plan_of(task("a", "Do") + task("b", "Do"));
  CHECK(plan.steps[0].stage == 0);
  CHECK(plan.steps[1].stage == 1);
}

TEST_CASE("tasks before the first phase run first, those behind the phases last") {
  const Plan plan =
      plan_of("# C\n\n" + task("a", "Do") + "## Phase 2: Two\n\n" + task("b", "Do") + "## Phase 1: One\n\n" +
              task("c", "Do") + "## End\n\n" + task("d", "{phase2.b.output}"));
  CHECK(lines(plan) == Texts{"a: run", "phase1.c: run", "phase2.b: run", "d: run, reads phase2.b"});
  std::vector<std::size_t> stages;
  for (const PlanStep& each : plan.steps) stages.push_back(each.stage);
  CHECK(stages == std::vector<std::size_t>{0, 1, 2, 3});
}

TEST_CASE("names of steps are fit to be files and all different") {
  const Plan plan =
      plan_of(phase("1") + task("x", "Do") + task("x", "Do") + task("X", "Do") + task("p:x", "Do") +
              task("a.b", "Do") + task("数据", "Do") + phase("2") + task("x", "Do"));
  Texts ids;
  for (const PlanStep& each : plan.steps) ids.push_back(output_file(each));
  CHECK(ids == Texts{"phase1.x.md", "phase1.x.2.md", "phase1.X.3.md", "phase1.x.4.md", "phase1.a%2eb.md",
                     "phase1.数据.md", "phase2.x.md"});
}

TEST_CASE("a task is called the same in every mode") {
  const std::string text =
      three_modes + phase("1") + task("x", "[Quick mode only]\nOne") + task("x", "[Standard mode only]\nTwo");
  CHECK(lines(plan_of(text, in_mode("standard"))) ==
        Texts{"phase1.x: not-in-mode, runs in quick only", "phase1.x.2: run"});
}
