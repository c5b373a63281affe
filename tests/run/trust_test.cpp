// The user's configuration in words, and what is confirmed: once, and again when anything of it changes.
#include "server/run/trust.h"

#include <doctest/doctest.h>

#include "server/run/user_config.h"
#include "tests/disk/scratch.h"
#include "tests/run/planning.h"

using namespace baton;
using namespace baton::testing;

TEST_CASE("user configuration: runners, the default, limits, trusted roots") {
  const UserConfigFile file = parse_user_config(
      "run:\n"
      "  runners:\n"
      "    - name: mine\n"
      "      argv: [my-tool, \"--model={model}\", \"7\"]\n"
      "      prompt: file\n"
      "      output: json:/text\n"
      "      env: [MY_KEY]\n"
      "      timeout: 90\n"
      "  runner: mine\n"
      "  jobs: 2\n"
      "  timeout: 600\n"
      "  trusted:\n"
      "    - ~/sites/a/../b\n"
      "    - /srv/c\n",
      "/home/u");
  CHECK(file.problems == Texts{});
  REQUIRE(file.values.runners.size() == 1);
  CHECK(file.values.runners[0].prompt == PromptBy::file);
  CHECK(file.values.runners[0].timeout == 90);
  CHECK(file.values.runner == "mine");
  CHECK(file.values.jobs == 2);
  CHECK(file.values.timeout == 600);
  CHECK(file.values.trusted == Texts{"/home/u/sites/b", "/srv/c"});
  CHECK(is_trusted(file.values, "/srv/c"));
  CHECK_FALSE(is_trusted(file.values, "/srv/c/clone"));
}

TEST_CASE("user configuration: what is wrong is said, and not set") {
  const UserConfigFile file = parse_user_config(
      "run:\n"
      "  runners:\n"
      "    - name: mine\n"
      "    - {name: a, argv: [a]}\n"
      "    - {name: a, argv: [b]}\n"
      "    - words\n"
      "  runner: other\n"
      "  jobs: many\n"
      "  trusted: [relative]\n"
      "  colour: red\n"
      "files: {}\n",
      "/home/u");
  CHECK(file.problems ==
        Texts{"run.runners: argv must begin with the program that the runner calls",
              "run.runners: there are two of the name a", "run.runners: a runner must be an object",
              "run.jobs must be a whole number from 1 to 256", "run.trusted: relative is no absolute path",
              "there is no key run.colour", "there is no key files", "run.runner: there is no runner other"});
  CHECK(file.values.runner.empty());
  CHECK(file.values.jobs == 0);
  CHECK(file.values.trusted.empty());
  CHECK(parse_user_config("run: [", "").problems.size() >= 1);
  CHECK(read_user_config("/nonexistent/config.yaml", "").problems.empty());
}

TEST_CASE("user configuration: where it lies") {
  CHECK(user_config_path("/x", "/home/u") == "/x/baton/config.yaml");
  CHECK(user_config_path("", "/home/u") == "/home/u/.config/baton/config.yaml");
  CHECK(user_config_path("relative", "/home/u") == "/home/u/.config/baton/config.yaml");
  CHECK(user_config_path("", "").empty());
}

TEST_CASE("a confirmation holds for this command, these agents, this runner and this root") {
  const std::string text = "---\ndescription: D\n---\n\n# C\n\n## Phase 1: A\n\n" + task("one", "First.");
  const Plan plan = plan_of(text, {}, agents({"one"}));
  const Runner runner = *find_runner("claude", {});
  const Confirmation made = confirmation_of(plan, "/w", runner);
  CHECK(made.words.starts_with("Run /" + plan.command + " of /w with the runner claude (claude --print "));
  CHECK(made.words.ends_with("? Tasks: phase1.one. Agents: one."));
  const std::string longer = text + task("one", "More.") + "## Phase 2: B\n\n" + task("two", "Second.");
  PlanRequest first;
  first.selection = {.kind = PlanSelection::Kind::phase, .phase = 1};
  const Confirmation part = confirmation_of(plan_of(longer, first, agents({"one", "two"})), "/w", runner);
  CHECK_MESSAGE(
      part.words.ends_with("Tasks: phase1.one and phase1.one.2. Agents: one. The answer holds for the other "
                           "tasks of the command, too: phase2.two. Their agents: two."),
      part.words);
  CHECK(part.hash == confirmation_of(plan_of(longer, {}, agents({"one", "two"})), "/w", runner).hash);
  CHECK(confirmation_of(plan_of(text, {}, agents({"one"})), "/w", runner).hash == made.hash);
  CHECK(confirmation_of(plan, "/v", runner).hash != made.hash);
  CHECK(confirmation_of(plan, "/w", *find_runner("codex", {})).hash != made.hash);
  CHECK(confirmation_of(plan_of(text + "more", {}, agents({"one"})), "/w", runner).hash != made.hash);
  Plan other_agent = plan;
  other_agent.steps[0].agent_hash = "other";
  CHECK(confirmation_of(other_agent, "/w", runner).hash != made.hash);

  const test::Scratch state;
  const std::string folder = state.path("a/b");
  CHECK_FALSE(is_confirmed(folder, made));
  CHECK(remember(folder, made).empty());
  CHECK(is_confirmed(folder, made));
  CHECK_FALSE(is_confirmed(folder, confirmation_of(plan, "/v", runner)));
}

TEST_CASE("what is shown to be confirmed cannot hide anything") {
  Plan plan;
  plan.command = "x\r\nfine \xe2\x80\xae";
  plan.steps.resize(1);
  plan.steps[0].id = "phase1.\033[2Ka";
  plan.steps[0].agent = "a\nb";
  const std::string words = confirmation_of(plan, "/w\t", {"mine", {"tool", "\033]0;x\007"}}).words;
  for (const char c : words) CHECK(static_cast<unsigned char>(c) >= 0x20);
  CHECK(words.find("\xe2\x80\xae") == std::string::npos);
}
