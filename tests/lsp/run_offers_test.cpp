// What menus and lenses offer to run, what they say of it, and what the hover knows of outputs.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "tests/lsp/run_client.h"

using namespace baton::test;
using Json = nlohmann::json;
using Texts = std::vector<std::string>;

namespace {

Json takes(bool literals, bool disabled) {
  Json action = Json::object();
  if (literals) action["codeActionLiteralSupport"] = {{"codeActionKind", {{"valueSet", {"quickfix"}}}}};
  if (disabled) action["disabledSupport"] = true;
  return {{"capabilities", {{"textDocument", {{"codeAction", action}}}}}};
}

// The line of the second task's agent in `two_phases`.
constexpr int second_task = 17;

Json actions(RunClient& client, int line, const Json& only = Json::array({"baton.run"})) {
  const Json at = {{"line", line}, {"character", 2}};
  return client.request("textDocument/codeAction",
                        {{"textDocument", {{"uri", uri(client.file)}}},
                         {"range", {{"start", at}, {"end", at}}},
                         {"context", {{"diagnostics", Json::array()}, {"only", only}}}})["result"];
}

// "title" or "title -- reason"
Texts lines(const Json& list) {
  Texts out;
  for (const Json& action : list)
    out.push_back(
        action["title"].get<std::string>() +
        (action.contains("disabled") ? " -- " + action["disabled"]["reason"].get<std::string>() : ""));
  return out;
}

// "line title" of those that have a command.
Texts lenses(RunClient& client) {
  Texts out;
  const Json list =
      client.request("textDocument/codeLens", {{"textDocument", {{"uri", uri(client.file)}}}})["result"];
  for (const Json& lens : list)
    if (lens.contains("command"))
      out.push_back(std::to_string(lens["range"]["start"]["line"].get<int>()) + " " +
                    lens["command"]["title"].get<std::string>());
  return out;
}

std::string hover(RunClient& client, int line, int character) {
  const Json found = client.request("textDocument/hover",
                                    {{"textDocument", {{"uri", uri(client.file)}}},
                                     {"position", {{"line", line}, {"character", character}}}})["result"];
  return found.is_null() ? "" : found["contents"]["value"].get<std::string>();
}

}  // namespace

TEST_CASE("actions: all that can be run at a task, and why not now") {
  const RunPlace place;
  RunClient client(place, two_phases("Look"), takes(true, true));
  client.pipeline();
  CHECK(lines(actions(client, second_task)) ==
        Texts{"Run task two -- phase 1 has not run", "Run task two with prerequisites",
              "Preview prompt of two", "Show output of two -- it has no output yet",
              "Run phase 2 -- phase 1 has not run", "Run phase 2 with prerequisites",
              "Run from phase 2 on -- phase 1 has not run", "Run up to phase 2", "Run pipeline…"});
  const Json list = actions(client, second_task);
  CHECK(list[1]["kind"] == "baton.run");
  CHECK(list[1]["command"]["command"] == "baton.runTask");
  CHECK(list[1]["command"]["arguments"] ==
        Json::array({client.arguments({{"task", "phase2.two"}, {"withPrerequisites", true}})}));
  CHECK_FALSE(list[0].contains("command"));
  client.run("baton.runTask", {{"task", "phase2.two"}, {"withPrerequisites", true}});
  client.become("phase1.one fresh, phase2.two fresh, finished");
  CHECK(lines(actions(client, second_task)) ==
        Texts{"Run task two", "Preview prompt of two", "Show output of two", "Rerun two (ignore cache)",
              "Run phase 2", "Run from phase 2 on", "Run up to phase 2", "Run pipeline…"});
  CHECK(lines(actions(client, 7)) == Texts{"Run phase 1", "Run from phase 1 on", "Run up to phase 1",
                                           "Preview prompts of phase 1", "Run pipeline…"});
  CHECK(actions(client, second_task, Json::array({"quickfix"})).empty());
  CHECK(actions(client, second_task, Json::array({"baton"})).size() == 8);
}

TEST_CASE("actions: clients that take less get less") {
  const RunPlace place;
  SUBCASE("without disabledSupport") {
    RunClient client(place, two_phases("Look"), takes(true, false));
    client.pipeline();
    CHECK(client.offered["capabilities"]["codeActionProvider"]["codeActionKinds"].back() == "baton.run");
    CHECK(lines(actions(client, second_task)) ==
          Texts{"Run task two with prerequisites", "Preview prompt of two", "Run phase 2 with prerequisites",
                "Run up to phase 2", "Run pipeline…"});
  }
  SUBCASE("without literals: commands") {
    RunClient client(place, two_phases("Look"), takes(false, true));
    client.pipeline();
    const Json list = actions(client, second_task);
    CHECK(lines(list) == Texts{"Run task two with prerequisites", "Preview prompt of two",
                               "Run phase 2 with prerequisites", "Run up to phase 2", "Run pipeline…"});
    CHECK(list[4]["command"] == "baton.run");
    CHECK(list[4]["arguments"] == Json::array({client.arguments()}));
  }
}

TEST_CASE("actions: a runner that may not run here, and a run under way") {
  const RunPlace place;
  place.have_stub("  runner: stub\n");
  SUBCASE("not trusted") {
    RunClient client(place, two_phases("Look"), takes(true, true));
    client.pipeline();
    CHECK(lines(actions(client, 7))[0] ==
          "Run phase 1 -- runs are not allowed here: the user has not said that this workspace is trusted");
    CHECK(lines(actions(client, 7))[3] == "Preview prompts of phase 1");
  }
  SUBCASE("under way") {
    Json more = trusted;
    more.merge_patch(takes(true, true));
    RunClient client(place, two_phases("DO: hang"), more);
    client.choose = [](const std::string&) { return "Run"; };
    client.run("baton.run");
    CHECK(lines(actions(client, 7)) ==
          Texts{"Run phase 1 -- a run of this file is under way",
                "Run from phase 1 on -- a run of this file is under way",
                "Run up to phase 1 -- a run of this file is under way", "Preview prompts of phase 1",
                "Run pipeline… -- a run of this file is under way", "Cancel run"});
    client.execute("baton.cancel");
  }
}

TEST_CASE("lenses: above the title, phases and tasks, with the last states") {
  const RunPlace place;
  const Json more = Json::parse(R"({"capabilities":{"workspace":{"codeLens":{"refreshSupport":true}},
                                                    "experimental":{"commands":["baton.showGraph"]}}})");
  RunClient client(place, two_phases("Look"), more);
  client.pipeline();
  CHECK(lenses(client) == Texts{"4 Run pipeline", "4 Graph", "6 Run phase 1", "6 Run from here", "6 Preview",
                                "14 Run phase 2", "14 Run from here", "14 Preview",
                                "8 Run task (not run yet)", "16 Run task (not run yet)"});
  client.run("baton.runPhase", {{"phase", 1}});
  client.become("phase1.one fresh, phase2.two none, finished");
  CHECK(client.next("workspace/codeLens/refresh").is_object());
  CHECK(lenses(client)[8] == "8 Run task (done)");
  CHECK(lenses(client)[9] == "16 Run task (not run yet)");
}

TEST_CASE("lenses and hover: a task that failed, in few words, and what it wrote before") {
  const RunPlace place;
  place.have_stub("  runner: stub\n");
  RunClient client(place, two_phases("DO: fail"), trusted);
  client.choose = [](const std::string&) { return "Run"; };
  client.run("baton.runPhase", {{"phase", 1}});
  client.become("phase1.one failed, phase2.two none, failed");
  CHECK(lenses(client) == Texts{"4 Run pipeline", "6 Run phase 1", "6 Run from here", "6 Preview",
                                "14 Run phase 2", "14 Run from here", "14 Preview",
                                "8 Run task (failed: runner.sh ended with exit code 3: no such model)",
                                "8 Show output", "16 Run task (not run yet)"});
  CHECK(hover(client, 9, 17)
            .ends_with("Last run of phase1.one: failed: runner.sh ended with exit code 3: no such "
                       "model\n\nhalf an answer"));
  const std::string shown = client.execute("baton.showOutput", {{"task", "phase1.one"}})["result"]["uri"];
  CHECK(shown.ends_with("/phase1.one.failed.md"));
}

TEST_CASE("lenses: the mode that a run of the whole file has, or that it is asked for") {
  const RunPlace place;
  SUBCASE("asked for") {
    RunClient client(place, two_phases("Look", "Go on", three_modes));
    CHECK(lenses(client)[0] == "8 Run pipeline…");
  }
  SUBCASE("the default one") {
    std::string modes = three_modes;
    modes.replace(modes.find("\"1 week\""), 8, "{duration: \"1 week\", default: true}");
    RunClient client(place, two_phases("Look", "Go on", modes));
    CHECK(lenses(client)[0].ends_with("Run pipeline (standard)"));
  }
}

TEST_CASE("hover: how the last run of a task ended, and how its output begins") {
  const RunPlace place;
  RunClient client(place, two_phases("Look *here*"));
  CHECK(hover(client, 19, 14).find("Last run") == std::string::npos);
  client.run("baton.runPhase", {{"phase", 1}});
  client.become("phase1.one fresh, phase2.two none, finished");
  CHECK(hover(client, 19, 14).ends_with("Last run of phase1.one: done\n\nLook *here*"));
  CHECK(hover(client, 9, 17).ends_with("Last run of phase1.one: done\n\nLook *here*"));
  CHECK(hover(client, second_task, 17).find("Last run") == std::string::npos);
}

TEST_CASE("actions: of a task that failed it is not said that it has not run") {
  const RunPlace place;
  place.have_stub("  runner: stub\n");
  Json more = trusted;
  more.merge_patch(takes(true, true));
  RunClient client(place, two_phases("DO: killed"), more);
  client.choose = [](const std::string&) { return "Run"; };
  client.run("baton.runPhase", {{"phase", 1}});
  client.become("phase1.one failed, phase2.two none, failed");
  const std::string failed = "failed: runner.sh was ended by signal 9 (killed)";
  CHECK(lines(actions(client, second_task))[0] == "Run task two -- phase1.one " + failed);
  CHECK(lines(actions(client, 9)) == Texts{"Run task one", "Preview prompt of one",
                                           "Show output of one -- it has no output: " + failed, "Run phase 1",
                                           "Run from phase 1 on", "Run up to phase 1", "Run pipeline…"});
}

TEST_CASE("actions and lenses: a run that stopped at a gate can be gone on with") {
  const RunPlace place;
  std::string text = two_phases("Look");
  text.insert(text.find("## Phase 2"), "**Gate:** It is fine.\n\n");
  RunClient client(place, text, takes(true, true));
  client.choose = [](const std::string&) { return "Stop here"; };
  client.run("baton.run");
  const std::string paused = "phase1.one fresh, phase2.two none, paused";
  REQUIRE(client.become(paused) == paused);
  CHECK(lenses(client)[0] == "4 Run pipeline");
  CHECK(lenses(client)[1] == "4 Resume run");
  const Json list = actions(client, 7);
  CHECK(lines(list).back() == "Resume run");
  CHECK(list.back()["command"]["command"] == "baton.run");
  CHECK(list.back()["command"]["arguments"] == Json::array({client.arguments({{"resume", true}})}));
}
