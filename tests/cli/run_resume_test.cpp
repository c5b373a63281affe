// --resume as a user has it: by whom, as what, and with which answers a run is gone on with.
#include <doctest/doctest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "tests/cli/run_place.h"
#include "tests/disk/scratch.h"

using namespace baton::test;

TEST_CASE("run: a part that is gone on with reads what was made in its own mode, of its own arguments") {
  const Place place;
  const Scratch home;
  const RunOptions options = with_stub(home);
  std::string text = two_phases;
  text.insert(text.find("---\n\n#"), "execution_modes:\n  quick: \"1 day\"\n  full: \"1 week\"\n");
  const auto run = [&](std::vector<std::string> more) {
    for (const char* word : {"--run", pipe_file.c_str(), "--runner", "stub"}) more.emplace_back(word);
    return place.baton(more, options);
  };
  place.write(pipe_file, text);
  CHECK(run({"--mode", "full", "--args", "orders", "--phase", "1"}).exit_code == 0);
  CHECK(run({"--mode", "quick", "--args", "bills", "--phase", "1"}).exit_code == 0);
  std::string failing = text;
  failing.replace(failing.find("Go on:"), 6, "DO: fail\n  Go on:");
  place.write(pipe_file, failing);
  CHECK(run({"--mode", "full", "--args", "orders", "--phase", "2"}).exit_code == 1);
  place.write(pipe_file, text);
  const Ran on = run({"--resume"});
  CHECK(on.exit_code == 0);
  CHECK(on.err.empty());
  CHECK(on.out.find("phase 2: two done") != std::string::npos);
}

TEST_CASE("run: what a runner has answered is gone on with by that runner, as the hint says") {
  const Place place;
  const Scratch home;
  const RunOptions options = with_stub(home);
  const Ran ran = place.baton({"--run", pipe_file, "--runner", "stub"}, options);
  const std::string folder = Place::run_folder(ran);
  const std::string id = folder.substr(folder.rfind('/') + 1);
  CHECK(ran.err == "baton: a gate waits: go on with --resume " + id + " --yes --runner stub\n");
  const std::string answer = place.read(folder + "/phase1.one.md");
  const std::string refusal =
      "baton: run " + id +
      " was made by the runner stub: name that runner (--runner) to go on, or begin a new "
      "run\n";
  for (const std::vector<std::string>& runner :
       {std::vector<std::string>{}, std::vector<std::string>{"--runner", "preview"}}) {
    std::vector<std::string> arguments = {"--run", pipe_file, "--resume", id, "--yes"};
    arguments.insert(arguments.end(), runner.begin(), runner.end());
    const Ran other = place.baton(arguments, options);
    CHECK(other.exit_code == 2);
    CHECK(other.err == refusal);
  }
  CHECK(place.read(folder + "/phase1.one.md") == answer);
  CHECK(place.baton({"--run", pipe_file, "--resume", id, "--yes", "--runner", "stub"}, options).exit_code ==
        0);
  CHECK(place.read(folder + "/phase1.one.md") == answer);
}

TEST_CASE("run: one that ended before its first word is not gone on with") {
  const Place place;
  const std::string folder = Place::run_folder(place.baton({"--run", pipe_file, "--args", "it"}));
  const std::string id = folder.substr(folder.rfind('/') + 1);
  const std::string empty = "99990101-000000-000-0000";
  place.write(".baton/runs/pipe/" + empty + "/events.jsonl");
  std::filesystem::permissions(place.path(".baton/runs/pipe/" + empty), std::filesystem::perms::owner_all);
  const Ran named = place.baton({"--run", pipe_file, "--resume", empty});
  CHECK(named.exit_code == 2);
  CHECK(named.err ==
        "baton: run " + empty + " ended before it had written down what it was to do; start a new one\n");
  const Ran last = place.baton({"--run", pipe_file, "--resume", "--yes"});
  CHECK(last.exit_code == 0);
  CHECK(last.out.starts_with("going on with run " + id + ": "));
  CHECK(place.read(folder + "/phase2.two.md").starts_with("Go on: Look at it"));
}

TEST_CASE("run: an answer that the file has no more is said anew to go on") {
  const Place place;
  const auto write = [&](const std::string& option) {
    std::string text = two_phases;
    text.insert(text.find("## Phase 1"),
                "<AskUserQuestion>\nquestions:\n  - header: Scope\n    question: \"How far?\"\n"
                "    options:\n      - {label: Near, description: n}\n      - {label: " +
                    option + ", description: f}\n</AskUserQuestion>\n\n");
    place.write(pipe_file, text);
  };
  write("Far");
  const std::string folder = Place::run_folder(place.baton({"--run", pipe_file, "--answer", "Scope=far"}));
  const std::string id = folder.substr(folder.rfind('/') + 1);
  write("Distant");
  const Ran stopped = place.baton({"--run", pipe_file, "--resume", "--yes"});
  CHECK(stopped.exit_code == 2);
  CHECK(stopped.err.starts_with("baton: note: run " + id +
                                " was answered \"Far\" to \"Scope\", which the file "
                                "does not offer any more; --answer says it anew\n"));
  CHECK(stopped.err.ends_with("the question \"Scope\" has no answer\n"));
  const Ran on = place.baton({"--run", pipe_file, "--resume", "--answer", "Scope=Distant"});
  CHECK(on.exit_code == 1);  // at the gate
  CHECK(place.read(folder + "/phase1.one.md").starts_with("Q: How far?\nA: Distant\n"));
  // It is said once.
  const Ran again = place.baton({"--run", pipe_file, "--resume", "--yes"});
  CHECK(again.exit_code == 0);
  CHECK(again.err.empty());
  CHECK(again.out.find("2 done (1 from before)") != std::string::npos);
  CHECK(place.read(folder + "/phase1.one.md").starts_with("Q: How far?\nA: Distant\n"));
}
