// What the tests of runs share: a workspace with a pipeline, a user with runners of their own, and an editor
// that answers what it is asked.
#pragma once

#include <doctest/doctest.h>
#include <signal.h>

#include <chrono>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "server/run/process.h"
#include "tests/support/desk.h"
#include "tests/support/lines.h"
#include "tests/support/lsp_client.h"
#include "tests/support/paths.h"
#include "tests/support/text_of.h"

namespace baton::test {

// `first` and `second`: what stands in the two prompts.
inline std::string two_phases(const std::string& first,
                              const std::string& second = "Go on: {phase1.one.output}",
                              const std::string& front = {}) {
  return "---\ndescription: D\n" + front + "---\n\n# Pipe\n\n" +
         "## Phase 1: A\n\n<Task>\nsubagent_type: one\nprompt: |\n  " + first + "\n</Task>\n\n" +
         "## Phase 2: B\n\n<Task>\nsubagent_type: two\nprompt: |\n  " + second + "\n</Task>\n";
}

inline const std::string three_modes =
    "execution_modes:\n  quick: \"1 day\"\n  standard: \"1 week\"\n  enterprise: \"1 month\"\n";

struct RunPlace {
  TemporaryFolder root, home;

  RunPlace() {
    ::signal(SIGPIPE, SIG_IGN);
    for (const char* name : {"one", "two"})
      root.write(std::string(".claude/agents/") + name + ".md",
                 std::string("---\nname: ") + name + "\ndescription: D\n---\n\nYou are it.\n");
  }
  std::string pipe() const { return root / ".claude/commands/pipe.md"; }
  void write(const std::string& text) const { root.write(".claude/commands/pipe.md", text); }
  // The user's own runner "stub", which does what the line "DO: …" of its prompt says.
  void have_stub(const std::string& more = {}) const {
    home.write("config.yaml", "run:\n  runners:\n    - {name: stub, argv: [" + testing::source_dir() +
                                  "/tests/run/stubs/runner.sh, " + home.path() + ", \"{agent}\"]}\n" + more);
  }
  std::string calls() const { return testing::text_if_there(home / "calls"); }
  // The user's own runner, their default, that does not end when it is asked to.
  void have_stubborn(const std::string& configuration = "config.yaml") const {
    home.write(configuration,
               "run:\n  runner: stubborn\n  runners:\n    - {name: stubborn, argv: [/bin/sh, -c, \"trap '' "
               "TERM; echo $$ > " +
                   (home / "pid") + "; while true; do sleep 0.1; done\"]}\n");
  }
  // The stubborn runner's process, which must begin within ten seconds.
  pid_t stubborn() const {
    std::string pid;
    for (int i = 0; i < 400 && !pid.ends_with('\n'); ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(25));
      pid = testing::text_if_there(home / "pid");
    }
    REQUIRE(pid.ends_with('\n'));
    return std::stoi(pid);
  }
  lsp::SessionOptions options() const {
    lsp::SessionOptions options = quick_options();
    options.runs = {home / "config.yaml", home / "state", home.path(), "/usr/bin:/bin", own_environment()};
    return options;
  }
};

// An editor that has the pipeline open.
struct RunClient : LspClient {
  // `more` is merged into the parameters of initialize.
  RunClient(const RunPlace& place, const std::string& text,
            const nlohmann::json& more = nlohmann::json::object())
      : LspClient(place.options()), file(place.pipe()) {
    place.write(text);
    on_request = [this](const nlohmann::json& request) { return answer_to(request); };
    offered = initialize({place.root.path()}, more);
    open(file, text);
  }

  nlohmann::json arguments(nlohmann::json more = nlohmann::json::object()) const {
    more["uri"] = uri(file);
    return more;
  }
  nlohmann::json execute(const std::string& command, const nlohmann::json& more = nlohmann::json::object()) {
    nlohmann::json list = nlohmann::json::array();
    list.push_back(arguments(more));
    return request("workspace/executeCommand", {{"command", command}, {"arguments", list}});
  }
  // The words of the error that it is refused with.
  std::string refusal(const std::string& command, const nlohmann::json& more = nlohmann::json::object()) {
    return refusal_in(execute(command, more));
  }
  static std::string refusal_in(const nlohmann::json& answer) {
    REQUIRE_MESSAGE(answer.contains("error"), answer.dump());
    CHECK(answer["error"]["code"] == -32803);
    return answer["error"]["message"];
  }
  // The id of the run that begins.
  std::string run(const std::string& command, const nlohmann::json& more = nlohmann::json::object()) {
    const nlohmann::json answer = execute(command, more);
    REQUIRE_MESSAGE(answer.contains("result"), answer.dump());
    return answer["result"]["run"];
  }
  nlohmann::json pipeline(const nlohmann::json& more = nlohmann::json::object()) {
    nlohmann::json params = {{"textDocument", {{"uri", uri(file)}}}};
    params.update(more);
    return request("baton/pipeline", params)["result"];
  }
  // "phase1.one fresh, phase2.two none, finished": the steps' states and the run's.
  static std::string states(const nlohmann::json& pipeline) {
    std::string out;
    for (const nlohmann::json& task : pipeline["tasks"])
      out += task["step"].get<std::string>() + " " + task["state"]["kind"].get<std::string>() + ", ";
    return out + (pipeline["run"].is_null() ? "no run" : pipeline["run"]["state"].get<std::string>());
  }
  // The last states, which must become these within ten seconds.
  std::string become(const std::string& wanted) {
    std::string last;
    for (int i = 0; i < 400; ++i) {
      last = states(pipeline());
      if (last == wanted) break;
      std::this_thread::sleep_for(std::chrono::milliseconds(25));
    }
    return last;
  }

  const std::string file;
  nlohmann::json offered;
  // What the user is asked by window/showMessageRequest, and the title that they choose; empty: none.
  std::vector<std::string> asked;
  std::vector<std::vector<std::string>> titles;
  std::function<std::string(const std::string& words)> choose;
  bool can_ask = true;
  // What baton/question is answered, and what it was asked with.
  nlohmann::json given, question;

 private:
  nlohmann::json answer_to(const nlohmann::json& request) {
    if (request["method"] == "baton/question") {
      question = request["params"];
      return {{"result", given}};
    }
    if (request["method"] != "window/showMessageRequest") return nullptr;
    if (!can_ask) return {{"error", {{"code", -32601}, {"message", "not known"}}}};
    asked.push_back(request["params"]["message"]);
    titles.emplace_back();
    for (const nlohmann::json& action : request["params"]["actions"])
      titles.back().push_back(action["title"]);
    const std::string title = choose ? choose(asked.back()) : std::string();
    if (title.empty()) return nullptr;
    return {{"result", {{"title", title}}}};
  }
};

inline const nlohmann::json trusted = {{"initializationOptions", {{"trusted", true}}}};

}  // namespace baton::test
