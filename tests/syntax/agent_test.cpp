// Agents named in front matter, tools, modes, tables; modes and external docs themselves.
#include "server/syntax/agent_references.h"
#include "server/syntax/modes.h"
#include "tests/syntax/reading.h"

using namespace baton;
using namespace baton::testing;

namespace {

Texts names(std::string_view text) {
  Texts out;
  for (const TextRange range : agent_names(text)) out.emplace_back(text.substr(range.begin, range.size()));
  return out;
}

Texts in_front_matter(const std::string& yaml) {
  return agents(*read("---\n" + yaml + "---\n"));
}

}  // namespace

TEST_CASE("names, alternatives and what is neither") {
  CHECK(names("data-engineer") == Texts{"data-engineer"});
  CHECK(names("a OR b") == Texts{"a", "b"});
  CHECK(names("a or b/c | d") == Texts{"a", "b", "c", "d"});
  CHECK(names("p:x (optional)") == Texts{"p:x"});
  CHECK(names("p::x") == Texts{"p::x"});
  CHECK(names("**x**") == Texts{"x"});
  for (const char* text : {"", "All agents", "the best one/agent", "{agent}", "<agent>", "*", "all", "none",
                           "3", "-x", "x-", ":x", "a, b"})
    CHECK_MESSAGE(names(text).empty(), text);
}

TEST_CASE("references split their plugin off") {
  const auto document = read("---\nagent: \"my-plugin::x\"\n---\n");
  REQUIRE(document->agent_references.size() == 1);
  const AgentReference& reference = document->agent_references[0];
  CHECK(reference.place == AgentReference::Place::agent);
  CHECK(reference.qualifier == "my-plugin");
  CHECK(reference.name == "x");
  CHECK(slice(*document, reference.qualifier_range) == "my-plugin");
  CHECK(slice(*document, reference.name_range) == "x");
}

TEST_CASE("agents in front matter") {
  CHECK(in_front_matter("agents: [a, \"b OR c\", p:d]\n") == Texts{"a", "b", "c", "p:d"});
  CHECK(in_front_matter("agents: a, b\n") == Texts{"a", "b"});
  CHECK(in_front_matter("agents:\n  primary:\n    - a\n  conditional:\n    - agent: p:b\n      trigger: "
                        "pattern \"x|y\"\n    - agent: c\n"
                        "  orchestrated: true\n") == Texts{"a", "p:b", "c"});
  CHECK(in_front_matter("agents: 5\n").empty());
  CHECK(in_front_matter("agents:\n").empty());
  CHECK(in_front_matter("agents: {primary: a}\n") == Texts{"a"});
}

TEST_CASE("agents among tools") {
  CHECK(in_front_matter("allowed-tools: Read, Agent(a, p:b), Bash(git:*), Task(c)\n") ==
        Texts{"a", "p:b", "c"});
  CHECK(in_front_matter("allowed-tools:\n  - Read\n  - Task(a)\n  - mcp__x__y\n") == Texts{"a"});
  CHECK(in_front_matter("tools: [Read, Task(a, b)]\n") == Texts{"a", "b"});
  CHECK(in_front_matter("disallowed-tools: Task(a) Agent(b)\n") == Texts{"a", "b"});
  CHECK(in_front_matter("allowed-tools: Task, Agent, Task(*), MyTask(x), Task(\n").empty());
}

TEST_CASE("modes, by any of their keys") {
  const auto document = read(
      "---\nexecution_modes:\n  quick:\n    duration: \"1d\"\n    description: d\n    scope: s\n    agents: "
      "[\"a\", \"b OR c\"]\n    phases: "
      "[\"One\", Two]\n    default: true\n  slow: \"5 minutes\"\n  list:\n    agents: x, y\n  none:\n    "
      "agents: []\n---\n");
  REQUIRE(document->modes.size() == 4);
  const Mode& quick = document->modes[0];
  CHECK(quick.name == "quick");
  CHECK(slice(*document, quick.name_range) == "quick");
  CHECK(quick.duration == "1d");
  CHECK(quick.description == "d");
  CHECK(quick.scope == "s");
  CHECK(quick.lists_agents);
  CHECK(quick.is_default);
  REQUIRE(quick.agents.size() == 3);
  CHECK(document->agent_references[quick.agents[2]].text == "c");
  CHECK(document->agent_references[quick.agents[2]].mode == Index{0});
  REQUIRE(quick.phases.size() == 2);
  CHECK(slice(*document, quick.phases[0].range) == "One");
  CHECK(document->modes[1].duration == "5 minutes");
  CHECK_FALSE(document->modes[1].lists_agents);
  CHECK_FALSE(document->modes[1].is_default);
  CHECK(document->modes[2].agents.size() == 2);
  CHECK_FALSE(document->modes[3].lists_agents);
  CHECK(read("---\nexecution-modes:\n  a: x\n---\n")->modes.size() == 1);
  CHECK(read("---\nexecution_time:\n  a: x\n  b: y\n---\n")->modes.size() == 2);
  CHECK(read("---\nexecution_modes: fast\n---\n")->modes.empty());
}

TEST_CASE("a mode's place, by its name as it is written") {
  const auto document = read(with_modes("Text.\n"));
  CHECK(mode_index(*document, "quick") == 0);
  CHECK(mode_index(*document, "enterprise") == 2);
  for (const char* name : {"", "Quick", "quick ", "quic", "slow"}) CHECK_FALSE(mode_index(*document, name));
  CHECK_FALSE(mode_index(*read("Text.\n"), "quick"));
  CHECK_FALSE(mode_index(*read("Text.\n"), ""));
}

TEST_CASE("external docs, as map and as list, by any of their keys") {
  const auto docs = [](const std::string& yaml) {
    const auto document = read("---\n" + yaml + "---\n");
    Texts out;
    for (const ExternalDoc& doc : document->external_docs) {
      CHECK(slice(*document, doc.path.range) == doc.path.text);
      out.push_back(doc.name.text + "=" + doc.path.text);
    }
    CHECK(document->links.size() == out.size());
    return out;
  };
  CHECK(docs("external_docs:\n  a: \"x.md\"\n  b: y/z.md\n") == Texts{"a=x.md", "b=y/z.md"});
  CHECK(docs("external_docs:\n  - x.md\n  - 'y.md'\n") == Texts{"=x.md", "=y.md"});
  CHECK(docs("external_docs: [x.md]\n") == Texts{"=x.md"});
  CHECK(docs("external_documentation:\n  a: x.md\n") == Texts{"a=x.md"});
  CHECK(docs("external_docs:\n  - name: a\n    path: x.md\n  - b: y.md\n") == Texts{"a=x.md", "b=y.md"});
  CHECK(docs("external_docs:\n  a:\n") == Texts{});
}

TEST_CASE("agent tables") {
  const auto document = read(
      "| Agent | Plugin | Role | Execution Modes |\n|---|---|---|---|\n| **data-engineer** | ml | x | "
      "Enterprise |\n| `p:b` | python-dev* | x | "
      "All modes |\n| c | dev \\* | | |\n| Total | 3 | | |\n| a / b | | | |\n\n| Phase | Agents "
      "|\n|---|---|\n| 1 | a |\n\n| Role | agent |\n|---|---|\n| x "
      "| d |\n");
  CHECK(agents(*document) == Texts{"data-engineer", "p:b", "c", "d"});
  REQUIRE(document->agent_rows.size() == 6);
  CHECK(document->agent_rows[0].reference == Index{0});
  CHECK(document->agent_references[0].table_row == Index{0});
  CHECK(document->agent_rows[0].plugin.text == "ml");
  CHECK_FALSE(document->agent_rows[0].starred);
  CHECK(document->agent_rows[0].modes.text == "Enterprise");
  CHECK(document->agent_rows[1].plugin.text == "python-dev");
  CHECK(slice(*document, document->agent_rows[1].plugin.range) == "python-dev");
  CHECK(document->agent_rows[1].starred);
  CHECK(document->agent_rows[2].starred);
  CHECK_FALSE(document->agent_rows[3].reference);
  CHECK(document->agent_rows[5].table == 2);
}

TEST_CASE("a task's agent that cannot be a name is still there to be told of") {
  const auto named = [](const std::string& value) {
    return agents(*read("<Task>\nsubagent_type: " + value + "\nprompt: x\n</Task>\n"));
  };
  CHECK(named("Data Engineer") == Texts{"Data Engineer"});
  CHECK(named("\"data-engineer\"") == Texts{"data-engineer"});
  CHECK(named("a | b") == Texts{"a", "b"});
  CHECK(named("[a, b]") == Texts{"a", "b"});
  CHECK(named("{agent}").empty());
  CHECK(named("<agent-name>").empty());
  CHECK(named("").empty());
}

TEST_CASE("references stand in the file's order, and each part of the model finds its own") {
  const auto document = read(
      "---\nallowed-tools: Task(t)\nexecution_modes:\n  m:\n    agents: [b]\nagents: [c]\n---\n\nUse Task "
      "with subagent_type=\"d\".\n\n| Agent "
      "|\n|---|\n| e |\n\n<Task>\nsubagent_type: f\nprompt: x\n</Task>\n\nUse Task with "
      "subagent_type=\"g\".\n");
  CHECK(agents(*document) == Texts{"t", "b", "c", "d", "e", "f", "g"});
  REQUIRE(document->tasks.size() == 3);
  for (Index i = 0; i < 3; ++i) {
    REQUIRE(document->tasks[i].agents.size() == 1);
    CHECK(document->agent_references[document->tasks[i].agents[0]].task == i);
  }
  CHECK(document->agent_references[document->modes[0].agents[0]].text == "b");
  CHECK(document->agent_references[*document->agent_rows[0].reference].text == "e");
}
