// The founding file: what a careful reader says of every task and placeholder, mode by mode. Where the whole
// file lies beside the repository, it must give the same.
#include "tests/flow/seed.h"

#include <filesystem>
#include <iterator>

#include "tests/flow/reading.h"
#include "tests/support/paths.h"
#include "tests/support/text_of.h"

using namespace baton;
using namespace baton::testing;

namespace {

Texts tasks(const Analysed& analysed) {
  Texts out;
  for (Index i = 0; i < analysed.flow.tasks.size(); ++i)
    out.push_back(task_name(analysed, i) + ": " + names_of(analysed, analysed.flow.tasks[i].modes) +
                  (analysed.flow.tasks[i].optional ? ", optional" : ""));
  return out;
}

// "what is read <- who writes it, in the modes in which it is read".
Texts readings(const Analysed& analysed) {
  Texts out;
  for (Index i = 0; i < analysed.flow.placeholders.size(); ++i) {
    const PlaceholderFlow& flow = analysed.flow.placeholders[i];
    if (analysed.document->placeholders[i].phase_range.empty()) continue;  // arguments
    out.push_back(std::string(analysed.document->slice(analysed.document->placeholders[i].range)) + " <- " +
                  task_names(analysed, flow.writers, ", ") + ", in " + names_of(analysed, flow.live));
  }
  return out;
}

void check_seed(const std::string& text) {
  const Analysed analysed = analyse(text);
  CHECK(analysed.flow.has_modes);
  CHECK(analysed.flow.mode_count == 3);
  CHECK(tasks(analysed) == Texts{
                               "phase1.data-engineer: enterprise, optional",
                               "phase1.data-scientist: all",
                               "phase2.ml-engineer: all",
                               "phase2.python-pro: standard+enterprise, optional",
                               "phase3.mlops-engineer: all",
                               "phase3.kubernetes-architect: enterprise, optional",
                               "phase4.observability-engineer: standard+enterprise, optional",
                           });
  CHECK(analysed.flow.optional_agents ==
        Texts{"data-engineer", "kubernetes-architect", "observability-engineer", "python-pro"});
  CHECK(analysed.flow.order == std::vector<Index>{0, 1, 2, 3, 4, 5, 6});
  CHECK(readings(analysed) ==
        Texts{
            "{phase1.data-scientist.output} <- phase1.data-scientist, in all",
            "{phase1.data-engineer.output} <- phase1.data-engineer, in enterprise",
            "{phase2.ml-engineer.output} <- phase2.ml-engineer, in standard+enterprise",
            "{phase2.ml-engineer.output} <- phase2.ml-engineer, in all",
            "{phase2.python-pro.output} <- phase2.python-pro, in standard+enterprise",
            "{phase3.mlops-engineer.output} <- phase3.mlops-engineer, in enterprise",
            "{phase3.mlops-engineer.output} <- phase3.mlops-engineer, in standard+enterprise",
            "{phase3.kubernetes-architect.output} <- phase3.kubernetes-architect, in enterprise",
        });
  for (const std::string& line : verdicts(analysed)) CHECK_MESSAGE(line.ends_with(": available"), line);
}

std::string replaced(std::string text, const std::string& old, const std::string& now) {
  const std::size_t at = text.find(old);
  REQUIRE(at != std::string::npos);
  return text.replace(at, old.size(), now);
}

// The verdicts that are not "available".
Texts faults(const std::string& text) {
  Texts out = verdicts(text);
  std::erase_if(out, [](const std::string& line) { return line.ends_with(": available"); });
  return out;
}

}  // namespace

TEST_CASE("the founding file is sound in every mode") {
  check_seed(seed);
}

TEST_CASE("the whole founding file, where it lies beside the repository") {
  const std::string seed = shared("seed/ml-pipeline.md");
  if (seed.empty()) return;
  check_seed(text_of(seed));
}

TEST_CASE("the founding file with one slip") {
  // The guard is gone.
  CHECK(faults(replaced(seed, "[Enterprise mode: Using data pipeline from {phase1.data-engineer.output}]",
                        "Using data pipeline from {phase1.data-engineer.output}")) ==
        Texts{"phase2.ml-engineer: {phase1.data-engineer.output}: not in quick+standard"});
  // The guard is too wide.
  CHECK(faults(replaced(seed, "[Standard/Enterprise: With", "[Quick/Standard: With")) ==
        Texts{"phase3.mlops-engineer: {phase2.python-pro.output}: not in quick"});
  // The guard is the wrong one.
  CHECK(faults(replaced(seed, "[Standard/Enterprise: With", "[Quick: With")) ==
        Texts{"phase3.mlops-engineer: {phase2.python-pro.output}: not in quick"});
  CHECK(faults(replaced(seed, "{phase3.mlops-engineer", "{phase4.observability-engineer")) ==
        Texts{"phase3.kubernetes-architect: {phase4.observability-engineer.output}: cycle "
              "phase3.kubernetes-architect > phase4.observability-engineer > phase3.kubernetes-architect"});
  CHECK(faults(replaced(seed, "{phase1.data-scientist.output}", "{phase1.data-scientst.output}")) ==
        Texts{"phase2.ml-engineer: {phase1.data-scientst.output}: not in phase, but in none"});
  CHECK(faults(replaced(seed, "{phase1.data-scientist.output}", "{phase3.data-scientist.output}")) ==
        Texts{"phase2.ml-engineer: {phase3.data-scientist.output}: not in phase, but in 1"});
  CHECK(faults(replaced(seed, "{phase1.data-scientist.output}", "{phase0.data-scientist.output}")) ==
        Texts{"phase2.ml-engineer: {phase0.data-scientist.output}: unknown phase"});
}
