// Going on with a run from inside an editor: as it was begun, and by whom.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "tests/lsp/run_client.h"
#include "tests/support/text_of.h"

using namespace baton::test;
using baton::testing::text_of;

TEST_CASE("run: one that ended at a gate is gone on with in the editor, as it was begun") {
  const RunPlace place;
  std::string text = two_phases("Look at $ARGUMENTS");
  text.insert(text.find("## Phase 2"), "**Gate:** It is fine.\n\n");
  RunClient client(place, text);
  CHECK(client.refusal("baton.run", {{"resume", true}}) == "there is no run to go on with");
  client.choose = [](const std::string&) { return "Stop here"; };
  const std::string run = client.run("baton.run", {{"arguments", "the logs"}});
  const std::string paused = "phase1.one fresh, phase2.two none, paused";
  REQUIRE(client.become(paused) == paused);
  CHECK(client.pipeline()["run"]["underWay"] == false);
  client.choose = [](const std::string&) { return "Go on"; };
  CHECK(client.run("baton.run", {{"resume", true}}) == run);
  const std::string done = "phase1.one fresh, phase2.two fresh, finished";
  CHECK(client.become(done) == done);
  CHECK(text_of(place.root / ".baton/runs/pipe/" + run + "/phase2.two.md") == "Go on: Look at the logs\n");
}

TEST_CASE("run: what a program has answered is not gone on with by preview") {
  const RunPlace place;
  place.have_stub();
  std::string text = two_phases("Look");
  text.insert(text.find("## Phase 2"), "**Gate:** It is fine.\n\n");
  RunClient client(place, text, trusted);
  client.choose = [&](const std::string&) {
    return client.titles.back().front() == "Run" ? "Run" : "Stop here";
  };
  const std::string run = client.run("baton.run", {{"runner", "stub"}});
  const std::string paused = "phase1.one fresh, phase2.two none, paused";
  REQUIRE(client.become(paused) == paused);
  CHECK(client.refusal("baton.run", {{"resume", true}, {"runner", "preview"}}) ==
        "run " + run +
            " was made by the runner stub: name that runner (--runner) to go on, or begin a new run");
  CHECK(text_of(place.root / ".baton/runs/pipe/" + run + "/phase1.one.md") == "answer of one\n");
  CHECK(client.run("baton.run", {{"resume", true}}) == run);
}

TEST_CASE("run: an answer that the file has no more is told, and asked for anew") {
  const RunPlace place;
  const auto text = [](const std::string& option) {
    std::string out = two_phases("Look");
    out.insert(out.find("## Phase 2"), "**Gate:** It is fine.\n\n");
    out.insert(out.find("## Phase 1"),
               "<AskUserQuestion>\nquestions:\n  - header: Scope\n    question: \"How far?\"\n"
               "    options:\n      - {label: Near, description: n}\n      - {label: " +
                   option + ", description: f}\n</AskUserQuestion>\n\n");
    return out;
  };
  RunClient client(place, text("Far"));
  client.choose = [&](const std::string&) {
    const auto& titles = client.titles.back();
    const bool gate = std::ranges::find(titles, "Stop here") != titles.end();
    return gate ? "Stop here" : titles[1];
  };
  const std::string run = client.run("baton.run");
  const std::string paused = "phase1.one fresh, phase2.two none, paused";
  REQUIRE(client.become(paused) == paused);
  client.next("window/showMessage");  // of the gate
  client.change(client.file, 2, whole(text("Distant")));
  CHECK(client.run("baton.run", {{"resume", true}}) == run);
  CHECK(client.next("window/showMessage")["params"]["message"] ==
        "run " + run + " was answered \"Far\" to \"Scope\", which the file does not offer any more");
  REQUIRE(client.become(paused) == paused);
  CHECK(text_of(place.root / ".baton/runs/pipe/" + run + "/phase1.one.md")
            .starts_with("Q: How far?\nA: Distant\n"));
}
