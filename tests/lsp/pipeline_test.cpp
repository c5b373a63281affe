// baton/pipeline: the graph of --graph with what is known of runs, for open files and others; and what
// follows of it when something happens.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "tests/lsp/run_client.h"

using namespace baton::test;
using Json = nlohmann::json;

namespace {

Json of(const std::string& path) {
  return {{"textDocument", {{"uri", uri(path)}}}};
}

Json span(int line, int begin, int end_line, int end) {
  return {{"start", {{"line", line}, {"character", begin}}},
          {"end", {{"line", end_line}, {"character", end}}}};
}

}  // namespace

TEST_CASE("pipeline: what the graph has, with ranges as the client counts them") {
  const RunPlace place;
  RunClient client(place, two_phases("Look", "\xF0\x9D\x84\x9E: {phase1.one.output}"));
  const Json pipeline = client.pipeline();
  CHECK(pipeline["version"] == 1);
  CHECK(pipeline["mode"].is_null());
  CHECK(pipeline["complete"] == true);
  CHECK(pipeline["run"].is_null());
  CHECK_FALSE(pipeline.contains("path"));
  CHECK(pipeline["phases"][0] == Json{{"id", "p1"},
                                      {"number", 1},
                                      {"title", "A"},
                                      {"tasks", Json::array({"t1"})},
                                      {"gates", Json::array()},
                                      {"range", span(6, 0, 14, 0)}});
  CHECK(pipeline["tasks"][1] == Json{{"id", "t2"},
                                     {"step", "phase2.two"},
                                     {"phase", "p2"},
                                     {"agents", Json::array({"two"})},
                                     {"modes", Json::array()},
                                     {"optional", false},
                                     {"range", span(16, 0, 20, 7)},
                                     {"nameRange", span(17, 15, 17, 18)},
                                     {"state", {{"kind", "none"}}}});
  REQUIRE(pipeline["edges"].size() == 1);
  CHECK(pipeline["edges"][0]["from"] == "t1");
  // The clef is two units of UTF-16.
  CHECK(pipeline["edges"][0]["reads"][0] ==
        Json{{"text", "{phase1.one.output}"}, {"range", span(19, 6, 19, 25)}});
}

TEST_CASE("pipeline: of one mode; of a file that is not open; of none") {
  const RunPlace place;
  RunClient client(place, two_phases("[Enterprise mode] Look", "Go on", three_modes));
  CHECK(client.pipeline({{"mode", "quick"}})["tasks"].size() == 1);
  CHECK(client.pipeline({{"mode", "enterprise"}})["tasks"].size() == 2);
  CHECK(client.pipeline()["modes"].size() == 3);
  CHECK(client.error_of("baton/pipeline",
                        {{"textDocument", {{"uri", uri(client.file)}}}, {"mode", "slow"}}) == -32602);
  CHECK(client.error_of("baton/pipeline", {{"textDocument", {{"uri", uri(client.file)}}}, {"mode", 4}}) ==
        -32602);
  CHECK(client.error_of("baton/pipeline", Json::object()) == -32602);
  client.close(client.file);
  const Json closed = client.pipeline();
  CHECK(closed["version"].is_null());
  CHECK(closed["tasks"].size() == 2);
  CHECK(client.request("baton/pipeline", of(place.root / ".claude/agents/one.md"))["result"].is_null());
  CHECK(client.request("baton/pipeline", of("/no/where.md"))["result"].is_null());
}

TEST_CASE("pipeline: what cannot run has no step") {
  const RunPlace place;
  RunClient client(place, two_phases("Look") + "\n<Task>\nsubagent_type: one\n</Task>\n");
  const Json pipeline = client.pipeline();
  REQUIRE(pipeline["tasks"].size() == 3);
  CHECK(pipeline["tasks"][2]["step"].is_null());
  CHECK(pipeline["tasks"][2]["state"]["kind"] == "none");
}

TEST_CASE("pipeline: earlier runs are known to a new session, whoever made them") {
  const RunPlace place;
  {
    RunClient client(place, two_phases("Look at $ARGUMENTS"));
    client.run("baton.run", {{"arguments", "the logs"}});
    CHECK(client.become("phase1.one fresh, phase2.two fresh, finished") ==
          "phase1.one fresh, phase2.two fresh, finished");
  }
  RunClient client(place, two_phases("Look at $ARGUMENTS"));
  CHECK(RunClient::states(client.pipeline()) == "phase1.one fresh, phase2.two fresh, finished");
  while (client.next("baton/pipelineChanged", 200).is_object()) {
  }
  // The user took them away.
  place.root.remove(".baton");
  tell_of(client, place.root / ".baton/runs/pipe", 3);
  CHECK(client.next("baton/pipelineChanged")["params"] == of(client.file));
  CHECK(RunClient::states(client.pipeline()) == "phase1.one none, phase2.two none, no run");
}

TEST_CASE("pipeline: a client that asked for it is told every event of a run, once and in order") {
  const RunPlace place;
  RunClient client(place, two_phases("Look"),
                   Json::parse(R"({"capabilities":{"experimental":{"runEvents":true}}})"));
  const std::string run = client.run("baton.run");
  std::vector<std::string> events;
  while (events.empty() || events.back() != "run-finished") {
    const Json told = client.next("baton/runEvents");
    REQUIRE(told.is_object());
    CHECK(told["params"]["run"] == run);
    CHECK(told["params"]["textDocument"]["uri"] == uri(client.file));
    for (const Json& event : told["params"]["events"]) events.push_back(event["event"]);
  }
  CHECK(events == std::vector<std::string>{"run-started", "task-ready", "task-started", "task-output",
                                           "task-finished", "task-ready", "task-started", "task-output",
                                           "task-finished", "run-finished"});
  // Nobody else is.
  RunClient other(place, two_phases("Look"));
  other.run("baton.run");
  other.become("phase1.one fresh, phase2.two fresh, finished");
  CHECK(other.next("baton/runEvents", 50).is_null());
}
