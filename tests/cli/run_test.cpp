// --run as a user has it: plan, run, go on; what is asked for where nobody can be asked; exit codes.
#include <doctest/doctest.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "tests/cli/run_place.h"
#include "tests/cli/terminal.h"
#include "tests/disk/scratch.h"
#include "tests/support/paths.h"
#include "tests/support/text_of.h"

using namespace baton::test;
using Json = nlohmann::json;

TEST_CASE("run: preview needs nothing, and every prompt can be read") {
  const Place place;
  const Ran ran = place.baton({"--run", pipe_file, "--args", "the logs", "--yes"});
  CHECK(ran.err.empty());
  CHECK(ran.exit_code == 0);
  const std::string folder = Place::run_folder(ran);
  CHECK(folder.starts_with(".baton/runs/pipe/"));
  const std::string id = folder.substr(folder.rfind('/') + 1);
  CHECK(ran.out.starts_with("run " + id +
                            ": /pipe, runner preview\nphase 1: one started\nphase 1: one done in "));
  CHECK(ran.out.find("gate passed: It is fine.\n") != std::string::npos);
  CHECK(ran.out.ends_with("2 done; outputs in " + folder + "\n"));
  CHECK(place.read(folder + "/phase1.one.md").starts_with("Look at the logs"));
  CHECK(place.read(folder + "/phase2.two.md").starts_with("Go on: Look at the logs"));
  CHECK(place.read(".baton/.gitignore") == "*\n");
  // What ran is nobody's source.
  CHECK(place.baton({"--check", "--fail-on", "never", "--format", "json"}).out.find(".baton") ==
        std::string::npos);
}

TEST_CASE("run: --dry-run shows the plan and leaves nothing behind") {
  const Place place;
  const Ran ran = place.baton({"--run", pipe_file, "--dry-run"});
  CHECK(ran.exit_code == 0);
  CHECK(ran.out.find("phase1.one") != std::string::npos);
  CHECK(ran.out.find("reads phase1.one") != std::string::npos);
  CHECK_FALSE(std::filesystem::exists(place.path(".baton")));
  const Json plan = Json::parse(place.baton({"--run", pipe_file, "--dry-run", "--format", "json"}).out);
  CHECK(plan.at("command") == "pipe");
  place.baton({"--run", pipe_file, "--yes"});
  CHECK(place.baton({"--run", pipe_file, "--dry-run"}).out.find("cached, from run ") != std::string::npos);
  CHECK(place.baton({"--run", pipe_file, "--dry-run", "--args", "x"}).out.find("stale: the prompt changed") !=
        std::string::npos);
  const std::string again = place.baton({"--run", pipe_file, "--dry-run", "--rerun", "phase2.two"}).out;
  CHECK(again.find("would run again") > again.find("cached, from run "));
  CHECK(again.find("would run again") != std::string::npos);
  CHECK(place.baton({"--run", pipe_file, "--dry-run", "--rerun", "nobody"}).err ==
        "baton: --rerun: there is no task nobody\n");
}

TEST_CASE("run: what was put out in another mode is no output of this one") {
  const Place place;
  std::string text = two_phases;
  text.insert(text.find("---\n\n"), "execution_modes:\n  quick: \"1 day\"\n  full: \"1 week\"\n");
  place.write(pipe_file, text);
  CHECK(place.baton({"--run", pipe_file, "--mode", "quick", "--yes"}).exit_code == 0);
  const Ran other = place.baton({"--run", pipe_file, "--mode", "full", "--task", "two"});
  CHECK(other.exit_code == 1);
  CHECK(other.out.find("needs the output of phase1.one, which has not run") != std::string::npos);
  CHECK(place.baton({"--run", pipe_file, "--mode", "quick", "--task", "two"}).exit_code == 0);
}

TEST_CASE("run: without anybody to ask a gate ends the run, and --resume --yes goes on") {
  const Place place;
  const Ran ran = place.baton({"--run", pipe_file, "--args", "it"});
  CHECK(ran.exit_code == 1);
  const std::string folder = Place::run_folder(ran);
  const std::string id = folder.substr(folder.rfind('/') + 1);
  CHECK(ran.err == "baton: a gate waits: go on with --resume " + id + " --yes\n");
  CHECK(
      ran.out.ends_with("gate: It is fine.\nphase 2: two not run: the run waits at a gate before it\n"
                        "1 done, 1 not run; outputs in " +
                        folder + "\n"));
  CHECK(place.baton({"--runs"}).out == id + "  /pipe, runner preview: waiting, 1 done, 1 not run\n");
  const Ran on = place.baton({"--run", pipe_file, "--resume", "--yes"});
  CHECK(on.exit_code == 0);
  CHECK(on.out.starts_with("going on with run " + id + ": /pipe, runner preview\n"));
  CHECK(Place::run_folder(on) == folder);
  CHECK(place.read(folder + "/phase2.two.md").starts_with("Go on: Look at it"));
  CHECK(place.baton({"--runs"}).out == id + "  /pipe, runner preview: done, 2 done\n");
  const Ran shown = place.baton({"--show", "last"});
  CHECK(shown.out.find("\n    " + folder + "/phase2.two.md\n") != std::string::npos);
  CHECK(place.baton({"--show", id}).out == shown.out);
  CHECK(place.baton({"--run", pipe_file, "--resume"}).err == "baton: there is no run to go on with\n");
  CHECK(place.baton({"--show", "20260101"}).exit_code == 2);
}

TEST_CASE("run: one phase runs on what ran before") {
  const Place place;
  const Ran early = place.baton({"--run", pipe_file, "--phase", "2"});
  CHECK(early.exit_code == 1);
  CHECK(early.out.find("phase 2: two blocked: needs the output of phase1.one, which has not run\n") !=
        std::string::npos);
  place.baton({"--run", pipe_file, "--phase", "1", "--args", "this"});
  const Ran ran = place.baton({"--run", pipe_file, "--phase", "2", "--args", "this"});
  CHECK(ran.exit_code == 0);
  CHECK(place.read(Place::run_folder(ran) + "/phase2.two.md").starts_with("Go on: Look at this"));
}

TEST_CASE("run: the second phase reads what the first made of the same arguments, not what is newest") {
  const Place place;
  place.baton({"--run", pipe_file, "--phase", "1", "--args", "orders"});
  place.baton({"--run", pipe_file, "--phase", "1", "--args", "clients"});
  const auto read_by_two = [&](const std::string& arguments) {
    const Ran ran = place.baton({"--run", pipe_file, "--phase", "2", "--args", arguments});
    CHECK(ran.exit_code == 0);
    return place.read(Place::run_folder(ran) + "/phase2.two.md").substr(0, 23);
  };
  CHECK(read_by_two("orders").starts_with("Go on: Look at orders"));
  CHECK(read_by_two("clients").starts_with("Go on: Look at clients"));
  // No run had these: what is read instead is said before it runs, and shown in the plan.
  const Ran other = place.baton({"--run", pipe_file, "--phase", "2", "--args", "bills"});
  CHECK(other.exit_code == 0);
  CHECK(other.err ==
        "baton: note: the output of phase1.one, which is read, was made with other arguments: \"clients\"\n");
  const Ran plan = place.baton({"--run", pipe_file, "--phase", "2", "--args", "bills", "--dry-run"});
  CHECK(plan.out.find("has run, its output is read\n    was made with other arguments: \"clients\"\n") !=
        std::string::npos);
  CHECK(place.baton({"--run", pipe_file, "--phase", "2", "--args", "orders"}).err.empty());
}

TEST_CASE("run: a prompt that preview wrote is no output for a runner that answers") {
  const Place place;
  const Scratch home;
  const RunOptions options = with_stub(home);
  place.baton({"--run", pipe_file, "--yes"});
  const Ran ran = place.baton({"--run", pipe_file, "--phase", "2", "--runner", "stub"}, options);
  CHECK(ran.exit_code == 1);
  CHECK(ran.out.find("phase 2: two blocked: needs the output of phase1.one, which was only previewed\n") !=
        std::string::npos);
  CHECK(place.baton({"--run", pipe_file, "--phase", "1", "--runner", "stub"}, options).exit_code == 0);
  // The newest run of all is preview's again.
  CHECK(place.baton({"--run", pipe_file, "--yes", "--args", "x"}).exit_code == 0);
  CHECK(place.baton({"--run", pipe_file, "--phase", "2", "--runner", "stub"}, options).exit_code == 0);
  const auto prompt = std::filesystem::directory_iterator(home.folder());
  std::size_t prompts = 0;
  for (const auto& entry : prompt) {
    if (!entry.path().filename().string().starts_with("two.prompt")) continue;
    ++prompts;
    CHECK(baton::testing::text_of(entry.path()).starts_with("Go on: answer of one\n"));
  }
  CHECK(prompts == 1);
}

TEST_CASE("run: two files of one name do not share their runs") {
  const Place place;
  const std::string other_file = "tools/.claude/commands/pipe.md";
  std::string other = two_phases;
  other.replace(other.find("Look at"), 7, "Glance at");
  place.write(other_file, other);
  const Ran ran = place.baton({"--run", pipe_file});
  CHECK(ran.exit_code == 1);
  const std::string id = Place::run_folder(ran).substr(std::string(".baton/runs/pipe/").size());
  CHECK(place.baton({"--run", other_file, "--resume"}).err == "baton: there is no run to go on with\n");
  const Ran named = place.baton({"--run", other_file, "--resume", id});
  CHECK(named.exit_code == 2);
  CHECK(named.err == "baton: run " + id + " is one of another file, " + place.path(pipe_file) + "\n");
  const Ran phase = place.baton({"--run", other_file, "--phase", "2"});
  CHECK(phase.exit_code == 1);
  CHECK(phase.out.find("two blocked: needs the output of phase1.one, which has not run\n") !=
        std::string::npos);
  CHECK(place.baton({"--run", pipe_file, "--resume", id, "--yes"}).exit_code == 0);
}

TEST_CASE("run: two tasks of one agent are told apart, and phase 2 stands before phase 10") {
  const Place place;
  const auto task = [](const std::string& prompt) {
    return "<Task>\nsubagent_type: one\nprompt: |\n  " + prompt + "\n</Task>\n\n";
  };
  place.write(pipe_file, "---\ndescription: D\n---\n\n# Pipe\n\n## Phase 2: A\n\n" + task("Look") +
                             task("Look again") + "## Phase 10: B\n\n" + task("Go on"));
  const Ran ran = place.baton({"--run", pipe_file, "--force"});
  CHECK(ran.out.find("\nphase 2: one started\n") != std::string::npos);
  CHECK(ran.out.find("\nphase 2: one.2 started\n") != std::string::npos);
  CHECK(ran.out.find("\nphase 2: one.2 done in ") != std::string::npos);
  CHECK(ran.out.find("\nphase 10: one started\n") != std::string::npos);
  const std::string shown = place.baton({"--show", "last"}).out;
  CHECK(shown.find("  phase2.one done") < shown.find("  phase2.one.2 done"));
  CHECK(shown.find("  phase2.one.2 done") < shown.find("  phase10.one done"));
  CHECK(shown.find("  phase10.one done") != std::string::npos);
}

TEST_CASE("run: the log calls questions by their headers, and is read where it has the texts of old") {
  const Place place;
  std::string text = two_phases;
  text.insert(text.find("## Phase 1"),
              "<AskUserQuestion>\nquestions:\n  - {header: Scope, question: \"How far?\"}\n"
              "</AskUserQuestion>\n\n");
  place.write(pipe_file, text);
  for (const std::string key : {"Scope", "How far?"}) {
    const std::string folder =
        Place::run_folder(place.baton({"--run", pipe_file, "--answer", "scope=All of " + key}));
    std::string log = place.read(folder + "/events.jsonl");
    CHECK(log.find(R"("event":"question-asked")") != std::string::npos);
    for (std::size_t at = 0; (at = log.find(R"("key":"Scope")", at)) != std::string::npos; at += 7)
      log.replace(at + 7, 5, key);
    CHECK(log.find("\"key\":\"" + key + "\",\"answers\":[\"All of " + key + "\"]") != std::string::npos);
    place.write(folder + "/events.jsonl", log);
    CHECK(place.baton({"--run", pipe_file, "--resume", "--yes"}).exit_code == 0);
    CHECK(place.read(folder + "/phase1.one.md").starts_with("Q: How far?\nA: All of " + key + "\n"));
  }
}

TEST_CASE("run: a task is asked for as the lines of a run name it") {
  const Place place;
  place.write(pipe_file,
              "# Pipe\n\n## Phase 1: A\n\n<Task>\nsubagent_type: one\nprompt: |\n  First\n</Task>\n\n"
              "<Task>\nsubagent_type: one\nprompt: |\n  Second\n</Task>\n");
  CHECK(place.baton({"--run", pipe_file}).out.find("phase 1: one.2 started\n") != std::string::npos);
  for (const std::string name : {"one.2", "phase1.one.2"}) {
    const Ran ran = place.baton({"--run", pipe_file, "--task", name, "--rerun", name});
    CHECK(ran.out.find("phase 1: one.2 done") != std::string::npos);
    CHECK(ran.out.find("phase 1: one done") == std::string::npos);
    CHECK(ran.out.find("\n1 done; ") != std::string::npos);
  }
  CHECK(place.baton({"--run", pipe_file, "--task", "one"}).out.find("\n2 done (2 from before); ") !=
        std::string::npos);
  CHECK(place.baton({"--run", pipe_file, "--task", "one.3"}).exit_code == 2);
  CHECK(place.baton({"--run", pipe_file, "--rerun", "one.3"}).err ==
        "baton: --rerun: there is no task one.3\n");
  // By each of its alternatives.
  std::string either = two_phases;
  either.replace(either.find("subagent_type: two"), 18, "subagent_type: one | two");
  place.write(pipe_file, either);
  CHECK(place.baton({"--run", pipe_file, "--yes"}).exit_code == 0);
  const Ran ran = place.baton({"--run", pipe_file, "--yes", "--rerun", "two"});
  CHECK(ran.exit_code == 0);
  CHECK(ran.out.find("2 done (1 from before)") != std::string::npos);
}

TEST_CASE("run: of a task that failed it is not said that it has not run") {
  const Place place;
  const Scratch home;
  const RunOptions options = with_stub(home);
  std::string failing = two_phases;
  failing.replace(failing.find("Look at"), 7, "DO: fail\n  Look at");
  place.write(pipe_file, failing);
  place.baton({"--run", pipe_file, "--phase", "1", "--runner", "stub"}, options);
  const Ran ran = place.baton({"--run", pipe_file, "--task", "two", "--runner", "stub"}, options);
  CHECK(ran.out.find("phase 2: two blocked: needs the output of phase1.one, which failed: runner.sh ended "
                     "with exit code 3: no such model\n") != std::string::npos);
}

TEST_CASE("run: a question whose name has an equals sign is answered, too") {
  const Place place;
  std::string text = two_phases;
  text.insert(text.find("## Phase 1"),
              "<AskUserQuestion>\nquestions:\n  - {header: Scope, question: \"How far?\"}\n"
              "  - {header: Scope=x, question: \"Which x?\"}\n</AskUserQuestion>\n\n");
  place.write(pipe_file, text);
  const Ran ran = place.baton({"--run", pipe_file, "--answer", "Scope=all=1", "--answer", "scope=X=a=b"});
  CHECK(place.read(Place::run_folder(ran) + "/phase1.one.md")
            .starts_with("Q: How far?\nA: all=1\nQ: Which x?\nA: a=b\n"));
}

TEST_CASE("run: json is the stream of events, junit a test for each task") {
  const Place place;
  const Ran ran = place.baton({"--run", pipe_file, "--yes", "--format", "json"});
  CHECK(ran.exit_code == 0);
  std::istringstream lines(ran.out);
  std::vector<std::string> events;
  for (std::string line; std::getline(lines, line);) events.push_back(Json::parse(line).at("event"));
  CHECK(events.front() == "run-started");
  CHECK(events.back() == "run-finished");
  const std::string junit = place.baton({"--run", pipe_file, "--yes", "--format", "junit"}).out;
  CHECK(junit.find("name=\"baton run\" tests=\"2\" failures=\"0\" errors=\"0\" skipped=\"0\"") !=
        std::string::npos);
  CHECK(junit.find("<testcase classname=\"baton\" name=\"phase1.one\"") != std::string::npos);
}

TEST_CASE("run: a mode nobody chose is asked for, or named") {
  const Place place;
  place.write(".claude/commands/modes.md",
              "---\ndescription: D\nexecution_modes:\n  quick: \"1 day\"\n  full: \"1 week\"\n---\n\n# "
              "M\n\n## Phase 1: "
              "A\n\n<Task>\nsubagent_type: one\nprompt: |\n  Do it\n</Task>\n");
  const Ran ran = place.baton({"--run", ".claude/commands/modes.md"});
  CHECK(ran.exit_code == 2);
  CHECK(ran.err.find("quick") != std::string::npos);
  CHECK(ran.err.find("full") != std::string::npos);
  CHECK(place.baton({"--run", ".claude/commands/modes.md", "--mode", "quick"}).exit_code == 0);
  CHECK(place.baton({"--run", ".claude/commands/modes.md", "--mode", "slow"}).exit_code == 2);
  CHECK(
      place.baton({"--run", ".claude/commands/modes.md", "--answer", "mode=full"}).out.find("in mode full") !=
      std::string::npos);
  const Ran both =
      place.baton({"--run", ".claude/commands/modes.md", "--mode", "quick", "--answer", "mode=full"});
  CHECK(both.exit_code == 2);
  CHECK(both.out.empty());
  CHECK(both.err ==
        "baton: the mode is to be \"quick\", and the answer \"full\" to \"Mode\" chooses \"full\"\n");
}

TEST_CASE("run: at a terminal a gate is asked for, and the terminal is left as it was") {
  const Place place;
  const Sat yes = at_terminal(place.folder(), {"--run", pipe_file}, typed("y\n"));
  CHECK(yes.exit_code == 0);
  CHECK(yes.shown.find("Go on? [y/N] ") != std::string::npos);
  CHECK_FALSE(yes.is_non_blocking);
  const Sat no = at_terminal(place.folder(), {"--run", pipe_file}, typed("n\n"));
  CHECK(no.exit_code == 1);
  CHECK_FALSE(no.is_non_blocking);
}

TEST_CASE("run: at a terminal questions are asked, with options or without, and none answers for another") {
  const Place place;
  place.write(
      ".claude/commands/asks.md",
      "---\ndescription: D\n---\n\n# Asks\n\n<AskUserQuestion>\nquestions:\n"
      "  - header: Scope\n    question: What is it about?\n"
      "  - header: Scope\n    question: How far?\n    options:\n      - label: Near\n      - label: Far\n"
      "</AskUserQuestion>\n\n## Phase 1: A\n\n<Task>\nsubagent_type: one\nprompt: |\n  Do it\n</Task>\n");
  const Sat sat =
      at_terminal(place.folder(), {"--run", ".claude/commands/asks.md"}, typed("\nthe logs\n3\nfar\n"));
  CHECK(sat.exit_code == 0);
  CHECK(sat.shown.find("that is none of them: say 1 to 2, or the label") != std::string::npos);
  CHECK(sat.shown.find("What is it about?") < sat.shown.find("How far?"));
  std::string prompt;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(place.path(".baton/runs/asks")))
    if (entry.path().filename() == "phase1.one.md") prompt = baton::testing::text_of(entry.path());
  CHECK(prompt.starts_with("Q: What is it about?\nA: the logs\nQ: How far?\nA: Far\n"));
}

TEST_CASE("run: at a terminal several options are chosen by their numbers") {
  const Place place;
  place.write(".claude/commands/asks.md",
              "---\ndescription: D\n---\n\n# Asks\n\n<AskUserQuestion>\nquestions:\n"
              "  - header: Targets\n    question: What for?\n    multiSelect: true\n    options:\n"
              "      - label: Linux\n      - label: macOS\n      - label: Windows\n</AskUserQuestion>\n\n"
              "## Phase 1: A\n\n<Task>\nsubagent_type: one\nprompt: |\n  Do it\n</Task>\n");
  const auto prompt = [&](const std::string& answers) {
    const Sat sat = at_terminal(place.folder(), {"--run", ".claude/commands/asks.md"}, typed(answers));
    CHECK(sat.exit_code == 0);
    CHECK(sat.shown.find("Numbers, with commas between: ") != std::string::npos);
    return place.read(
        Place::run_folder({0, sat.shown.substr(0, sat.shown.find_last_not_of("\r\n") + 2), ""}) +
        "/phase1.one.md");
  };
  CHECK(prompt("3,1\n").starts_with("Q: What for?\nA: Windows, Linux\n"));
  CHECK(prompt("1,4\nall\n2 2, 1\n").starts_with("Q: What for?\nA: macOS, Linux\n"));
  const Ran ran = place.baton({"--run", ".claude/commands/asks.md", "--answer", "targets=linux, windows"});
  CHECK(
      place.read(Place::run_folder(ran) + "/phase1.one.md").starts_with("Q: What for?\nA: Linux, Windows\n"));
}

TEST_CASE("run: a runner of the user's own, and what is wrong with one") {
  const Place place;
  const Scratch home;
  const std::string stub = baton::testing::source_dir() + "/tests/run/stubs/runner.sh";
  home.write("baton/config.yaml",
             "run:\n  runners:\n    - {name: stub, argv: [" + stub + ", " + home.folder() +
                 ", \"{agent}\"]}\n    - {name: gone, argv: [no-such-program-of-baton]}\n");
  RunOptions options;
  options.environment = {"XDG_CONFIG_HOME=" + home.folder()};
  const Ran ran = place.baton({"--run", pipe_file, "--yes", "--runner", "stub"}, options);
  CHECK(ran.exit_code == 0);
  CHECK(place.read(Place::run_folder(ran) + "/phase1.one.md") == "answer of one\n");
  const Ran gone = place.baton({"--run", pipe_file, "--runner", "gone"}, options);
  CHECK(gone.exit_code == 2);
  CHECK(gone.err == "baton: runner gone: there is no program no-such-program-of-baton on the PATH\n");
  CHECK(gone.out.empty());
  const Ran unknown = place.baton({"--run", pipe_file, "--runner", "nobody"}, options);
  CHECK(unknown.exit_code == 2);
  CHECK(unknown.err.starts_with("baton: there is no runner nobody; there are stub, gone, preview, claude, "));
}

TEST_CASE("run: a workspace can neither define a runner nor have one called") {
  const Place place;
  place.write(".baton.yaml", "run:\n  runner: stub\n");
  const Scratch home;
  const std::string stub = baton::testing::source_dir() + "/tests/run/stubs/runner.sh";
  const std::string runners = "run:\n  runners:\n    - {name: stub, argv: [" + stub + ", " + home.folder() +
                              ", \"{agent}\"]}\n    - {name: other, argv: [/bin/false]}\n";
  RunOptions options;
  options.environment = {"XDG_CONFIG_HOME=" + home.folder()};
  home.write("baton/config.yaml", runners);
  CHECK(place.baton({"--run", pipe_file, "--yes"}, options).out.find("runner preview") != std::string::npos);
  // A default of the user's own is the permission; then the workspace may choose.
  home.write("baton/config.yaml", runners + "  runner: other\n");
  CHECK(place.baton({"--run", pipe_file, "--yes"}, options).out.find("runner stub") != std::string::npos);
  place.write(".baton.yaml", "run:\n  runner: claude\n");
  const Ran ran = place.baton({"--run", pipe_file, "--yes"}, options);
  CHECK(ran.out.find("runner other") != std::string::npos);
  CHECK(ran.exit_code == 1);
  CHECK(ran.out.find("phase 1: one failed: false ended with exit code 1\n"
                     "phase 2: two blocked: needs the output of phase1.one, which failed\n") !=
        std::string::npos);
}

TEST_CASE("run: what cannot be run is said") {
  const Place place;
  place.write("doc.md", "# Only words\n");
  CHECK(place.baton({"--run", "doc.md"}).err ==
        "baton: doc.md is a document, not a command file: it has no pipeline to run\n");
  CHECK(place.baton({"--run", "."}).err == "baton: . is a folder, and --run runs one command file\n");
  CHECK(place.baton({"--run", "none.md"}).err == "baton: cannot run none.md (no such file or directory)\n");
  CHECK(place.baton({"--run", pipe_file, "--rerun", "nobody"}).err ==
        "baton: --rerun: there is no task nobody\n");
  place.write(
      ".claude/commands/bad.md",
      "---\ndescription: D\n---\n\n# B\n\n## Phase 1: A\n\n<Task>\nsubagent_type: nobody\nprompt: |\n  "
      "Do it\n</Task>\n");
  const Ran bad = place.baton({"--run", ".claude/commands/bad.md"});
  CHECK(bad.exit_code == 2);
  CHECK(bad.err.find("nobody") != std::string::npos);
  CHECK_FALSE(std::filesystem::exists(place.path(".baton")));
}
