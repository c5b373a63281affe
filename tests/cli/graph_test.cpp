// baton --graph as a user meets it: the example in three formats and by mode, names that try to break out,
// what is refused in which words.
#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>

#include "tests/cli/json_schema.h"
#include "tests/cli/program.h"
#include "tests/disk/scratch.h"
#include "tests/support/paths.h"
#include "tests/support/text_of.h"

using baton::test::Ran;
using baton::test::run;
using baton::test::Scratch;
using baton::testing::text_of;
using Json = nlohmann::json;

namespace {

std::string example(const std::string& name) {
  return baton::testing::source_dir() + "/docs/examples/" + name;
}

constexpr const char* release = "plugins/release-train/commands/release.md";

std::string drawn(const std::string& folder, std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "--graph");
  const Ran ran = run(folder, arguments);
  CHECK(ran.err == "");
  REQUIRE(ran.exit_code == 0);
  CHECK(run(folder, arguments).out == ran.out);
  return ran.out;
}

std::string refused(const std::string& folder, std::vector<std::string> arguments, int code = 2) {
  arguments.insert(arguments.begin(), "--graph");
  const Ran ran = run(folder, arguments);
  CHECK(ran.out == "");
  CHECK(ran.exit_code == code);
  return ran.err;
}

Json json_of(const std::string& folder, std::vector<std::string> arguments) {
  arguments.insert(arguments.end(), {"--format", "json"});
  Json graph = Json::parse(drawn(folder, arguments));
  CHECK(baton::test::faults_of(baton::testing::source_dir() + "/schemas/graph.schema.json", graph) == "");
  return graph;
}

// "m1 > t3 unknown-phase": the edges in short.
std::vector<std::string> edges_of(const Json& graph) {
  std::vector<std::string> out;
  for (const Json& edge : graph["edges"])
    out.push_back(edge["from"].get<std::string>() + " > " + edge["to"].get<std::string>() + " " +
                  edge["state"].get<std::string>() + (edge["conditional"].get<bool>() ? " if" : ""));
  return out;
}

}  // namespace

TEST_CASE("the example as a Mermaid flowchart") {
  const std::string whole = R"(flowchart TB
  subgraph p1["Phase 1: Prepare"]
    t1["release-manager"]
    t2["changelog-writer<br/>full"]
  end
  subgraph p2["Phase 2: Verify"]
    t3["test-runner"]
  end
  subgraph p3["Phase 3: Ship"]
    t4["release-manager"]
    t5["data-desk#58;report-writer<br/>full"]
  end
  g1{{"Gate: Every suite passed twice."}}
  t1 --> t2
  t1 --> t3
  t2 -.->|"full"| t3
  t3 --> t4
  t4 --> t5
  p2 ==> g1 ==> p3
)";
  CHECK(drawn(example("clean"), {release}) == whole);
  CHECK(drawn(example("clean"), {release, "--format", "mermaid"}) == whole);
  CHECK(text_of(example("../cli.md")).find("```mermaid\n" + whole + "```\n") != std::string::npos);
}

TEST_CASE("the example in one mode") {
  CHECK(drawn(example("clean"), {release, "--mode", "hotfix"}) == R"(flowchart TB
  subgraph p1["Phase 1: Prepare"]
    t1["release-manager"]
  end
  subgraph p2["Phase 2: Verify"]
    t3["test-runner"]
  end
  subgraph p3["Phase 3: Ship"]
    t4["release-manager"]
  end
  g1{{"Gate: Every suite passed twice."}}
  t1 --> t3
  t3 --> t4
  p2 ==> g1 ==> p3
)");
  CHECK(drawn(example("clean"), {release, "--mode", "full", "--format", "dot"}) == R"(digraph pipeline {
  compound=true;
  node [shape=box, style=rounded];
  subgraph cluster_p1 {
    label="Phase 1: Prepare";
    t1 [label="release-manager"];
    t2 [label="changelog-writer"];
  }
  subgraph cluster_p2 {
    label="Phase 2: Verify";
    t3 [label="test-runner"];
  }
  subgraph cluster_p3 {
    label="Phase 3: Ship";
    t4 [label="release-manager"];
    t5 [label="data-desk:report-writer"];
  }
  g1 [label="Gate: Every suite passed twice.", shape=hexagon, style=solid];
  t1 -> t2;
  t1 -> t3;
  t2 -> t3;
  t3 -> t4;
  t4 -> t5;
  t3 -> g1 [ltail=cluster_p2, style=bold];
  g1 -> t4 [lhead=cluster_p3, style=bold];
}
)");
}

TEST_CASE("the example for Graphviz") {
  CHECK(drawn(example("clean"), {release, "--format", "dot"}) == R"(digraph pipeline {
  compound=true;
  node [shape=box, style=rounded];
  subgraph cluster_p1 {
    label="Phase 1: Prepare";
    t1 [label="release-manager"];
    t2 [label="changelog-writer\nfull"];
  }
  subgraph cluster_p2 {
    label="Phase 2: Verify";
    t3 [label="test-runner"];
  }
  subgraph cluster_p3 {
    label="Phase 3: Ship";
    t4 [label="release-manager"];
    t5 [label="data-desk:report-writer\nfull"];
  }
  g1 [label="Gate: Every suite passed twice.", shape=hexagon, style=solid];
  t1 -> t2;
  t1 -> t3;
  t2 -> t3 [label="full", style=dashed];
  t3 -> t4;
  t4 -> t5;
  t3 -> g1 [ltail=cluster_p2, style=bold];
  g1 -> t4 [lhead=cluster_p3, style=bold];
}
)");
}

TEST_CASE("the example as JSON") {
  const Json graph = json_of(example("clean"), {release});
  const auto range = [](int line, int begin, int end_line, int end) {
    return Json{{"start", {{"line", line}, {"character", begin}}},
                {"end", {{"line", end_line}, {"character", end}}}};
  };
  CHECK(graph["version"] == 1);
  CHECK(graph["path"] == release);
  CHECK(graph["mode"] == nullptr);
  CHECK(graph["complete"] == true);
  CHECK(graph["modes"] == Json{{{"name", "hotfix"}, {"default", true}, {"range", range(6, 2, 11, 17)}},
                               {{"name", "full"}, {"default", false}, {"range", range(12, 2, 16, 41)}}});
  CHECK(graph["phases"][1] == Json{{"id", "p2"},
                                   {"number", 2},
                                   {"title", "Verify"},
                                   {"tasks", {"t3"}},
                                   {"gates", {"g1"}},
                                   {"range", range(67, 0, 80, 0)}});
  CHECK(graph["tasks"][1] == Json{{"id", "t2"},
                                  {"phase", "p1"},
                                  {"agents", {"changelog-writer"}},
                                  {"modes", {"full"}},
                                  {"optional", false},
                                  {"range", range(57, 0, 65, 7)},
                                  {"nameRange", range(58, 15, 58, 31)}});
  CHECK(graph["gates"] == Json::array({{{"id", "g1"},
                                        {"after", "p2"},
                                        {"before", "p3"},
                                        {"text", "Every suite passed twice."},
                                        {"range", range(78, 0, 78, 35)}}}));
  CHECK(graph["missing"].empty());
  CHECK(graph["edges"].size() == 5);
  CHECK(graph["edges"][2] == Json{{"from", "t2"},
                                  {"to", "t3"},
                                  {"state", "available"},
                                  {"conditional", true},
                                  {"modes", {"full"}},
                                  {"missingModes", Json::array()},
                                  {"reads", Json::array({{{"text", "{phase1.changelog-writer.output}"},
                                                          {"range", range(73, 33, 73, 65)}}})}});
  const Json hotfix = json_of(example("clean"), {release, "--mode=hotfix"});
  CHECK(hotfix["mode"] == "hotfix");
  CHECK(hotfix["modes"] == graph["modes"]);
  CHECK(edges_of(hotfix) == std::vector<std::string>{"t1 > t3 available", "t3 > t4 available"});
}

TEST_CASE("the planted faults are red") {
  CHECK(drawn(example("faulty"), {release}) == R"(flowchart TB
  subgraph p1["Phase 1: Prepare"]
    t1["release-manager"]
    t2["changelog-writer<br/>full"]
  end
  subgraph p2["Phase 2: Verify"]
    t3["test-runner"]
  end
  subgraph p3["Phase 3: Ship"]
    t4["release-manager"]
    t5["data-desk#58;report-writer<br/>in no mode"]
  end
  g1{{"Gate: Every suite passed twice."}}
  m1["no #quot;release-manger#quot; in phase 1"]:::missing
  m2["no phase 4"]:::missing
  t4 -->|"not yet run"| t2
  m1 --> t3
  t2 -.->|"not in hotfix"| t3
  m2 --> t5
  p2 ==> g1 ==> p3
  classDef missing fill:#fdd,stroke:#c00,color:#900
  linkStyle 0,1,2,3 stroke:#c00,color:#c00
)");
  const std::string dot = drawn(example("faulty"), {release, "--format=dot", "--mode=hotfix"});
  CHECK(
      dot.find(
          "  m2 [label=\"\\\"changelog-writer\\\" of phase 1 does not run in hotfix\", color=\"#cc0000\"") !=
      std::string::npos);
  CHECK(edges_of(json_of(example("faulty"), {release})) ==
        std::vector<std::string>{"t4 > t2 not-yet-run", "m1 > t3 agent-not-in-phase",
                                 "t2 > t3 not-in-mode if", "m2 > t5 unknown-phase"});
}

TEST_CASE("an optional task is dashed") {
  Scratch scratch;
  scratch.write(
      "commands/a.md",
      "## Phase 1: One\n\n<Task>\nsubagent_type: x\nprompt: |\n  Go (skip if x not available).\n</Task>\n"
      "\n<Task>\nsubagent_type: y\nprompt: Read {phase1.x.output}.\n</Task>\n");
  CHECK(drawn(scratch.folder(), {"commands/a.md"}) == R"(flowchart TB
  subgraph p1["Phase 1: One"]
    t1["x<br/>optional"]:::optional
    t2["y"]
  end
  t1 --> t2
  classDef optional stroke-dasharray:4 3
)");
  CHECK(drawn(scratch.folder(), {"commands/a.md", "--format=dot"})
            .find("    t1 [label=\"x\\noptional\", style=\"rounded,dashed\"];\n") != std::string::npos);
  CHECK(json_of(scratch.folder(), {"commands/a.md"})["tasks"][0]["optional"] == true);
}

TEST_CASE("agents of other plugins resolve, as for --check") {
  Scratch scratch;
  const std::string agent = "---\nname: x\ndescription: X.\n---\n";
  scratch.write("one/plugin.json", "{\"name\": \"one\"}");
  scratch.write("two/plugin.json", "{\"name\": \"two\"}");
  scratch.write("one/agents/x.md", agent);
  scratch.write("two/agents/x.md", agent);
  scratch.write(
      "one/commands/a.md",
      "## Phase 1: One\n\n<Task>\nsubagent_type: two:x\nprompt: Go.\n</Task>\n\n## Phase 2: Two\n\n"
      "<Task>\nsubagent_type: y\nprompt: Read {phase1.x.output} and {phase1.two:x.output}.\n</Task>\n");
  // A bare x is the plugin's own.
  CHECK(edges_of(json_of(scratch.folder(), {"one/commands/a.md"})) ==
        std::vector<std::string>{"m1 > t2 agent-not-in-phase", "t1 > t2 available"});
}

TEST_CASE("nothing to draw is a graph as well") {
  Scratch scratch;
  scratch.write("commands/a.md", "---\ndescription: D.\n---\nSay hello.\n");
  CHECK(drawn(scratch.folder(), {"commands/a.md"}) == "flowchart TB\n");
  CHECK(drawn(scratch.folder(), {"commands/a.md", "--format", "dot"}) ==
        "digraph pipeline {\n  compound=true;\n  node [shape=box, style=rounded];\n}\n");
  CHECK(json_of(scratch.folder(), {"commands/a.md"})["tasks"].empty());
}

TEST_CASE("names that try to break out of their quotes") {
  Scratch scratch;
  scratch.write("commands/a.md",
                "## Phase 1: \"]; click t1 <b>x</b> %%{init: {}}%% & #35; `y` \\n $$z$$ end\n\n"
                "<Task>\nsubagent_type: \"www.example.com\"\nprompt: Go.\n</Task>\n\n"
                "<Task>\nsubagent_type: \"1. style: a:#x;\"\nprompt: Go.\n</Task>\n\n"
                "<Task>\nsubagent_type: end\nprompt: Go.\n</Task>\n\n"
                "<Task>\nsubagent_type: \xE6\x95\xB0\xE6\x8D\xAE-\xF0\x9F\x8E\xAF\nprompt: Go.\n</Task>\n\n"
                "**Gate:** a \x1b[31m red \xE2\x80\xAE one\xFF\n");
  const Ran ran = run(scratch.folder(), {"--graph", "commands/a.md"});
  CHECK(ran.exit_code == 0);
  CHECK(ran.err.starts_with("baton: note: commands/a.md is not UTF-8"));
  CHECK(ran.out ==
        "flowchart TB\n"
        "  subgraph p1[\"Phase 1: #quot;#93;#59; click t1 x #37;#37;#123;init: #123;#125;#125;#37;#37; #amp; "
        "#35;35#59; y #92;n #36;#36;z#36;#36; end\"]\n"
        "    t1[\"www#46;example#46;com\"]\n"
        "    t2[\"1#46; style: a#58;#35;x#59;\"]\n"
        "    t3[\"end\"]\n"
        "    t4[\"\xE6\x95\xB0\xE6\x8D\xAE-\xF0\x9F\x8E\xAF\"]\n"
        "  end\n"
        "  g1{{\"Gate: a #92;x1b#91;31m red #92;u202e one\xEF\xBF\xBD\"}}\n"
        "  p1 ==> g1\n");
  const std::string dot = run(scratch.folder(), {"--graph", "commands/a.md", "--format", "dot"}).out;
  CHECK(dot.find("    label=\"Phase 1: \\\"]; click t1 x %%{init: {}}%% &amp; #35; y \\\\n $$z$$ end\";\n") !=
        std::string::npos);
  CHECK(dot.find("label=\"Gate: a \\\\x1b[31m red \\\\u202e one\xEF\xBF\xBD\"") != std::string::npos);
}

TEST_CASE("what is very long is cut") {
  Scratch scratch;
  std::string title;
  for (int i = 0; i < 5000; ++i) title += "\xC3\xA9";
  scratch.write("commands/a.md", "## Phase 1: " + title + "\n");
  CHECK(drawn(scratch.folder(), {"commands/a.md"}) ==
        "flowchart TB\n  subgraph p1[\"Phase 1: " + title.substr(0, 160) + "\xE2\x80\xA6\"]\n  end\n");
  CHECK(json_of(scratch.folder(), {"commands/a.md"})["phases"][0]["title"] == title);
}

TEST_CASE("positions in one long line, and behind a byte-order mark") {
  Scratch scratch;
  std::string prompt;
  for (int i = 0; i < 5000; ++i) prompt += "\xF0\x9F\x8E\xAF{phase1.x.output}";
  scratch.write(
      "commands/a.md",
      "\xEF\xBB\xBF## Phase 1: One\n\n<Task>\nsubagent_type: x\nprompt: Go.\n</Task>\n\n## Phase 2: "
      "Two\n\n<Task>\nsubagent_type: y\nprompt: Go " +
          prompt + "\n</Task>\n");
  const Json graph = json_of(scratch.folder(), {"commands/a.md"});
  CHECK(graph["phases"][0]["range"]["start"] == Json{{"line", 0}, {"character", 0}});
  REQUIRE(graph["edges"].size() == 1);
  const Json& reads = graph["edges"][0]["reads"];
  REQUIRE(reads.size() == 5000);
  CHECK(reads[4999]["range"]["start"] == Json{{"line", 11}, {"character", 11 + 4999 * 19 + 2}});
}

TEST_CASE("what is asked for too often is left out, and said so") {
  Scratch scratch;
  std::string text = "---\nexecution_modes:\n";
  for (int i = 0; i < 150; ++i) text += "  m" + std::to_string(i) + ": short\n";
  text += "---\n## Phase 1: One\n\n";
  for (int i = 0; i < 300; ++i) text += "<Task>\nsubagent_type: x\nprompt: Go.\n</Task>\n";
  text += "\n## Phase 2: Two\n\n";
  for (int i = 0; i < 100; ++i) text += "<Task>\nsubagent_type: y\nprompt: Read {phase1.output}.\n</Task>\n";
  scratch.write("commands/a.md", text);
  const Ran ran = run(scratch.folder(), {"--graph", "commands/a.md", "--format", "json"});
  CHECK(ran.exit_code == 0);
  CHECK(ran.err.starts_with("baton: note: the graph is not complete: "));
  const Json graph = Json::parse(ran.out);
  CHECK(baton::test::faults_of(baton::testing::source_dir() + "/schemas/graph.schema.json", graph) == "");
  CHECK(graph["complete"] == false);
  CHECK(graph["modes"].size() == 150);
  CHECK(graph["tasks"][0]["modes"].size() == 100);
  CHECK(graph["edges"].size() > 15000);
  CHECK(run(scratch.folder(), {"--graph", "commands/a.md"}).err.find("Mermaid draws at most 500 edges") !=
        std::string::npos);
}

TEST_CASE("a mode that is none, and a file that has none") {
  CHECK(refused(example("clean"), {release, "--mode", "fulll"}) ==
        "baton: " + std::string(release) +
            " has no mode \"fulll\"; did you mean \"full\"? Its modes are \"hotfix\" and \"full\"\n");
  CHECK(refused(example("clean"), {release, "--mode", "x"}) ==
        "baton: " + std::string(release) + " has no mode \"x\"; its modes are \"hotfix\" and \"full\"\n");
  const std::string backfill = "plugins/data-desk/commands/backfill.md";
  CHECK(refused(example("clean"), {backfill, "--mode", "full"}) ==
        "baton: " + backfill + " has no modes, so --mode does not go with it\n");
}

TEST_CASE("files that have no pipeline") {
  CHECK(refused(example("clean"), {"README.md"}) ==
        "baton: README.md is a document, not a command file: it has no pipeline to draw\n");
  CHECK(refused(example("clean"), {"plugins/data-desk/agents/report-writer.md"}) ==
        "baton: plugins/data-desk/agents/report-writer.md is an agent, not a command file: it has no "
        "pipeline to "
        "draw\n");
  CHECK(refused(example("clean"), {"plugins"}) ==
        "baton: plugins is a folder, and --graph draws one command file\n");
  CHECK(refused(example("clean"), {"none.md"}) == "baton: cannot draw none.md (no such file or directory)\n");
  Scratch scratch;
  scratch.write("skills/s/SKILL.md", "---\nname: s\ndescription: S.\n---\n");
  CHECK(refused(scratch.folder(), {"skills/s/SKILL.md"}).find(" is a skill, not a command file") !=
        std::string::npos);
}

TEST_CASE("a file that may not be read is a failure of its own") {
  Scratch scratch;
  const std::string path = scratch.write("commands/a.md", "## Phase 1\n");
  std::filesystem::permissions(scratch.folder(), std::filesystem::perms::all);
  std::filesystem::permissions(path, std::filesystem::perms::none);
  const Ran ran = run(scratch.folder(), {"--graph", "commands/a.md"}, {{}, {}, true, false});
  CHECK(ran.exit_code == 3);
  CHECK(ran.out == "");
  CHECK(ran.err.starts_with("baton: commands/a.md "));
}

TEST_CASE("standard input and --output") {
  const std::string text = text_of(example("clean") + "/" + release);
  const std::string whole = drawn(example("clean"), {release});
  const Ran ran =
      run(example("clean"), {"--graph", "-", "--stdin-filename", release}, {text, {}, false, false});
  CHECK(ran.exit_code == 0);
  CHECK(ran.out == whole);
  Scratch scratch;
  CHECK(drawn(example("clean"), {release, "--output", scratch.path("graph.mmd")}) == "");
  CHECK(text_of(scratch.path("graph.mmd")) == whole);
  CHECK(refused(example("clean"), {release, "--output", scratch.path("none/graph.mmd")}, 3)
            .starts_with("baton: cannot write "));
}

TEST_CASE("the schema of a graph refuses what is none") {
  const std::string schema = baton::testing::source_dir() + "/schemas/graph.schema.json";
  const Json graph = json_of(example("clean"), {release});
  Json other = graph;
  other["tasks"][0]["id"] = "release-manager";
  CHECK(baton::test::faults_of(schema, other) != "");
  other = graph;
  other["edges"][0]["state"] = "fine";
  CHECK(baton::test::faults_of(schema, other) != "");
  other = graph;
  other.erase("complete");
  CHECK(baton::test::faults_of(schema, other) != "");
}
