// What is shown of runs: previews and outputs as documents, however a client shows them.
#include <doctest/doctest.h>

#include <filesystem>
#include <string>

#include "tests/lsp/run_client.h"
#include "tests/support/text_of.h"

using namespace baton::test;
using baton::testing::text_of;
using Json = nlohmann::json;
namespace fs = std::filesystem;

namespace {

const Json shows_files = Json::parse(R"({"capabilities":{"window":{"showDocument":{"support":true}}}})");
const Json asks_for_content = Json::parse(
    R"({"capabilities":{"workspace":{"textDocumentContent":{}},"window":{"showDocument":{"support":true}}}})");

}  // namespace

TEST_CASE("preview: the prompt of one task, as a file that the client is told of") {
  const RunPlace place;
  RunClient client(place, two_phases("Look at $ARGUMENTS"));
  const Json answer = client.execute("baton.preview", {{"task", "one"}, {"arguments", "the logs"}});
  const std::string file = place.root / ".baton/runs/pipe/previews/one.md";
  CHECK(answer["result"] == Json{{"uri", uri(file)}});
  CHECK(text_of(file).starts_with("Look at the logs"));
  CHECK(text_of(place.root / ".baton/.gitignore") == "*\n");
  CHECK(client.next("window/showDocument", 50).is_null());
  // It is no run.
  CHECK(RunClient::states(client.pipeline()) == "phase1.one none, phase2.two none, no run");
}

TEST_CASE("preview: shown at once where the client can, and what is not there yet stands as it is written") {
  const RunPlace place;
  RunClient client(place, two_phases("Look"), shows_files);
  const Json answer = client.execute("baton.preview");
  const std::string file = place.root / ".baton/runs/pipe/previews/all.md";
  CHECK(client.next("window/showDocument")["params"]["uri"] == uri(file));
  CHECK(text_of(file).find("Go on: {phase1.one.output}") != std::string::npos);
  CHECK(text_of(file).starts_with("# phase1.one\n\nLook"));
  client.run("baton.run");
  client.become("phase1.one fresh, phase2.two fresh, finished");
  client.execute("baton.preview", {{"phase", 2}});
  CHECK(text_of(place.root / ".baton/runs/pipe/previews/phase2.md").starts_with("Go on: Look"));
}

TEST_CASE("preview: a text without a file where the client asks for content") {
  const RunPlace place;
  RunClient client(place, two_phases("Look"), asks_for_content);
  CHECK(client.offered["capabilities"]["workspace"]["textDocumentContent"]["schemes"] ==
        Json::array({"baton"}));
  const std::string shown = client.execute("baton.preview", {{"task", "phase1.one"}})["result"]["uri"];
  CHECK(shown == "baton:///preview/pipe/phase1.one.md");
  CHECK(client.next("window/showDocument")["params"]["uri"] == shown);
  const Json text = client.request("workspace/textDocumentContent", {{"uri", shown}})["result"];
  CHECK(text["text"].get<std::string>().starts_with("Look"));
  CHECK_FALSE(fs::exists(place.root / ".baton"));
  CHECK(client.error_of("workspace/textDocumentContent", {{"uri", "baton:///other"}}) == -32803);
  CHECK(client.error_of("workspace/textDocumentContent", Json::object()) == -32602);
}

TEST_CASE("preview: who shows the one before is told that there is a new one") {
  const RunPlace place;
  RunClient client(place, two_phases("Look at $ARGUMENTS"), asks_for_content);
  const auto preview = [&](const std::string& given) {
    const std::string shown =
        client.execute("baton.preview", {{"task", "one"}, {"arguments", given}})["result"]["uri"];
    CHECK(client.next("workspace/textDocumentContent/refresh")["params"] == Json{{"uri", shown}});
    CHECK(client.next("window/showDocument")["params"]["uri"] == shown);
    return client.request("workspace/textDocumentContent", {{"uri", shown}})["result"]["text"]
        .get<std::string>();
  };
  CHECK(preview("the logs").starts_with("Look at the logs"));
  CHECK(preview("the mail").starts_with("Look at the mail"));
}

TEST_CASE("preview: needs a mode, and a task that has a prompt in it") {
  const RunPlace place;
  RunClient client(place, two_phases("[Enterprise mode] Look", "Go on", three_modes));
  CHECK(client.refusal("baton.preview", {{"task", "one"}, {"mode", "quick"}}) ==
        "there is nothing to run: phase1.one runs in enterprise only");
  CHECK(client.refusal("baton.preview", {{"task", "none"}, {"mode", "quick"}}) ==
        "the file has no task of an agent \"none\"; did you mean \"one\"?");
  client.choose = [](const std::string&) { return "enterprise"; };
  CHECK(client.execute("baton.preview", {{"task", "one"}})["result"].contains("uri"));
}

TEST_CASE("output: the file that a task wrote") {
  const RunPlace place;
  RunClient client(place, two_phases("Look"));
  const std::string run = client.run("baton.run");
  client.become("phase1.one fresh, phase2.two fresh, finished");
  const std::string file = place.root / ".baton/runs/pipe/" + run + "/phase2.two.md";
  CHECK(client.execute("baton.showOutput", {{"task", "two"}})["result"]["uri"] == uri(file));
  CHECK(client.execute("baton.showOutput", {{"task", "phase2.two"}})["result"]["uri"] == uri(file));
  CHECK(client.refusal("baton.showOutput", {{"task", "three"}}) == "the file has no task three");
}

TEST_CASE("output: that of an earlier run, while the task runs again and where it made none then") {
  const RunPlace place;
  place.have_stub("  runner: stub\n");
  RunClient client(place, two_phases("Look"), trusted);
  client.choose = [](const std::string&) { return "Run"; };
  const std::string first = client.run("baton.runPhase", {{"phase", 1}});
  REQUIRE(client.become("phase1.one fresh, phase2.two none, finished").ends_with("finished"));
  const std::string file = place.root / ".baton/runs/pipe/" + first + "/phase1.one.md";
  const auto shows_it = [&] {
    CHECK(client.execute("baton.showOutput", {{"task", "phase1.one"}})["result"] == Json{{"uri", uri(file)}});
    CHECK(client.pipeline()["tasks"][0]["state"].value("output", Json()) != uri(file));
  };
  client.change(client.file, 2, whole(two_phases("DO: together")));
  client.run("baton.runTask", {{"task", "phase1.one"}});
  const std::string running = "phase1.one running, phase2.two none, running";
  REQUIRE(client.become(running) == running);
  shows_it();
  {
    // Another editor knows of the run from the disk alone.
    RunClient other(place, two_phases("DO: together"));
    REQUIRE(other.become(running) == running);
    CHECK(other.execute("baton.showOutput", {{"task", "one"}})["result"] == Json{{"uri", uri(file)}});
    CHECK(other.finish() == 0);
  }
  client.execute("baton.cancel");
  client.execute("baton.cancel");
  const std::string ended = "phase1.one cancelled, phase2.two none, cancelled";
  REQUIRE(client.become(ended) == ended);
  shows_it();
}

TEST_CASE("output: of the second task of an agent, as the lines of a run name it") {
  const RunPlace place;
  std::string text = two_phases("Look");
  text.insert(text.find("## Phase 2"), "<Task>\nsubagent_type: one\nprompt: |\n  Again\n</Task>\n\n");
  RunClient client(place, text);
  const std::string run = client.run("baton.runTask", {{"task", "one.2"}});
  const std::string done = "phase1.one none, phase1.one.2 fresh, phase2.two none, finished";
  REQUIRE(client.become(done) == done);
  const std::string file = place.root / ".baton/runs/pipe/" + run + "/phase1.one.2.md";
  CHECK(client.execute("baton.showOutput", {{"task", "one.2"}})["result"] == Json{{"uri", uri(file)}});
}

TEST_CASE("output: why there is none of a task that failed") {
  const RunPlace place;
  place.have_stub("  runner: stub\n");
  RunClient client(place, two_phases("DO: killed"), trusted);
  client.choose = [](const std::string&) { return "Run"; };
  client.run("baton.run");
  const std::string failed = "phase1.one failed, phase2.two blocked, failed";
  REQUIRE(client.become(failed) == failed);
  CHECK(client.refusal("baton.showOutput", {{"task", "one"}})
            .starts_with("one has no output: failed: runner.sh was ended by signal 9 (killed)"));
  CHECK(client.refusal("baton.runPhase", {{"phase", 2}})
            .find("phase2.two needs the output of phase1.one, which failed: runner.sh was ended by") !=
        std::string::npos);
}

TEST_CASE("output: as content where the client asks for it") {
  const RunPlace place;
  RunClient client(place, two_phases("Look"), asks_for_content);
  const std::string run = client.run("baton.run");
  client.become("phase1.one fresh, phase2.two fresh, finished");
  const std::string shown = client.execute("baton.showOutput", {{"task", "one"}})["result"]["uri"];
  CHECK(shown == "baton:///" + run + "/phase1.one.md");
  CHECK(client.request("workspace/textDocumentContent", {{"uri", shown}})["result"]["text"]
            .get<std::string>()
            .starts_with("Look"));
}
