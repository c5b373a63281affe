// What is offered to run, by what is known of runs: pure values in, pure values out.
#include "server/features/run_actions.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "server/features/run_hover.h"
#include "tests/support/feature_fixture.h"
#include "tests/support/plugin_command.h"

using namespace baton;
using testing::task;
using testing::Texts;

namespace {

const std::string path = "/w/commands/c.md";

struct Case {
  explicit Case(const std::string& text)
      : world(testing::make_world({{path, text}, {"/w/plugin.json", "{}"}})) {
    const Document& document = *world.documents.at(path);
    runs.known = true;
    for (std::size_t i = 0; i < document.tasks.size(); ++i)
      runs.steps.push_back("step" + std::to_string(i + 1));
    runs.tasks.resize(document.tasks.size());
  }
  FeatureInput input() const { return testing::input_of(world, path); }
  std::uint32_t at(const std::string& words) const {
    return static_cast<std::uint32_t>(world.documents.at(path)->text.find(words));
  }
  // "title" or "title -- reason"
  Texts offers(const std::string& words) const {
    Texts out;
    for (const RunOffer& offer : run_actions(input(), at(words), runs))
      out.push_back(offer.title + (offer.disabled.empty() ? "" : " -- " + offer.disabled));
    return out;
  }
  Texts lenses() const {
    Texts out;
    for (const RunLens& lens : run_lenses(input(), runs, true)) out.push_back(lens.offer.title);
    return out;
  }

  testing::World world;
  RunView runs;
};

const std::string modes =
    "---\ndescription: D\nexecution_modes:\n  quick: \"1 day\"\n  slow: \"1 week\"\n---\n\n";

std::string three(const std::string& first, const std::string& last, const std::string& front = {}) {
  return front + "# C\n\n## Phase 1: A\n\n" + task("a", first) + "## Phase 2: B\n\n" + task("b", "Do") +
         "## Phase 3: C\n\n" + task("c", last);
}

}  // namespace

TEST_CASE("what a task cannot do without, and is not there, keeps it from running") {
  Case made(three("Do", "{phase1.a.output} {phase2.b.output}"));
  CHECK(made.offers("subagent_type: c")[0] == "Run task c -- phases 1 and 2 have not run");
  made.runs.tasks[0] = {TaskRun::Kind::stale, "the prompt changed", "/out.md"};
  CHECK(made.offers("subagent_type: c")[0] == "Run task c -- phase 2 has not run");
  made.runs.tasks[1] = {TaskRun::Kind::failed, "exit 1"};
  CHECK(made.offers("subagent_type: c")[0] == "Run task c -- step2 failed: exit 1");
  made.runs.tasks[1].made = "/earlier.md";
  CHECK(made.offers("subagent_type: c")[0] == "Run task c");
  const Texts offers = made.offers("subagent_type: b");
  CHECK(std::ranges::find(offers, "Show output of b") != offers.end());
  // The lens is for what the run that failed wrote itself.
  CHECK(std::ranges::count(made.lenses(), "Show output") == 0);
  made.runs.tasks[1].output = "/failed.md";
  CHECK(std::ranges::count(made.lenses(), "Show output") == 1);
  CHECK(made.offers("subagent_type: c")[0] == "Run task c");
  made.runs.tasks[1].made.clear();
  CHECK(made.offers("subagent_type: c")[0] == "Run task c -- step2 failed: exit 1");
  made.runs.tasks[1].kind = TaskRun::Kind::cancelled;
  CHECK(std::ranges::count(made.lenses(), "Show output") == 1);
  CHECK(made.offers("subagent_type: c")[0] == "Run task c -- step2 cancelled: exit 1");
  made.runs.tasks[1] = {TaskRun::Kind::fresh, "", "/out.md"};
  CHECK(made.offers("subagent_type: c")[0] == "Run task c");
  made.runs.tasks = {{}, {TaskRun::Kind::failed, "exit 1"}, {}};
  CHECK(made.offers("subagent_type: c")[0] == "Run task c -- phase 1 has not run, step2 failed: exit 1");
}

TEST_CASE("a run of another process stands against all others, and is shown as such") {
  Case made(three("Do", "Do"));
  made.runs.elsewhere = "run 1 of this file is under way, begun by process 7";
  const Texts offers = made.offers("## Phase 2");
  CHECK(offers.front() == "Run phase 2 -- run 1 of this file is under way, begun by process 7");
  CHECK(std::ranges::count(offers, "Cancel run") == 0);
  CHECK(made.lenses().front() == "Run under way elsewhere…");
  made.runs.resumable = true;
  CHECK(std::ranges::count(made.lenses(), "Resume run") == 0);
}

TEST_CASE("an interrupted run has words of its own, and is gone on with") {
  Case made(three("Do", "See {phase1.a.output}"));
  made.runs.tasks[0] = {TaskRun::Kind::interrupted, "resume with baton --run c.md --resume 1"};
  made.runs.resumable = true;
  const Texts lenses = made.lenses();
  CHECK(Texts(lenses.begin(), lenses.begin() + 3) == Texts{"Run pipeline", "Resume run", "Graph"});
  CHECK(std::ranges::count(lenses, "Run task (interrupted; resume with baton --run c.md --resume 1)") == 1);
  CHECK(made.offers("## Phase 2").back() == "Resume run");
  CHECK(run_hover(made.input(), made.at("phase1.a"), made.runs, false)->text ==
        "Last run of step1: interrupted; resume with baton --run c.md --resume 1");
}

TEST_CASE("where it is not sure that something is missing, nothing is said") {
  Case unknown(three("Do", "{phase1.a.output}"));
  unknown.runs.known = false;
  CHECK(unknown.offers("subagent_type: c")[0] == "Run task c");
  CHECK(Case(three("Do", "[Slow mode: see {phase1.a.output}]", modes)).offers("subagent_type: c")[0] ==
        "Run task c");
  CHECK(Case(three("[Slow mode] Do", "{phase1.a.output}", modes)).offers("subagent_type: c")[0] ==
        "Run task c");
  Case skipped(three("Do", "{phase1.a.output}"));
  skipped.runs.tasks[0].kind = TaskRun::Kind::skipped;
  CHECK(skipped.offers("subagent_type: c")[0] == "Run task c");
}

TEST_CASE("what is selected need not have run before") {
  const Case made(three("Do", "{phase2.b.output}"));
  const Texts offers = made.offers("## Phase 2");
  CHECK(offers == Texts{"Run phase 2", "Run from phase 2 on", "Run up to phase 2",
                        "Preview prompts of phase 2", "Run pipeline…"});
}

TEST_CASE("files that run nothing offer nothing") {
  CHECK(Case("# C\n\nOnly words.\n").offers("Only").empty());
  Case none(three("Do", "Do"));
  for (std::string& step : none.runs.steps) step.clear();
  CHECK(none.offers("## Phase 2").empty());
  CHECK(none.lenses().empty());
}

TEST_CASE("a hover tells an output as it is, and none of its marks is obeyed") {
  Case made(three("Do", "See {phase1.a.output}"));
  CHECK_FALSE(run_hover(made.input(), made.at("phase1.a"), made.runs, true));
  made.runs.tasks[0] = {TaskRun::Kind::stale, "the prompt changed", "/out.md", "# Big\n<b>bold</b>"};
  const auto shown = run_hover(made.input(), made.at("phase1.a"), made.runs, true);
  REQUIRE(shown);
  CHECK(shown->text == "Last run of `step1`: stale: the prompt changed\n\n    # Big\n    <b>bold</b>");
  CHECK(run_hover(made.input(), made.at("phase1.a"), made.runs, false)->text ==
        "Last run of step1: stale: the prompt changed\n\n# Big\n<b>bold</b>");
}
