// What a plan does with agents that are not there: skipped where the file says so, blocked what needs them,
// stopped where nobody said so. And which agent, file and model a task gets.
#include "tests/run/planning.h"

using namespace baton;
using namespace baton::testing;

namespace {

const std::string skip = "[Enterprise mode only - skip if agent not available]\n";

}  // namespace

TEST_CASE("an optional agent that is not there is skipped, and its readers are told") {
  const std::string text =
      three_modes + phase("1") + task("a", skip + "Do") + task("b", "Do") + phase("2") +
      task("b",
           "One {phase1.a.output}\n\n[Enterprise: Two {phase1.a.output} {phase1.b.output}]\n\n"
           "Three {phase1.b.output}");
  const Plan plan = plan_of(text, in_mode("enterprise"), agents({"b"}));
  CHECK(problems(plan).empty());
  CHECK(lines(plan) == Texts{"phase1.a: skipped, its agent is not in this workspace", "phase1.b: run",
                             "phase2.b: run, reads phase1.b"});
  CHECK(prompt(plan, "phase2.b") ==
        "One (no output: a was skipped, its agent is not in this workspace)\n\nThree <<phase1.b>>\n");
  CHECK(
      step(plan, "phase2.b").notes ==
      Texts{
          "text that reads {phase1.a.output} is left out: a was skipped, its agent is not in this workspace",
          "nothing is there for {phase1.a.output}: a was skipped, its agent is not in this workspace"});
  CHECK(lines(plan_of(text, in_mode("enterprise"), agents({"a", "b"}))) ==
        Texts{"phase1.a: run", "phase1.b: run", "phase2.b: run, reads phase1.a + phase1.b"});
}

TEST_CASE("where the workspace defines no agents at all, none is looked for") {
  const Plan plan = plan_of(three_modes + phase("1") + task("a", skip + "Do"), in_mode("enterprise"));
  CHECK(lines(plan) == Texts{"phase1.a: run"});
  CHECK(problems(plan).empty());
}

TEST_CASE("of a whole phase what was skipped is not there") {
  const std::string all = task("c", "{phase1.output}");
  const std::string tasks = task("a", skip + "Do") + task("b", skip + "Do");
  const Plan one =
      plan_of(three_modes + phase("1") + tasks + phase("2") + all, in_mode("enterprise"), agents({"b", "c"}));
  CHECK(prompt(one, "phase2.c") == "<<phase1.b>>\n");
  const Plan none =
      plan_of(three_modes + phase("1") + tasks + phase("2") + all, in_mode("enterprise"), agents({"c"}));
  CHECK(prompt(none, "phase2.c") ==
        "(no output: a was skipped, its agent is not in this workspace; b was skipped, its agent is not in "
        "this "
        "workspace)\n");
}

TEST_CASE("an optional agent of a plugin that is not in sight is skipped, another is run") {
  const Plan plan = plan_of(phase("1") + task("far:x", "Skip if the far plugin is not installed.") +
                                task("far:y", "Do") + task("b", "Do"),
                            {}, agents({"b"}));
  CHECK(lines(plan) == Texts{"phase1.x: skipped, its plugin far is not in this workspace", "phase1.y: run",
                             "phase1.b: run"});
  CHECK(step(plan, "phase1.y").agent_file.empty());
  CHECK(problems(plan).empty());
}

TEST_CASE("an agent that is not optional and not there stops the plan, or is forced") {
  const std::string text =
      phase("1") + task("a", "Do") + task("b", "Do") + phase("2") + task("b", "{phase1.a.output}");
  const Plan plan = plan_of(text, {}, agents({"b"}));
  CHECK(stopped(plan));
  CHECK(problems(plan) ==
        Texts{R"(phase1.a names the agent "a", which is defined nowhere in this workspace)"});
  CHECK(plan.problems[0].line == 4);
  const Plan forced = plan_of(text, {.force = true}, agents({"b"}));
  CHECK(!stopped(forced));
  CHECK(problems(forced) ==
        Texts{R"((phase1.a names the agent "a", which is defined nowhere in this workspace))"});
  CHECK(lines(forced) == Texts{"phase1.a: run", "phase1.b: run", "phase2.b: run, reads phase1.a"});
  // It is not in what was asked for.
  PlanRequest other;
  other.selection = {.kind = PlanSelection::Kind::phase, .phase = 2};
  other.outputs = {"phase1.a"};
  CHECK(problems(plan_of(text, other, agents({"b"}))).empty());
}

TEST_CASE("a task that needs what another mode makes is blocked, with the chain of reasons") {
  const std::string text = three_modes + phase("1") + task("a", "[Enterprise mode only]\nDo") +
                           task("f", "Do") + phase("2") + task("b", "{phase1.a.output}") + phase("3") +
                           task("c", "{phase2.b.output}") + task("d", "{phase1.f.output}") + phase("4") +
                           task("e", "{phase3.c.output} {phase3.d.output}");
  CHECK(lines(plan_of(text, in_mode("quick"))) ==
        Texts{
            "phase1.a: not-in-mode, runs in enterprise only",
            "phase1.f: run",
            "phase2.b: blocked, needs the output of phase1.a, which runs in enterprise only",
            "phase3.c: blocked, needs the output of phase2.b, which needs the output of phase1.a, which runs "
            "in "
            "enterprise only",
            "phase3.d: run, reads phase1.f",
            "phase4.e: blocked, needs the output of phase3.c, which needs the output of phase2.b, which "
            "needs the "
            "output of phase1.a, which runs in enterprise only",
        });
  const Plan plan = plan_of(text, in_mode("quick"));
  CHECK(plan.steps[*step(plan, "phase4.e").blocked_by].id == "phase3.c");
  CHECK(plan.steps[*step(plan, "phase2.b").blocked_by].id == "phase1.a");
  CHECK(lines(plan_of(text, in_mode("enterprise")))[2] == "phase2.b: run, reads phase1.a");
}

TEST_CASE("reads that nobody can have block their task") {
  const Plan plan =
      plan_of(phase("1") + task("a", "{phase7.x.output}") + task("b", "{phase2.c.output}") +
              task("d", "{phase1.d.output}") + task("e", "{phase1.x.output}") + phase("2") + task("c", "Do") +
              phase("3") + "Nothing.\n\n" + phase("4") + task("g", "{phase3.output}"));
  CHECK(lines(plan) == Texts{
                           "phase1.a: blocked, needs the output of phase7.x, and the file has no phase 7",
                           "phase1.b: blocked, needs the output of phase2.c, which comes later",
                           "phase1.d: blocked, needs its own output",
                           "phase1.e: blocked, needs the output of phase1.x, and phase 1 does not run x",
                           "phase2.c: run",
                           "phase4.g: run",
                       });
  CHECK(prompt(plan, "phase4.g") == "(no output: phase 3 has no tasks)\n");
}

TEST_CASE("what another pipeline of the file would write blocks its readers") {
  const Plan plan =
      plan_of("## Setup\n\n#" + phase("1") + task("loader") + "## Rollout\n\n#" + phase("2") +
              task("trainer", "{phase1.loader.output}") + task("tester", "{phase1.output}") + "#" +
              phase("3") + task("shipper", "{phase2.trainer.output}") + task("teller", "{phase2.output}"));
  CHECK(problems(plan) == Texts{});
  const std::string loader =
      "needs the output of phase1.loader, and phase 1 is of another pipeline in the file";
  const std::string chain = ": blocked, needs the output of phase2.trainer, which " + loader;
  CHECK(lines(plan) == Texts{
                           "loader: run",
                           "phase2.trainer: blocked, " + loader,
                           "phase2.tester: blocked, needs the output of phase1, and phase 1 is of another "
                           "pipeline in the file",
                           "phase3.shipper" + chain,
                           "phase3.teller" + chain,
                       });
}

TEST_CASE("tasks that wait for each other") {
  const Plan plan =
      plan_of(phase("1") + task("a", "{phase2.b.output}") + phase("2") + task("b", "{phase1.a.output}"));
  CHECK(lines(plan) ==
        Texts{"phase1.a: blocked, needs the output of phase2.b, which in turn waits for this one",
              "phase2.b: blocked, needs the output of phase1.a, which needs the output of phase2.b, which in "
              "turn "
              "waits for this one"});
}

TEST_CASE("a reader of what cannot be run is blocked, of one that can as well is not") {
  const std::string prose = "Use Task tool with subagent_type=\"a\".\n\n";
  const std::string reader = phase("2") + task("b", "{phase1.a.output}");
  CHECK(lines(plan_of(phase("1") + prose + reader)) ==
        Texts{"phase1.a: not-runnable, has no prompt",
              "phase2.b: blocked, needs the output of phase1.a, which has no prompt"});
  CHECK(lines(plan_of(phase("1") + prose + task("a", "Do") + reader)) ==
        Texts{"phase1.a: not-runnable, has no prompt", "phase1.a.2: run", "phase2.b: run, reads phase1.a.2"});
}

TEST_CASE("two tasks of one agent are both read") {
  const Plan plan =
      plan_of(phase("1") + task("a", "Do") + task("a", "Do") + phase("2") + task("b", "{phase1.a.output}"));
  CHECK(prompt(plan, "phase2.b") ==
        "[Output of phase1.a]\n<<phase1.a>>\n\n[Output of phase1.a.2]\n<<phase1.a.2>>\n");
}

TEST_CASE("of alternatives the first that is there") {
  const std::string text = phase("1") + task("a OR b", "Do") + phase("2") + task("c", "{phase1.b.output}");
  const Plan plan = plan_of(text, {}, agents({"b", "c"}));
  CHECK(lines(plan) == Texts{"phase1.b: run", "phase2.c: run, reads phase1.b"});
  CHECK(plan.steps[0].agent == "b");
  CHECK(plan.steps[0].agent_file == "/w/p/agents/b.md");
  CHECK(plan.steps[0].notes == Texts{"b is the first of its agents that is here"});
  CHECK(plan_of(text, {}, agents({"a", "b", "c"})).steps[0].agent == "a");
  CHECK(problems(plan_of(text, {}, agents({"c"}))) ==
        Texts{R"(phase1.a names the agent "a", which is defined nowhere in this workspace)"});
}

TEST_CASE("an agent that several plugins define: the plan says which is taken") {
  Files files = {{"/w/q/plugin.json", R"({"name": "q"})"}, {"/w/r/plugin.json", R"({"name": "r"})"}};
  for (const char* plugin : {"q", "r"})
    files["/w/" + std::string(plugin) + "/agents/a.md"] = "---\nname: a\ndescription: D\n---\n";
  const Plan plan = plan_of(phase("1") + task("a", "Do") + task("r:a", "Do"), {}, files);
  CHECK(problems(plan).empty());
  CHECK(plan.steps[0].agent_file == "/w/q/agents/a.md");
  CHECK(plan.steps[0].notes == Texts{"a is defined by several plugins; q's is taken"});
  CHECK(plan.steps[1].agent_file == "/w/r/agents/a.md");
  CHECK(plan.steps[1].agent == "r:a");
}

TEST_CASE("built-in agents and configured ones have no file") {
  Files files = agents({"b"});
  files["/w/.baton.yaml"] = "agents:\n  known: [house-agent]\n";
  const Plan plan =
      plan_of(phase("1") + task("general-purpose", "Do") + task("house-agent", "Do"), {}, files);
  CHECK(problems(plan).empty());
  CHECK(lines(plan) == Texts{"phase1.general-purpose: run", "phase1.house-agent: run"});
  CHECK(plan.steps[0].agent_file.empty());
}

TEST_CASE("the model of a task is its own, its agent's, or the command's") {
  Files files = {{"/w/p/agents/a.md", "---\nname: a\ndescription: D\nmodel: haiku\n---\n"},
                 {"/w/p/agents/b.md", "---\nname: b\ndescription: D\nmodel: inherit\n---\n"},
                 {"/w/p/agents/c.md", "---\nname: c\ndescription: D\n---\n"}};
  const std::string own = "<Task>\nsubagent_type: a\nmodel: opus\nprompt: Do\n</Task>\n\n";
  const std::string tasks = phase("1") + own + task("a", "Do") + task("b", "Do") + task("c", "Do");
  const auto models = [&](const std::string& front_matter) {
    Texts out;
    for (const PlanStep& each : plan_of(front_matter + tasks, {}, files).steps) out.push_back(each.model);
    return out;
  };
  CHECK(models("---\nmodel: sonnet\n---\n") == Texts{"opus", "haiku", "sonnet", "sonnet"});
  CHECK(models("---\nmodel: inherit\n---\n") == Texts{"opus", "haiku", "", ""});
  CHECK(models("") == Texts{"opus", "haiku", "", ""});
}

TEST_CASE("a change of the agent's text changes its hash") {
  const std::string text = phase("1") + task("b", "Do");
  Files changed = agents({"b"});
  changed["/w/p/agents/b.md"] += "More.\n";
  const std::string before = plan_of(text, {}, agents({"b"})).steps[0].agent_hash;
  CHECK(before.size() == 16);
  CHECK(before == plan_of(text + "Prose.\n", {}, agents({"b"})).steps[0].agent_hash);
  CHECK(before != plan_of(text, {}, changed).steps[0].agent_hash);
}
