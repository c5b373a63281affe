// Runs from inside an editor, over the wire: what a command answers, how states follow, what is asked, and
// that nothing is left behind.
#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "server/run/store.h"
#include "tests/lsp/run_client.h"
#include "tests/support/processes.h"
#include "tests/support/text_of.h"

using namespace baton::test;
using baton::testing::text_of;
using Json = nlohmann::json;
using Texts = std::vector<std::string>;
namespace fs = std::filesystem;

namespace {

const Json shows_progress = Json::parse(R"({"capabilities":{"window":{"workDoneProgress":true}}})");

const Json asks_questions = Json::parse(R"({"capabilities":{"experimental":{"questions":true}}})");

}  // namespace

TEST_CASE("run: the commands are offered") {
  const RunPlace place;
  RunClient client(place, two_phases("Look"));
  CHECK(client.offered["capabilities"]["executeCommandProvider"]["commands"] ==
        Json{"baton.run", "baton.runPhase", "baton.runTask", "baton.preview", "baton.cancel",
             "baton.showOutput", "baton.createAgent", "baton.showGraph", "baton.restartIndex"});
  CHECK_FALSE(client.offered["capabilities"]["workspace"].contains("textDocumentContent"));
}

TEST_CASE("run: phase 1, then phase 2, and the states follow") {
  const RunPlace place;
  RunClient client(place, two_phases("Look at $ARGUMENTS"));
  CHECK(RunClient::states(client.pipeline()) == "phase1.one none, phase2.two none, no run");
  CHECK(client.refusal("baton.runPhase", {{"phase", 2}}).find("phase1.one") != std::string::npos);

  const std::string first = client.run("baton.runPhase", {{"phase", 1}, {"arguments", "the logs"}});
  CHECK(client.become("phase1.one fresh, phase2.two none, finished") ==
        "phase1.one fresh, phase2.two none, finished");
  const Json pipeline = client.pipeline();
  CHECK(pipeline["run"]["id"] == first);
  const std::string folder = place.root / ".baton/runs/pipe/" + first;
  CHECK(pipeline["tasks"][0]["state"]["output"] == uri(folder + "/phase1.one.md"));
  CHECK(text_of(folder + "/phase1.one.md").starts_with("Look at the logs"));
  CHECK_FALSE(fs::exists(folder + "/phase2.two.md"));

  const std::string second = client.run("baton.runPhase", {{"phase", 2}, {"arguments", "the logs"}});
  CHECK(second != first);
  CHECK(client.become("phase1.one fresh, phase2.two fresh, finished") ==
        "phase1.one fresh, phase2.two fresh, finished");
  const std::string output = place.root / ".baton/runs/pipe/" + second + "/phase2.two.md";
  CHECK(text_of(output).starts_with("Go on: Look at the logs"));
  CHECK(client.next("baton/pipelineChanged")["params"]["textDocument"]["uri"] == uri(client.file));

  // The open text counts, saved or not.
  client.change(client.file, 2, whole(two_phases("Look again at $ARGUMENTS")));
  const Json edited = client.pipeline();
  CHECK(edited["version"] == 2);
  CHECK(RunClient::states(edited) == "phase1.one stale, phase2.two stale, finished");
  CHECK(edited["tasks"][0]["state"]["reason"] == "the prompt changed");
  CHECK(edited["tasks"][1]["state"]["reason"] == "phase1.one is stale");
  CHECK(client.finish() == 0);
}

TEST_CASE("run: what is wrong with a command's arguments is told by the field's name") {
  const RunPlace place;
  RunClient client(place, two_phases("Look"));
  const auto fault = [&](const Json& params) {
    const Json answer = client.request("workspace/executeCommand", params);
    REQUIRE(answer.contains("error"));
    CHECK(answer["error"]["code"] == -32602);
    return answer["error"]["message"].get<std::string>();
  };
  const auto with = [&](const std::string& command, const Json& given) {
    return fault({{"command", command}, {"arguments", Json::array({given})}});
  };
  CHECK(fault({{"command", "baton.fly"}}) == "command: the server does not know baton.fly");
  CHECK(fault(Json::object()) == "command is missing");
  CHECK(fault({{"command", "baton.run"}}) == "arguments is missing");
  CHECK(fault({{"command", "baton.run"}, {"arguments", Json::array()}}) ==
        "arguments: a list of one object is expected");
  CHECK(with("baton.run", 7) == "arguments[0]: an object is expected");
  CHECK(with("baton.run", Json::object()) == "arguments[0].uri is missing");
  CHECK(with("baton.run", client.arguments({{"phase", "one"}})) ==
        "arguments[0].phase: an integer that is not negative is expected");
  CHECK(with("baton.run", client.arguments({{"from", 1}, {"to", 2}})) ==
        "arguments[0].from: no other selection is expected");
  CHECK(with("baton.runPhase", client.arguments()) == "arguments[0].phase is missing");
  CHECK(with("baton.runTask", client.arguments()) == "arguments[0].task is missing");
  CHECK(with("baton.run", client.arguments({{"mode", 3}})) == "arguments[0].mode: a string is expected");
  CHECK(with("baton.run", client.arguments({{"rerun", "yes"}})) ==
        "arguments[0].rerun: true or false is expected");
  for (const char* command : {"baton.run", "baton.runTask", "baton.preview"})
    CHECK(with(command, client.arguments({{"task", ""}})) ==
          "arguments[0].task: the name of a task is expected");
}

TEST_CASE("run: what cannot run is said in words") {
  const RunPlace place;
  RunClient client(place, two_phases("Look"));
  CHECK(client.refusal("baton.runPhase", {{"phase", 7}}) ==
        "the file has no phase 7; its phases are 1 and 2");
  CHECK(client.refusal("baton.run", {{"mode", "quick"}}) ==
        "the file has no mode \"quick\"; it has no modes");
  CHECK(client.refusal("baton.run", {{"runner", "nobody"}})
            .starts_with("there is no runner nobody; there are preview"));
  CHECK(client.refusal("baton.cancel") == "no run of this file is under way");
  CHECK(client.refusal("baton.showOutput", {{"task", "one"}}) == "one has no output yet");
  client.change(client.file, 2, whole(two_phases("Look", "{phase3.x.output}")));
  CHECK(client.refusal("baton.run").find("[unknown-phase]") != std::string::npos);
  client.open(place.root / "readme.md", "# Read me\n");
  const Json answer = client.request(
      "workspace/executeCommand",
      {{"command", "baton.run"}, {"arguments", Json::array({{{"uri", uri(place.root / "readme.md")}}})}});
  CHECK(answer["error"]["message"] == "this file is no command: it has no pipeline to run");
  CHECK_FALSE(fs::exists(place.root / ".baton"));
}

TEST_CASE("run: progress is shown from the begin to the end, and its button cancels") {
  const RunPlace place;
  place.have_stub("  runner: stub\n");
  Json more = trusted;
  more.merge_patch(shows_progress);
  RunClient client(place, two_phases("DO: hang"), more);
  client.choose = [](const std::string&) { return "Run"; };
  client.run("baton.run");
  Json told;
  for (int i = 0; i < 20 && told["params"]["value"]["kind"] != "report"; ++i) {
    told = client.next("$/progress");
    REQUIRE(told.is_object());
    if (told["params"]["token"] != "baton-run-1") continue;
    if (told["params"]["value"]["kind"] == "begin")
      CHECK(told["params"]["value"] ==
            Json{{"kind", "begin"}, {"title", "Run /pipe"}, {"cancellable", true}, {"percentage", 0}});
  }
  CHECK(told["params"]["value"] == Json{{"kind", "report"}, {"message", "phase 1: one"}, {"percentage", 0}});
  CHECK(client.become("phase1.one running, phase2.two waiting, running") ==
        "phase1.one running, phase2.two waiting, running");
  client.notify("window/workDoneProgress/cancel", {{"token", "baton-run-1"}});
  Json end;
  for (int i = 0; i < 20 && end["params"]["value"]["kind"] != "end"; ++i) {
    end = client.next("$/progress");
    REQUIRE(end.is_object());
  }
  CHECK(end["params"]["token"] == "baton-run-1");
  CHECK(end["params"]["value"]["message"] == "cancelled: 0 done, 1 cancelled, 1 blocked");
  CHECK(client.become("phase1.one cancelled, phase2.two blocked, cancelled") ==
        "phase1.one cancelled, phase2.two blocked, cancelled");
}

TEST_CASE("run: a second run of the file is refused while one is under way; another file's is not") {
  const RunPlace place;
  place.have_stub("  runner: stub\n");
  RunClient client(place, two_phases("DO: hang"), trusted);
  client.choose = [](const std::string&) { return "Run"; };
  const std::string run = client.run("baton.run");
  CHECK(client.refusal("baton.run") == "a run of this file is under way: wait for its end, or cancel it");
  const std::string other = place.root / ".claude/commands/other.md";
  client.open(other, two_phases("Fine"));
  Json given = Json::array({{{"uri", uri(other)}}});
  const Json answer =
      client.request("workspace/executeCommand", {{"command", "baton.run"}, {"arguments", given}});
  CHECK(answer["result"]["run"].is_string());
  // Edited meanwhile, the run goes on with what it began with, and the new text has its states.
  client.change(client.file, 2, whole(two_phases("Other words")));
  CHECK(client.become("phase1.one running, phase2.two waiting, running") ==
        "phase1.one running, phase2.two waiting, running");
  CHECK(client.execute("baton.cancel")["result"].is_null());
  CHECK(client.become("phase1.one cancelled, phase2.two blocked, cancelled") ==
        "phase1.one cancelled, phase2.two blocked, cancelled");
  CHECK(text_of(place.root / ".baton/runs/pipe/" + run + "/.command.md") == two_phases("DO: hang"));
}

TEST_CASE("run: a phase that reads what was made with other arguments says so before it runs") {
  const RunPlace place;
  RunClient client(place, two_phases("Look at $ARGUMENTS"));
  client.run("baton.runPhase", {{"phase", 1}, {"arguments", "orders"}});
  client.become("phase1.one fresh, phase2.two none, finished");
  client.run("baton.runPhase", {{"phase", 2}, {"arguments", "bills"}});
  CHECK(client.next("window/showMessage")["params"]["message"] ==
        "the output of phase1.one, which is read, was made with other arguments: \"orders\"");
}

TEST_CASE("run: a task that fails is told, with its reason") {
  const RunPlace place;
  place.have_stub("  runner: stub\n");
  RunClient client(place, two_phases("DO: fail"), trusted);
  client.choose = [](const std::string&) { return "Run"; };
  client.run("baton.run");
  CHECK(client.become("phase1.one failed, phase2.two blocked, failed") ==
        "phase1.one failed, phase2.two blocked, failed");
  const Json told = client.next("window/showMessage");
  CHECK(told["params"]["type"] == 1);
  CHECK(told["params"]["message"].get<std::string>().starts_with(
      "/pipe: 0 done, 1 failed, 1 blocked. phase1.one failed: "));
  const Json pipeline = client.pipeline();
  CHECK(pipeline["tasks"][0]["state"]["reason"].get<std::string>().find("no such model") !=
        std::string::npos);
  CHECK(pipeline["tasks"][1]["state"]["reason"] == "needs the output of phase1.one, which failed");
}

TEST_CASE("run: the mode and the file's questions are asked, with their options as buttons") {
  const std::string question =
      "<AskUserQuestion>\nquestions:\n  - question: \"How deep?\"\n    header: Depth\n    options:\n"
      "      - label: Shallow\n      - label: Deep\n        description: Takes long\n</AskUserQuestion>\n";
  const RunPlace place;
  std::string text = two_phases("Look", "Go on", three_modes);
  text.insert(text.find("## Phase 1"), question + "\n");
  RunClient client(place, text);
  SUBCASE("answered") {
    client.choose = [](const std::string& words) {
      return words.starts_with("How deep?") ? "Deep" : "standard";
    };
    const std::string run = client.run("baton.run");
    REQUIRE(client.asked.size() == 2);
    CHECK(client.titles == std::vector<Texts>{{"quick", "standard", "enterprise"}, {"Shallow", "Deep"}});
    CHECK(client.asked[1] == "How deep?\nDeep: Takes long");
    CHECK(client.become("phase1.one fresh, phase2.two fresh, finished") ==
          "phase1.one fresh, phase2.two fresh, finished");
    CHECK(client.pipeline()["run"]["mode"] == "standard");
    CHECK(text_of(place.root / ".baton/runs/pipe/" + run + "/phase1.one.md")
              .starts_with("Q: How deep?\nA: Deep\n\nLook"));
  }
  SUBCASE("dismissed") {
    CHECK(
        client.refusal("baton.run") ==
        "the file has the modes \"quick\", \"standard\" and \"enterprise\"; say which one is to run. Nobody "
        "answered, so nothing ran: run it again with a mode, or in a terminal: baton --run "
        ".claude/commands/pipe.md --mode MODE");
    CHECK_FALSE(fs::exists(place.root / ".baton"));
  }
  SUBCASE("no way to ask") {
    client.can_ask = false;
    const std::string words = client.refusal("baton.run", {{"mode", "quick"}});
    CHECK(words.find("the question \"Depth\" has no answer") != std::string::npos);
    CHECK(words.ends_with("baton --run .claude/commands/pipe.md --answer \"Depth=…\""));
    CHECK_FALSE(fs::exists(place.root / ".baton"));
  }
}

TEST_CASE("run: what was answered for one phase stands when the next has run, which asks nothing") {
  const RunPlace place;
  std::string text = two_phases("Look");
  text.insert(text.find("## Phase 1"),
              "<AskUserQuestion>\nquestions:\n  - question: \"How deep?\"\n    options:\n"
              "      - label: Shallow\n      - label: Deep\n</AskUserQuestion>\n\n");
  RunClient client(place, text);
  client.choose = [](const std::string&) { return "Deep"; };
  client.run("baton.runPhase", {{"phase", 1}});
  const std::string first = "phase1.one fresh, phase2.two none, finished";
  CHECK(client.become(first) == first);
  client.run("baton.runPhase", {{"phase", 2}});
  const std::string both = "phase1.one fresh, phase2.two fresh, finished";
  CHECK(client.become(both) == both);
  CHECK(client.asked.size() == 1);
}

TEST_CASE("run: a question with several answers is asked until they are all there") {
  const RunPlace place;
  std::string text = two_phases("Look", "Go on");
  text.insert(text.find("## Phase 1"),
              "<AskUserQuestion>\nquestions:\n  - question: \"What for?\"\n    header: Targets\n"
              "    multiSelect: true\n    options:\n      - label: Done\n        description: D\n"
              "      - label: macOS\n      - label: Linux\n</AskUserQuestion>\n\n");
  const auto prompt = [&](const std::string& run) {
    return text_of(place.root / ".baton/runs/pipe/" + run + "/phase1.one.md");
  };
  const auto ends = [](RunClient& client) {
    const std::string wanted = "phase1.one fresh, phase2.two fresh, finished";
    CHECK(client.become(wanted) == wanted);
  };
  SUBCASE("by buttons, one after the other") {
    RunClient client(place, text);
    const Texts choices = {"Linux", "Done", "Done."};
    client.choose = [&](const std::string&) { return choices.at(client.asked.size() - 1); };
    const std::string run = client.run("baton.run");
    ends(client);
    CHECK(prompt(run).starts_with("Q: What for?\nA: Linux, Done\n\nLook"));
    CHECK(client.titles ==
          std::vector<Texts>{{"Done", "macOS", "Linux"}, {"Done", "macOS", "Done."}, {"macOS", "Done."}});
    CHECK(client.asked == Texts{"What for?\nDone: D", "What for?\nDone: D\nChosen: Linux",
                                "What for?\nDone: D\nChosen: Linux and Done"});
  }
  SUBCASE("by buttons, all of them") {
    RunClient client(place, text);
    client.choose = [&](const std::string&) { return client.titles.back().front(); };
    const std::string run = client.run("baton.run");
    ends(client);
    CHECK(client.asked.size() == 3);
    CHECK(prompt(run).starts_with("Q: What for?\nA: Done, macOS, Linux\n\nLook"));
  }
  SUBCASE("by buttons, and then not at all") {
    RunClient client(place, text);
    client.choose = [&](const std::string&) { return client.asked.size() == 1 ? "macOS" : ""; };
    CHECK(client.refusal("baton.run").find("Nobody answered, so nothing ran") != std::string::npos);
  }
  SUBCASE("by a client that has lists") {
    RunClient client(place, text, asks_questions);
    client.given = Json::parse(R"({"chosen":[2,0]})");
    const std::string run = client.run("baton.run");
    ends(client);
    CHECK(client.asked.empty());
    CHECK(client.question == Json::parse(R"({"message":"What for?","several":true,"options":[
        {"label":"Done","description":"D"},{"label":"macOS"},{"label":"Linux"}]})"));
    CHECK(prompt(run).starts_with("Q: What for?\nA: Linux, Done\n\nLook"));
  }
  SUBCASE("by a client that has lists, but makes nothing of them") {
    RunClient client(place, text, asks_questions);
    for (const char* odd :
         {"null", "7", "[]", "{}", R"({"chosen":[3]})", R"({"chosen":[-1]})", R"({"chosen":["a"]})",
          R"({"chosen":{}})", R"({"chosen":[]})", R"({"text":"macOS"})"}) {
      client.given = Json::parse(odd);
      CHECK(client.refusal("baton.run").find("Nobody answered, so nothing ran") != std::string::npos);
    }
  }
}

TEST_CASE("run: a question without options is answered in words, where the client has a place for them") {
  const RunPlace place;
  std::string text = two_phases("Look", "Go on");
  text.insert(text.find("## Phase 1"),
              "<AskUserQuestion>\nquestions:\n  - question: \"What for?\"\n</AskUserQuestion>\n\n");
  SUBCASE("it has") {
    RunClient client(place, text, asks_questions);
    client.given = Json::parse(R"({"text":"the {phase1.one.output}"})");
    const std::string run = client.run("baton.run");
    CHECK(client.question == Json::parse(R"({"message":"What for?","several":false,"options":[]})"));
    CHECK(client.become("phase1.one fresh, phase2.two fresh, finished").ends_with("finished"));
    CHECK(text_of(place.root / ".baton/runs/pipe/" + run + "/phase1.one.md")
              .starts_with("Q: What for?\nA: the {phase1.one.output}\n\nLook"));
    client.given = Json::parse(R"({"text":" "})");
    CHECK(client.refusal("baton.run").find("Nobody answered") != std::string::npos);
  }
  SUBCASE("it has none") {
    RunClient client(place, text);
    CHECK(client.refusal("baton.run").find("Nobody answered") != std::string::npos);
    CHECK(client.asked.empty());
  }
}

TEST_CASE("run: a gate is asked; who does not pass it goes on later") {
  const RunPlace place;
  std::string text = two_phases("Look");
  text.insert(text.find("## Phase 2"), "**Gate:** It is fine.\n\n");
  RunClient client(place, text);
  client.can_ask = false;
  const std::string run = client.run("baton.run");
  CHECK(client.become("phase1.one fresh, phase2.two none, paused") ==
        "phase1.one fresh, phase2.two none, paused");
  const Json told = client.next("window/showMessage");
  CHECK(told["params"]["message"] ==
        "/pipe waits at a gate: It is fine. Run it again to be asked once more, or go on in a terminal: "
        "baton --run "
        ".claude/commands/pipe.md --resume " +
            run + " --yes");
  client.can_ask = true;
  client.choose = [](const std::string&) { return "Go on"; };
  client.run("baton.run");
  CHECK(client.become("phase1.one fresh, phase2.two fresh, finished") ==
        "phase1.one fresh, phase2.two fresh, finished");
  CHECK(client.asked == Texts{"Gate: It is fine. Shall the run go on?"});
  CHECK(client.titles == std::vector<Texts>{{"Go on", "Stop here"}});
}

TEST_CASE("run: a gate has what was made before it on offer, and asks again behind it") {
  const RunPlace place;
  std::string text = two_phases("Look");
  text.insert(text.find("## Phase 2"), "**Gate:** It is fine.\n\n");
  RunClient client(place, text,
                   Json::parse(R"({"capabilities":{"window":{"showDocument":{"support":true}}}})"));
  client.choose = [&](const std::string&) { return client.asked.size() < 2 ? "Show outputs" : "Go on"; };
  const std::string run = client.run("baton.run");
  CHECK(client.become("phase1.one fresh, phase2.two fresh, finished") ==
        "phase1.one fresh, phase2.two fresh, finished");
  CHECK(client.titles == std::vector<Texts>(2, Texts{"Go on", "Stop here", "Show outputs"}));
  CHECK(client.next("window/showDocument")["params"]["uri"] ==
        uri(place.root / ".baton/runs/pipe/" + run + "/phase1.one.md"));
}

TEST_CASE("run: who closes the editor leaves nothing running, and the run can be gone on with") {
  const RunPlace place;
  place.have_stubborn();
  std::string run;
  pid_t runner = 0;
  {
    RunClient client(place, two_phases("Look"), trusted);
    client.choose = [](const std::string&) { return "Run"; };
    run = client.run("baton.run");
    runner = place.stubborn();
    const auto begun = std::chrono::steady_clock::now();
    SUBCASE("as the protocol has it") {
      CHECK(client.finish() == 0);
    }
    SUBCASE("without a word") {
      client.hang_up();
      CHECK(client.exit_code() == 1);
    }
    CHECK(std::chrono::steady_clock::now() - begun < std::chrono::seconds(3));
  }
  CHECK(::kill(runner, 0) != 0);
  const auto state = baton::read_run(place.root.path(), "pipe", run);
  REQUIRE(state);
  CHECK(state->outcome == baton::RunOutcome::cancelled);
  CHECK_FALSE(baton::is_held(place.root.path(), "pipe", run));
}

TEST_CASE("run: a server that is killed leaves nothing running, and the run can be gone on with") {
  const RunPlace place;
  place.have_stubborn();
  const pid_t server = ::fork();
  REQUIRE(server >= 0);
  if (server == 0) {
    RunClient client(place, two_phases("Look"), trusted);
    client.choose = [](const std::string&) { return "Run"; };
    client.run("baton.run");
    ::pause();
  }
  const pid_t runner = place.stubborn();
  CHECK(baton::testing::is_running(runner));
  ::kill(server, SIGKILL);
  CHECK(::waitpid(server, nullptr, 0) == server);
  CHECK(baton::testing::soon_gone(runner));
  const std::vector<std::string> runs = baton::list_runs(place.root.path(), "pipe");
  REQUIRE(runs.size() == 1);
  CHECK_FALSE(baton::is_held(place.root.path(), "pipe", runs.front()));
}
