// What fixtures cannot show of the checks of phases, conditions and placeholders: all fixes and which of them
// are safe, related places, and what hostile files cost.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "server/base/text_edit.h"
#include "server/checks/check.h"
#include "tests/support/cpu_time.h"
#include "tests/support/plugin_command.h"

using namespace baton;
using namespace baton::testing;

namespace {

const std::string command = "/w/plugins/p/commands/a.md";

std::map<std::string, std::string> around(const std::string& text) {
  return {{command, text},
          {"/w/plugins/p/.claude-plugin/plugin.json", R"({"name": "p"})"},
          {"/w/.baton.yaml", "agents:\n  known: [a, b, c, d, ab, loader]\n"}};
}

std::vector<Diagnostic> findings(const std::string& text) {
  const World world = make_world(around(text));
  std::vector<Diagnostic> found = run_checks(*world.snapshot, command, *world.documents.at(command),
                                             world.snapshot->facts(command)->kind);
  // The texts here have modes for what their conditions say, not for whom they run.
  std::erase_if(found, [](const Diagnostic& diagnostic) {
    return diagnostic.code == "agent-not-run" || diagnostic.code == "task-not-in-any-mode" ||
           diagnostic.code == "agent-modes-mismatch";
  });
  return found;
}

// The only finding, hints aside.
Diagnostic finding(const std::string& text) {
  std::vector<Diagnostic> found = findings(text);
  std::erase_if(found, [](const Diagnostic& diagnostic) { return diagnostic.severity == Severity::hint; });
  REQUIRE(found.size() == 1);
  return found.front();
}

std::string slice(const std::string& text, TextRange range) {
  return text.substr(range.begin, range.size());
}

// "text: message" of each related place.
Texts related(const std::string& text, const Diagnostic& found) {
  Texts out;
  for (const RelatedPlace& related : found.related) {
    CHECK(related.place.path == command);
    out.push_back(slice(text, related.place.range) + ": " + related.message);
  }
  return out;
}

Texts titles(const Diagnostic& found) {
  Texts out;
  for (const Fix& fix : found.fixes) out.push_back((fix.safe ? "safe: " : "") + fix.title);
  return out;
}

std::string fixed(const std::string& text, const Fix& fix) {
  std::vector<TextEdit> edits;
  for (const FileEdit& edit : fix.edits) edits.push_back(edit.edit);
  return apply_edits(text, edits);
}

// Two modes, of which only "full" runs a and c.
const std::string two_modes =
    "---\nexecution_modes:\n  quick:\n    agents: [b]\n  full:\n    agents: [a, b, c]\n---\n";

double seconds_for(const std::string& text, std::size_t& count) {
  const World world = make_world(around(text));
  const CpuTime time;
  count =
      run_checks(*world.snapshot, command, *world.documents.at(command), world.snapshot->facts(command)->kind)
          .size();
  return time.seconds();
}

}  // namespace

TEST_CASE("the other heading of a phase is pointed at") {
  const std::string twice = phase("1") + task("a", "x") + phase("1");
  CHECK(related(twice, finding(twice)) == Texts{"Phase 1: the first phase 1"});
  const std::string down = phase("2") + phase("1");
  CHECK(related(down, finding(down)) == Texts{"Phase 2: phase 2 stands here"});
}

TEST_CASE("a duplicate that also stands out of order is said once") {
  const auto found = findings(phase("1") + task("a", "x") + phase("2") + phase("1"));
  REQUIRE(found.size() == 1);
  CHECK(found.front().code == "duplicate-phase");
}

TEST_CASE("the mode that is meant is pointed at and written as the wrong one is") {
  const std::string text = two_modes + phase("1") + task("b", "Do [Fulll mode: x]");
  const Diagnostic found = finding(text);
  CHECK(titles(found) == Texts{"Change to \"Full\""});
  CHECK(related(text, found) == Texts{"full: mode \"full\""});
}

TEST_CASE("mending a placeholder is safe where it then names a phase and an agent of the file") {
  const auto titles_of = [](const std::string& placeholder) {
    return titles(finding(phase("1") + task("q:loader", "x") + phase("2") + task("b", placeholder)));
  };
  CHECK(titles_of("{phase1.loader}") == Texts{"safe: Change to \"{phase1.loader.output}\""});
  for (const std::string agent : {"q:loader", "loader"})
    CHECK(titles_of("{phase1." + agent + ".ouput}") ==
          Texts{"safe: Change to \"{phase1." + agent + ".output}\""});
  CHECK(titles_of("<Phase1.output>") == Texts{"safe: Change to \"<phase1.output>\""});
  CHECK(titles_of("{phase3.loader.ouput}") == Texts{"Change to \"{phase3.loader.output}\""});
  CHECK(titles_of("{phase2.loader}") == Texts{"Change to \"{phase2.loader.output}\""});
  CHECK(titles_of("{phase3.ouput}") == Texts{"Change to \"{phase3.output}\""});
}

TEST_CASE("an unknown phase: phases that have the agent, and have run by then, come first") {
  const std::string before = phase("1") + task("a", "x") + phase("2") + task("b", "x");
  const auto titles_of = [&](const std::string& agent, const std::string& placeholder) {
    return titles(finding(before + phase("3") + task(agent, placeholder) + phase("6") + task("a", "y")));
  };
  CHECK(titles_of("c", "{phase5.a.output}") == Texts{"Change to \"phase1\"", "Change to \"phase6\""});
  CHECK(titles_of("a", "{phase4.a.output}") == Texts{"Change to \"phase1\"", "Change to \"phase3\""});
  CHECK(titles_of("c", "{phase5.b.output}") == Texts{"Change to \"phase2\""});
  CHECK(titles_of("c", "{phase5.nobody.output}") == Texts{"Change to \"phase3\"", "Change to \"phase2\""});
  CHECK(titles_of("c", "{phase5.output}") == Texts{"Change to \"phase2\"", "Change to \"phase1\""});
}

TEST_CASE("an agent of another phase: phases that have run, near names, phases that have not") {
  const std::string text = phase("1") + task("a", "x") + phase("2") + task("ab", "x") + phase("3") +
                           task("c", "{phase2.a.output}") + phase("4") + task("a", "x");
  const Diagnostic found = finding(text);
  CHECK(found.message == "phase 2 has no agent \"a\", which is in phases 1 and 4; did you mean \"ab\"?");
  CHECK(titles(found) == Texts{"Change to \"phase1\"", "Change to \"ab\"", "Change to \"phase4\""});
  CHECK(related(text, found) ==
        Texts{"Phase 2: phase 2", "Phase 1: phase 1 has \"a\"", "Phase 4: phase 4 has \"a\""});
}

TEST_CASE("a bare name that would mean another agent is offered with its plugin") {
  auto files = around(phase("1") + task("q:loader", "x") + task("b", "Read {phase1.loder.output}"));
  files["/w/plugins/q/.claude-plugin/plugin.json"] = R"({"name": "q"})";
  files["/w/plugins/q/agents/loader.md"] = "---\nname: loader\ndescription: x\n---\n";
  const auto offered = [&] {
    const World world = make_world(files);
    const auto found = run_checks(*world.snapshot, command, *world.documents.at(command), FileKind::command);
    REQUIRE(found.size() == 1);
    return titles(found.front());
  };
  CHECK(offered() == Texts{"Change to \"loader\""});
  files["/w/plugins/p/agents/loader.md"] = "---\nname: loader\ndescription: x\n---\n";
  CHECK(offered() == Texts{"Change to \"q:loader\""});
}

TEST_CASE("the tasks that come too late are pointed at, a few of them") {
  std::string text = phase("1") + task("a", "Read {phase2.b.output}") + phase("2");
  for (int i = 0; i < 9; ++i) text += task("b", "x");
  CHECK(related(text, finding(text)) == Texts(3, "b: \"b\" of phase 2 runs here"));
}

TEST_CASE("a circle is told in the order of reading, at its members") {
  const std::string text = phase("1") + task("a", "{phase2.b.output}") + phase("2") +
                           task("b", "{phase2.c.output}") + task("c", "{phase1.a.output}");
  const auto found = findings(text);
  REQUIRE(found.size() == 2);
  CHECK(found[0].code == "placeholder-cycle");
  CHECK(found[1].code == "placeholder-not-yet-run");  // b reads c: the same circle, told once
  CHECK(related(text, found[0]) ==
        Texts{"b: \"b\" of phase 2 reads \"c\" of phase 2", "c: \"c\" of phase 2 reads \"a\" of phase 1"});
}

TEST_CASE("a condition is offered around the line and around the placeholder, and mends the fault") {
  const auto offers = [](const std::string& prompt) {
    const std::string text = two_modes + phase("1") + task("a", "x") + phase("2") + task("b", prompt);
    const Diagnostic found = finding(text);
    CHECK(found.code == "placeholder-not-in-mode");
    Texts out;
    for (const Fix& fix : found.fixes) {
      CHECK_FALSE(fix.safe);
      const std::string mended = fixed(text, fix);
      CHECK_MESSAGE(findings(mended).empty(), mended);
      const std::size_t begin = mended.rfind("prompt: |\n  ") + 12;
      out.push_back(mended.substr(begin, mended.find("\n</Task>", begin) - begin));
    }
    return out;
  };
  CHECK(offers("Use {phase1.a.output}.") ==
        Texts{"[Full mode: Use {phase1.a.output}.]", "Use [Full mode: {phase1.a.output}]."});
  CHECK(offers("- {phase1.a.output}") == Texts{"- [Full mode: {phase1.a.output}]"});
  CHECK(offers("See [it](https://x.y) in {phase1.a.output}") ==
        Texts{"See [it](https://x.y) in [Full mode: {phase1.a.output}]"});
  CHECK(offers("[Quick/Full: Use {phase1.a.output}]") ==
        Texts{"[Quick/Full: Use [Full mode: {phase1.a.output}]]"});
  CHECK(offers("{\"a\": {phase1.a.output}}") == Texts{"{\"a\": [Full mode: {phase1.a.output}]}"});
}

TEST_CASE("no condition is offered where none can help, or where it would break the YAML") {
  const std::string reads = two_modes + phase("1") + task("a", "x") + phase("2");
  CHECK(finding(reads + task("b", "[Quick: {phase1.a.output}]")).fixes.empty());
  CHECK(finding(reads + "<Task>\nsubagent_type: b\nprompt: Use {phase1.a.output}\n</Task>\n").fixes.empty());
}

TEST_CASE("the writer, its condition and the modes that do not list it are pointed at") {
  const std::string listed = two_modes + phase("1") + task("a", "x") + task("b", "{phase1.a.output}");
  CHECK(related(listed, finding(listed)) ==
        Texts{"a: \"a\" of phase 1 runs in mode \"full\"", "quick: mode \"quick\""});
  const std::string condition = "---\nexecution_modes: {quick: 1h, full: 1d}\n---\n" + phase("1") +
                                task("a", "[Full mode only]\nx") + task("b", "{phase1.a.output}");
  CHECK(related(condition, finding(condition)) == Texts{"a: \"a\" of phase 1 runs in mode \"full\"",
                                                        "Full mode only: this condition says when it runs"});
}

TEST_CASE("hostile files are judged in time") {
  constexpr unsigned many = 2000;
  const auto numbered = [](const std::string& name, unsigned i) { return name + std::to_string(i); };
  std::map<std::string, std::string> files;
  std::string& agents = files["many agents in one phase, many wrong names"] = phase("1");
  std::string& phases = files["many phases, many wrong ones"];
  std::string& modes = files["many modes, many wrong ones"] = "---\nexecution_modes:\n";
  std::string& late = files["everybody reads everybody"] = phase("1");
  std::string& misses = files["many near misses in one line"] = phase("1") + task("a", "x");
  std::string& wrapped = files["many placeholders in one line"] = two_modes + phase("1") + task("a", "x");
  std::string wrong_agents, wrong_phases, wrong_modes, line;
  for (unsigned i = 0; i < many; ++i) {
    agents += "Use Task tool with subagent_type=\"" + numbered("agent-", i) + "\".\n\n";
    wrong_agents += "{phase1." + numbered("agnet-", i) + ".output}\n";
    phases += "## Phase " + std::to_string(2 * i) + "\n\n";
    wrong_phases += "{phase" + std::to_string(2 * i + 1) + ".a.output}\n";
    modes += "  " + numbered("mode-", i) + ": 1h\n";
    wrong_modes += "[" + numbered("mdoe-", i) + "/mode-1: x]\n";
    if (i < 500)
      late += task(numbered("x", i), "{" + numbered("phase1.x", 499 - i) + ".output} {phase1.output}");
    misses += "{phase1." + numbered("a", i) + ".ouput} ";
    line += "{phase1.a.output} ";
  }
  agents += wrong_agents;
  phases += task("a", "x") + wrong_phases;
  modes += "---\n" + phase("1") + wrong_modes;
  wrapped += task("b", line);
  std::string& silent = files["many phases that run nobody, the last one read again and again"];
  std::string reads;
  for (unsigned i = 2; i < 30 * many; ++i) {
    silent += "## Phase " + std::to_string(i) + "\n";
    reads += "{phase" + std::to_string(30 * many - 1) + ".output}\n";
  }
  silent += phase("1") + task("a", "x") + reads;
  for (const auto& [name, text] : files) {
    std::size_t count = 0;
    const double seconds = seconds_for(text, count);
    CAPTURE(name);
    CAPTURE(seconds);
    CHECK(count > 400);
    CHECK(seconds < 5);
  }
}
