// The pipeline as a graph: the founding file by hand, each kind of fault, one mode at a time, hostile sizes.
#include "server/flow/pipeline_graph.h"

#include "tests/flow/reading.h"
#include "tests/flow/seed.h"

using namespace baton;
using namespace baton::testing;

namespace {

struct Drawn {
  Analysed analysed;
  PipelineGraph graph;
};

Drawn draw(const std::string& text, std::optional<std::size_t> mode = std::nullopt,
           std::map<std::string, std::string> others = {}) {
  Drawn out{analyse(text, std::move(others)), {}};
  out.graph = pipeline_graph(*out.analysed.document, out.analysed.flow, mode);
  return out;
}

// "1 Title: agent (modes, optional), agent (modes)"; tasks outside of phases first, as "-: …".
Texts clusters(const Drawn& drawn) {
  const auto one = [&](std::size_t index) {
    const PipelineTask& task = drawn.graph.tasks[index];
    CHECK(drawn.analysed.document->tasks[task.task].range == task.range);
    std::string out;
    for (const std::string& agent : task.agents) out += (out.empty() ? "" : "|") + agent;
    return out + " (" + names_of(drawn.analysed, task.modes) + (task.optional ? ", optional)" : ")");
  };
  Texts out;
  for (std::size_t i = 0; i < drawn.graph.tasks.size(); ++i)
    if (!drawn.graph.tasks[i].phase) out.push_back("-: " + one(i));
  for (std::size_t i = 0; i < drawn.graph.phases.size(); ++i) {
    const PipelinePhase& phase = drawn.graph.phases[i];
    std::string line = std::to_string(phase.number) + " " + phase.title + ":";
    for (const std::size_t task : phase.tasks) {
      CHECK(drawn.graph.tasks[task].phase == i);
      line += (line.ends_with(':') ? " " : ", ") + one(task);
    }
    for (const std::size_t gate : phase.gates) {
      CHECK(drawn.graph.gates[gate].phase == i);
      line += " | " + drawn.graph.gates[gate].text;
    }
    out.push_back(line);
  }
  return out;
}

std::string_view state_word(Availability state) {
  switch (state) {
    case Availability::available:
      return "";
    case Availability::no_phases:
      return " no phases";
    case Availability::elsewhere:
      return " elsewhere";
    case Availability::unknown_phase:
      return " unknown phase";
    case Availability::not_in_phase:
      return " not in phase";
    case Availability::itself:
      return " itself";
    case Availability::not_yet_run:
      return " not yet run";
    case Availability::cycle:
      return " cycle";
    case Availability::not_in_mode:
      return " not in mode";
  }
  return "?";
}

// "reader <- writer, in modes, if: {…}" with the placeholders as they stand in the file.
Texts edges(const Drawn& drawn) {
  const PipelineGraph& graph = drawn.graph;
  const auto name = [&](std::size_t task) { return task_name(drawn.analysed, graph.tasks[task].task); };
  Texts out;
  for (const PipelineEdge& edge : graph.edges) {
    std::string line = name(edge.to) + " <- ";
    if (edge.from_missing) {
      CHECK(graph.missing[edge.from].why == edge.state);
      line += "nothing (" + std::to_string(graph.missing[edge.from].phase) + " " +
              graph.missing[edge.from].agent + ")";
    } else {
      line += name(edge.from);
    }
    line += ", in " + names_of(drawn.analysed, edge.modes) + (edge.conditional ? ", if" : "");
    line += state_word(edge.state);
    if (edge.state == Availability::not_in_mode)
      line += " " + names_of(drawn.analysed, edge.missing_modes);
    else
      CHECK(edge.missing_modes.empty());
    line += ":";
    for (const Index read : edge.placeholders)
      line += " " +
              std::string(drawn.analysed.document->slice(drawn.analysed.document->placeholders[read].range));
    out.push_back(line);
  }
  return out;
}

constexpr const char* two_modes =
    "---\nexecution_modes:\n  a:\n    agents: [x, y]\n  b:\n    agents: [x, z]\n---\n";

}  // namespace

TEST_CASE("the founding file as a graph") {
  const Drawn drawn = draw(seed);
  REQUIRE(drawn.graph.modes.size() == 3);
  CHECK(drawn.graph.modes[1].name == "standard");
  CHECK(drawn.analysed.document->slice(drawn.graph.modes[1].name_range) == "standard");
  CHECK(clusters(drawn) ==
        Texts{
            "1 Data & Requirements Analysis: data-engineer (enterprise, optional), data-scientist (all)",
            "2 Model Development & Training: ml-engineer (all), python-pro (standard+enterprise, optional)",
            "3 Production Deployment & Serving: mlops-engineer (all), kubernetes-architect (enterprise, "
            "optional)",
            "4 Monitoring & Continuous Improvement: observability-engineer (standard+enterprise, optional)",
        });
  CHECK(edges(drawn) ==
        Texts{
            "phase2.ml-engineer <- phase1.data-scientist, in all: {phase1.data-scientist.output}",
            "phase2.ml-engineer <- phase1.data-engineer, in enterprise, if: {phase1.data-engineer.output}",
            "phase2.python-pro <- phase2.ml-engineer, in standard+enterprise: {phase2.ml-engineer.output}",
            "phase3.mlops-engineer <- phase2.ml-engineer, in all: {phase2.ml-engineer.output}",
            "phase3.mlops-engineer <- phase2.python-pro, in standard+enterprise, if: "
            "{phase2.python-pro.output}",
            "phase3.kubernetes-architect <- phase3.mlops-engineer, in enterprise: "
            "{phase3.mlops-engineer.output}",
            "phase4.observability-engineer <- phase3.mlops-engineer, in standard+enterprise: "
            "{phase3.mlops-engineer.output}",
            "phase4.observability-engineer <- phase3.kubernetes-architect, in enterprise, if: "
            "{phase3.kubernetes-architect.output}",
        });
  CHECK(drawn.graph.missing.empty());
  CHECK(drawn.graph.gates.empty());
  CHECK(drawn.graph.reads_left_out == 0);
  CHECK(drawn.analysed.document->slice(drawn.graph.tasks[0].name_range) == "data-engineer");
  CHECK(drawn.analysed.document->slice(drawn.graph.phases[3].name_range) == "Phase 4");
}

TEST_CASE("the founding file in one mode") {
  const Drawn quick = draw(seed, 0);
  CHECK(quick.graph.mode == 0);
  CHECK(quick.graph.modes.size() == 3);
  CHECK(clusters(quick) == Texts{
                               "1 Data & Requirements Analysis: data-scientist (quick)",
                               "2 Model Development & Training: ml-engineer (quick)",
                               "3 Production Deployment & Serving: mlops-engineer (quick)",
                           });
  CHECK(edges(quick) ==
        Texts{
            "phase2.ml-engineer <- phase1.data-scientist, in quick: {phase1.data-scientist.output}",
            "phase3.mlops-engineer <- phase2.ml-engineer, in quick: {phase2.ml-engineer.output}",
        });
  const Drawn enterprise = draw(seed, 2);
  CHECK(enterprise.graph.tasks.size() == 7);
  CHECK(enterprise.graph.edges.size() == 8);
  for (const std::string& line : edges(enterprise))
    CHECK_MESSAGE(line.find(", in enterprise: {") != std::string::npos, line);
}

TEST_CASE("a phase's whole output comes from each of its tasks that ran") {
  const Drawn drawn = draw("## Phase 1: One\n\n" + task("x", "Go.") + task("y", "With {phase1.output}.") +
                           "## Phase 2: Two\n\n" + task("z", "With {phase1.output} and {phase2.x.output}."));
  CHECK(edges(drawn) == Texts{
                            "phase1.y <- phase1.x, in all: {phase1.output}",
                            "phase2.z <- phase1.x, in all: {phase1.output}",
                            "phase2.z <- phase1.y, in all: {phase1.output}",
                            "phase2.z <- nothing (2 x), in all not in phase: {phase2.x.output}",
                        });
}

TEST_CASE("what is missing is a node, each once") {
  const Drawn drawn =
      draw("## Phase 1: One\n\n" +
           task("x", "{phase9.a.output} {phase9.b.output} {phase9.output} {phase1.q.output}") +
           "## Phase 2: Two\n\n" + task("y", "{phase1.q.output} {phase9.c.output} {phase1.r.output}"));
  REQUIRE(drawn.graph.missing.size() == 3);
  CHECK(edges(drawn) ==
        Texts{
            "phase1.x <- nothing (9 ), in all unknown phase: {phase9.a.output} {phase9.b.output} "
            "{phase9.output}",
            "phase1.x <- nothing (1 q), in all not in phase: {phase1.q.output}",
            "phase2.y <- nothing (1 q), in all not in phase: {phase1.q.output}",
            "phase2.y <- nothing (9 ), in all unknown phase: {phase9.c.output}",
            "phase2.y <- nothing (1 r), in all not in phase: {phase1.r.output}",
        });
}

TEST_CASE("what another pipeline of the file writes is a node, too") {
  const Drawn drawn =
      draw("## Setup\n\n### Phase 1: Load\n\n" + task("x") + "## Rollout\n\n### Phase 2: Train\n\n" +
           task("y", "{phase1.x.output} {phase1.output}") + "### Phase 3: Ship\n\n" +
           task("z", "{phase2.y.output}"));
  CHECK(edges(drawn) == Texts{
                            "phase2.y <- nothing (1 x), in all elsewhere: {phase1.x.output}",
                            "phase2.y <- nothing (1 ), in all elsewhere: {phase1.output}",
                            "phase3.z <- phase2.y, in all: {phase2.y.output}",
                        });
}

TEST_CASE("what has not run yet") {
  const Drawn drawn =
      draw("## Phase 1: One\n\n" + task("x", "{phase1.x.output} {phase2.z.output}") +
           task("y", "{phase2.w.output}") + "## Phase 2: Two\n\n" + task("z", "{phase1.x.output}") +
           task("w", "Go.") + "## Phase 3: Three\n\n" + task("last", "{phase3.output}"));
  CHECK(edges(drawn) == Texts{
                            "phase1.x <- phase1.x, in all itself: {phase1.x.output}",
                            "phase1.x <- phase2.z, in all cycle: {phase2.z.output}",
                            "phase1.y <- phase2.w, in all not yet run: {phase2.w.output}",
                            "phase2.z <- phase1.x, in all: {phase1.x.output}",
                            "phase3.last <- phase3.last, in all not yet run: {phase3.output}",
                        });
}

TEST_CASE("what does not run in a mode of its reader") {
  const std::string text =
      two_modes + ("## Phase 1: One\n\n" + task("y", "Go.") + "## Phase 2: Two\n\n" +
                   task("x", "With {phase1.y.output}.") + task("z", "{phase1.y.output}"));
  CHECK(edges(draw(text)) == Texts{
                                 "phase2.x <- phase1.y, in a, if not in mode b: {phase1.y.output}",
                                 "phase2.z <- phase1.y, in none, if not in mode b: {phase1.y.output}",
                             });
  CHECK(edges(draw(text, 0)) == Texts{"phase2.x <- phase1.y, in a: {phase1.y.output}"});
  CHECK(clusters(draw(text, 1)) == Texts{"2 Two: x (b), z (b)"});
  CHECK(edges(draw(text, 1)) == Texts{
                                    "phase2.x <- nothing (1 y), in b not in mode b: {phase1.y.output}",
                                    "phase2.z <- nothing (1 y), in b not in mode b: {phase1.y.output}",
                                });
}

TEST_CASE("only the writers of the modes in which the text is read") {
  const Drawn drawn = draw(two_modes + ("## Phase 1: One\n\n" + task("x", "[A mode only]\n\nGo.") +
                                        task("x", "[B mode only]\n\nGo.") + "## Phase 2: Two\n\n" +
                                        task("x", "{phase1.x.output}\n[A mode: and {phase1.x.output}]")));
  CHECK(clusters(drawn) == Texts{"1 One: x (a), x (b)", "2 Two: x (all)"});
  REQUIRE(drawn.graph.edges.size() == 2);
  CHECK(drawn.graph.edges[0].from == 0);
  CHECK(drawn.graph.edges[0].placeholders.size() == 2);
  CHECK(drawn.graph.edges[1].from == 1);
  CHECK(drawn.graph.edges[1].placeholders.size() == 1);
  CHECK(edges(drawn) == Texts{
                            "phase2.x <- phase1.x, in a, if: {phase1.x.output} {phase1.x.output}",
                            "phase2.x <- phase1.x, in b, if: {phase1.x.output}",
                        });
}

TEST_CASE("gates, empty phases, phases out of order, tasks outside of phases, prose") {
  const std::string text =
      two_modes + (task("x", "{phase2.z.output}") + "## Phase 2: Two\n\nSee {phase1.y.output}.\n\n" +
                   task("z", "Go.") + "**Gate:** all agree\n\n**Gate:** twice\n\n" + "## Phase 1: One\n\n" +
                   task("y", "Go.") + "**Gate:** ready\n\n## Phase 3\n");
  CHECK(clusters(draw(text)) == Texts{
                                    "-: x (all)",
                                    "1 One: y (a) | ready",
                                    "2 Two: z (b) | all agree | twice",
                                    "3 :",
                                });
  CHECK(edges(draw(text)) == Texts{"x <- phase2.z, in b, if not in mode a: {phase2.z.output}"});
  CHECK(clusters(draw(text, 1)) == Texts{"-: x (b)", "2 Two: z (b) | all agree | twice", "3 :"});
  CHECK(draw(text, 1).graph.gates.size() == 2);
}

TEST_CASE("nobody can say, so nothing is drawn") {
  // A task whose agent cannot be read may be the writer; a phase without tasks may be prose.
  const Drawn drawn =
      draw("## Phase 1: One\n\n<Task>\nprompt: Go.\n</Task>\n\n## Phase 2: Two\n\n## Phase 3: Three\n\n" +
           task("x", "{phase1.q.output} {phase2.output} $ARGUMENTS {phase1.x}"));
  CHECK(edges(drawn) == Texts{});
  CHECK(clusters(drawn) == Texts{"1 One:  (all)", "2 Two:", "3 Three: x (all)"});
  CHECK(edges(draw(task("x", "{phase1.q.output}"))) == Texts{});
}

TEST_CASE("agents compare after resolution") {
  const Drawn drawn = draw(
      "## Phase 1: One\n\n" + task("p:x", "Go.") + "## Phase 2: Two\n\n" + task("y", "{phase1.x.output}"),
      std::nullopt, {{"/w/p/agents/x.md", "---\nname: x\ndescription: X.\n---\n"}});
  CHECK(edges(drawn) == Texts{"phase2.y <- phase1.p:x, in all: {phase1.x.output}"});
}

TEST_CASE("an empty file is an empty graph") {
  const PipelineGraph graph = draw("").graph;
  CHECK(graph.modes.empty());
  CHECK(graph.phases.empty());
  CHECK(graph.tasks.empty());
  CHECK(graph.edges.empty());
}

TEST_CASE("a file that asks for millions of edges gets a bounded part, and says so") {
  std::string text = "## Phase 1: One\n\n";
  for (int i = 0; i < 3000; ++i) text += task("x", "Go.");
  text += "## Phase 2: Two\n\n";
  for (int i = 0; i < 3000; ++i) text += task("y", "{phase1.output}");
  const Drawn drawn = draw(text);
  CHECK(drawn.graph.tasks.size() == 6000);
  CHECK(drawn.graph.edges.size() >= 10000);
  CHECK(drawn.graph.edges.size() <= 20000);
  CHECK(drawn.graph.reads_left_out > 2900);
}

TEST_CASE("one prompt that reads the same a hundred thousand times") {
  std::string text =
      "## Phase 1: One\n\n" + task("x", "Go.") + "## Phase 2: Two\n\n<Task>\nsubagent_type: y\nprompt: |\n  ";
  for (int i = 0; i < 100000; ++i) text += "{phase1.x.output} ";
  const Drawn drawn = draw(text + "\n</Task>\n");
  REQUIRE(drawn.graph.edges.size() == 1);
  CHECK(drawn.graph.edges[0].placeholders.size() + drawn.graph.reads_left_out == 100000);
}
