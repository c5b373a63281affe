// What fixtures cannot show of the checks of names and of modes' agents: all fixes, files that are renamed,
// related places in other files, and what hostile files cost.
#include <doctest/doctest.h>

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "server/base/text_edit.h"
#include "server/checks/check.h"
#include "tests/support/cpu_time.h"
#include "tests/support/plugin_command.h"

using namespace baton;
using namespace baton::testing;

namespace {

const std::string command = "/w/p/commands/a.md";

std::vector<Diagnostic> findings(const Files& files, const std::string& path) {
  const World world = make_world(files);
  return run_checks(*world.snapshot, path, *world.documents.at(path), world.snapshot->facts(path)->kind);
}

// The findings of one code.
std::vector<Diagnostic> findings(const Files& files, const std::string& path, std::string_view code) {
  std::vector<Diagnostic> found = findings(files, path);
  std::erase_if(found, [&](const Diagnostic& diagnostic) { return diagnostic.code != code; });
  return found;
}

Diagnostic finding(const Files& files, const std::string& path, std::string_view code) {
  const auto found = findings(files, path, code);
  REQUIRE(found.size() == 1);
  return found.front();
}

Texts titles(const Diagnostic& found) {
  Texts out;
  for (const Fix& fix : found.fixes) out.push_back((fix.safe ? "safe: " : "") + fix.title);
  return out;
}

// "path:line text: message" of each related place.
Texts related(const Files& files, const Diagnostic& found) {
  Texts out;
  for (const RelatedPlace& at : found.related)
    out.push_back(at.place.path + ':' + std::to_string(at.place.utf16.start.line + 1) + ' ' +
                  files.at(at.place.path).substr(at.place.range.begin, at.place.range.size()) + ": " +
                  at.message);
  return out;
}

double seconds_for(const std::string& text, std::map<std::string_view, std::size_t>& counts) {
  const World world = make_world({{command, text}});
  const CpuTime time;
  const auto found = run_checks(*world.snapshot, command, *world.documents.at(command), FileKind::command);
  const double taken = time.seconds();
  for (const Diagnostic& diagnostic : found) ++counts[diagnostic.code];
  return taken;
}

}  // namespace

TEST_CASE("of a file that nobody could read it is not said why it is no agent") {
  const World world = make_world(
      {{"/w/.claude/agents/helper.md", "---\nname: helper\ndescription: H\n---\n"},
       {"/w/.claude/agents/plain.md", "# Plain\n"},
       {"/w/.claude/commands/a.md", "# A\n\n<Task>\nsubagent_type: plain\nprompt: Look.\n</Task>\n"}});
  SnapshotParts parts = world.snapshot->parts();
  auto facts = *parts.facts;
  const auto message = [&] {
    parts.facts = std::make_shared<const std::map<std::string, std::shared_ptr<const FileFacts>>>(facts);
    const std::string path = "/w/.claude/commands/a.md";
    const auto found = run_checks(Snapshot(parts), path, *world.documents.at(path), FileKind::command);
    return found.empty() ? std::string() : found.front().message;
  };
  CHECK(message().ends_with(
      "\".claude/agents/plain.md\" is there, but has no front matter, which would make it an agent"));
  facts.erase("/w/.claude/agents/plain.md");
  CHECK(message().ends_with("is defined nowhere in this workspace"));
}

TEST_CASE("a command's name can be mended either way") {
  const Files files = {{"/w/commands/release.md", "---\ncommand: /git:ship\n---\n"}};
  const Diagnostic found = finding(files, "/w/commands/release.md", "command-name-mismatch");
  CHECK(titles(found) == Texts{"Change to \"/git:release\"", "Rename the file to \"ship.md\""});
  REQUIRE(found.fixes.size() == 2);
  CHECK(found.fixes[0].renames.empty());
  CHECK(found.fixes[1].edits.empty());
  REQUIRE(found.fixes[1].renames.size() == 1);
  CHECK(found.fixes[1].renames[0].from == "/w/commands/release.md");
  CHECK(found.fixes[1].renames[0].to == "/w/commands/ship.md");
}

TEST_CASE("a folder's rule is told by its own agents, however many stand in folders of it") {
  const auto agent = [](const std::string& name) {
    return "---\nname: " + name + "\ndescription: D\n---\n\nDo it.\n";
  };
  Files files = {{"/w/p/agents/review.md", agent("flow-review")},
                 {"/w/p/agents/test.md", agent("flow-test")}};
  for (int i = 0; i < 200; ++i) {
    const std::string name = "a" + std::to_string(i);
    files["/w/p/agents/deep/" + name + ".md"] = agent(name);
    if (i < 20) files["/w/p/agents/" + name + "/one.md"] = agent("one");
  }
  CHECK(findings(files, "/w/p/agents/review.md", "agent-name-mismatch").empty());
  files.erase("/w/p/agents/test.md");
  CHECK(findings(files, "/w/p/agents/review.md", "agent-name-mismatch").size() == 1);
}

TEST_CASE("no file is renamed onto another, and no command named as none may be") {
  const Files taken = {{"/w/commands/release.md", "---\ncommand: /ship\n---\n"},
                       {"/w/commands/ship.md", "# Ship\n"}};
  CHECK(titles(finding(taken, "/w/commands/release.md", "command-name-mismatch")) ==
        Texts{"Change to \"/release\""});
  const Files other_case = {{"/w/commands/Ship It.md", "---\ncommand: /ship-it\n---\n"}};
  CHECK(titles(finding(other_case, "/w/commands/Ship It.md", "command-name-mismatch")) ==
        Texts{"Rename the file to \"ship-it.md\""});
  // On a disk that forgives letter case the file is its own obstacle.
  const Files same = {{"/w/commands/Ship.md", "---\ncommand: /ship\n---\n"}};
  CHECK(titles(finding(same, "/w/commands/Ship.md", "command-name-mismatch")) ==
        Texts{"Rename the file to \"ship.md\""});
}

TEST_CASE("a file whose name differs in letter case from what the command says is in the way all the same") {
  const Files taken = {{"/w/commands/release.md", "---\ncommand: /ship\n---\n"},
                       {"/w/commands/Ship.md", "# Ship\n"}};
  CHECK(titles(finding(taken, "/w/commands/release.md", "command-name-mismatch")) ==
        Texts{"Change to \"/release\""});
}

TEST_CASE("the first of two files is pointed at") {
  const Files files = {{"/w/.claude/agents/a.md", "---\nname: \"größe\"\ndescription: Misst\n---\n"},
                       {"/w/.claude/agents/größe.md", "---\ndescription: Misst\n---\n"},
                       {"/w/.claude/commands/a.md", "---\ndescription: x\ncommand: /b\n---\n"},
                       {"/w/.claude/commands/b.md", ""}};
  const Diagnostic agent = finding(files, "/w/.claude/agents/größe.md", "duplicate-agent");
  CHECK(related(files, agent) == Texts{"/w/.claude/agents/a.md:2 größe: \"größe\" is defined here first"});
  CHECK(agent.range == TextRange{0, 3});
  const Diagnostic command = finding(files, "/w/.claude/commands/b.md", "duplicate-command");
  CHECK(related(files, command) == Texts{"/w/.claude/commands/a.md:3 /b: \"/b\" is defined here first"});
  CHECK(findings(files, "/w/.claude/agents/a.md", "duplicate-agent").empty());
  CHECK(findings(files, "/w/.claude/commands/a.md", "duplicate-command").empty());
}

TEST_CASE("an agent's definition is pointed at where the table has another plugin") {
  const Files files = {{"/w/p/.claude-plugin/plugin.json", R"({"name": "p"})"},
                       {"/w/q/.claude-plugin/plugin.json", R"({"name": "q"})"},
                       {"/w/q/agents/x.md", "---\nname: x\ndescription: y\n---\n"},
                       {command, "| Agent | Plugin |\n|---|---|\n| x | p\\* |\n"}};
  const Diagnostic found = finding(files, command, "agent-plugin-mismatch");
  CHECK(related(files, found) == Texts{"/w/q/agents/x.md:2 x: \"x\" is defined here"});
  CHECK(found.message ==
        "the agent table says that \"x\" is in plugin \"p\", but it is defined in plugin \"q\"");
}

TEST_CASE("an agent is taken out of every form of list, and never the last one") {
  const std::string rest = "---\n\n## Phase 1\n\n" + task("a") + task("b");
  const auto fixed = [&](const std::string& list) {
    const std::string text = "---\nexecution_modes:\n  m:\n    agents:" + list + "\n" + rest;
    const Diagnostic found = finding({{command, text}}, command, "agent-not-run");
    if (found.fixes.empty()) return std::string("none");
    CHECK(titles(found) == Texts{"Remove \"x\" from mode \"m\""});
    const std::string out = apply_edits(text, {found.fixes[0].edits[0].edit});
    const std::size_t begin = out.find("agents:") + 7;
    return out.substr(begin, out.find("\n---\n") - begin);
  };
  CHECK(fixed(" [x, a, b]") == " [a, b]");
  CHECK(fixed(" [a, \"x\", b]") == " [a, b]");
  CHECK(fixed(" ['a', 'x']") == " ['a']");
  CHECK(fixed(" [ x , a]") == " [ a]");
  CHECK(fixed(" \"a, x, b\"") == " \"a, b\"");
  CHECK(fixed(" a, x") == " a");
  CHECK(fixed("\n      - a\n      - \"x\"\n      - b") == "\n      - a\n      - b");
  CHECK(fixed("\n      - x\n      - b") == "\n      - b");
  CHECK(fixed(" [x]") == "none");
  CHECK(fixed(" [a, x OR y]") == "none");
  CHECK(fixed("\n      - a\n      - x  # once more") == "none");
}

TEST_CASE("what a mode may mean instead is named") {
  const std::string text =
      "---\nexecution_modes:\n  m:\n    agents: [writer]\n---\n\n## Phase 1\n\n" + task("writter");
  CHECK(finding({{command, text}}, command, "agent-not-run").message ==
        "mode \"m\" lists \"writer\", which no task of this file runs; did you mean \"writter\"?");
  const Diagnostic lost = finding({{command, text}}, command, "task-not-in-any-mode");
  CHECK(lost.message ==
        "this task never runs: \"writter\" is not among the agents of mode \"m\"; did you mean \"writer\"?");
  CHECK(related({{command, text}}, lost) == Texts{command + ":3 m: mode \"m\" lists its agents here"});
}

TEST_CASE("modes are judged by the key that they are read from") {
  const std::string mode = "  m:\n    agents: [a, x]\n";
  const auto found = [&](const std::string& modes) {
    const std::string text =
        "---\nexecution_modes:\nexecution-modes:\n" + modes + "---\n\n## Phase 1\n\n" + task("a");
    return findings({{command, text}}, command, "agent-not-run").size();
  };
  CHECK(found(mode) == 1);
  CHECK(found(mode + mode) == 0);  // one of them twice: what its author means is told when that is mended
}

TEST_CASE("a misspelt plugin is told behind hundreds of references to one that is elsewhere") {
  const auto found = [](const std::string& body) {
    return findings({{"/w/desk/.claude-plugin/plugin.json", R"({"name": "data-desk"})"},
                     {"/w/desk/agents/writer.md", "---\nname: writer\ndescription: Writes\n---\n"},
                     {command, body}},
                    command, "unknown-agent");
  };
  std::string body;
  for (int i = 0; i < 300; ++i) body += task("elsewhere:writer");
  CHECK(found(body).empty());
  const auto told = found(body + task("datadesk:writer") + task("datadesk:writer"));
  REQUIRE(told.size() == 2);
  for (const Diagnostic& one : told) {
    CHECK(one.message ==
          "no plugin \"datadesk\" is in this workspace; did you mean \"data-desk\", which has the agent "
          "\"writer\"?");
    CHECK(titles(one) == Texts{"Change to \"data-desk\""});
  }
}

TEST_CASE("the modes that an agent is at odds about are pointed at") {
  const std::string text =
      "---\nexecution_modes:\n  m:\n    agents: [a]\n  n:\n    agents: [a, b]\n---\n\n"
      "| Agent | Modes |\n|---|---|\n| b | All |\n\n## Phase 1\n\n" +
      task("a") + task("b", "[N mode only]\nDo.");
  const Diagnostic found = finding({{command, text}}, command, "agent-modes-mismatch");
  CHECK(found.message ==
        "the agent table says that \"b\" runs in modes \"m\" and \"n\"; by the modes' lists it runs in mode "
        "\"n\"");
  CHECK(related({{command, text}}, found) == Texts{command + ":3 m: mode \"m\""});
}

TEST_CASE("files full of agents that nobody runs cost little") {
  std::string modes = "---\nexecution_modes:\n", tasks = "## Phase 1\n\n",
              table = "| Agent | Plugin | Modes |\n|---|---|---|\n";
  for (int i = 0; i < 400; ++i) {
    const std::string number = std::to_string(i);
    modes += "  mode" + number + ":\n    agents: [";
    for (int j = 0; j < 20; ++j) modes += "agent-" + number + '-' + std::to_string(j) + ", ";
    modes += "last]\n";
    tasks += task("other-" + number, "[mode" + number + " only]\nDo.");
    table += "| agent-" + number + "-1 | p | " + std::string(100, ',') + " |\n";
    table += "| agent-" + number + "-2 | p | mode" + number + ", mode1 |\n";
  }
  // Generous: a slow machine and sanitizers included. A step that were quadratic would take minutes.
  std::map<std::string_view, std::size_t> counts;
  CHECK(seconds_for(modes + "---\n\n" + table + "\n" + tasks, counts) < 20);
  CHECK(counts["agent-not-run"] == 400 * 21);
  CHECK(counts["task-not-in-any-mode"] == 400);
  CHECK(counts["agent-modes-mismatch"] == 399);  // all but mode1
}
