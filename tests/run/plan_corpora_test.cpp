// Every command of the real collections is planned in each of its modes: what comes out holds together and
// comes back from JSON as it was.
#include <algorithm>
#include <filesystem>
#include <iterator>

#include "server/run/plan_json.h"
#include "server/workspace/disk/load.h"
#include "tests/run/planning.h"
#include "tests/support/paths.h"
#include "tests/support/text_of.h"

using namespace baton;
using namespace baton::testing;

namespace {

void check_plan(const Plan& plan) {
  for (StepIndex i = 0; i < plan.steps.size(); ++i) {
    const PlanStep& each = plan.steps[i];
    CHECK_MESSAGE((each.state == StepState::run || each.state == StepState::given) == each.reason.empty(),
                  plan.path);
    for (const StepIndex need : each.needs) {
      CHECK(need < i);
      CHECK_MESSAGE((each.state != StepState::run || plan.steps[need].state == StepState::run), plan.path);
    }
  }
  const Result<Plan> back = read_plan(plan_json(plan));
  REQUIRE_MESSAGE(bool(back), plan.path);
  CHECK_MESSAGE(*back == plan, plan.path);
}

// What is planned of a collection in all modes of all commands, in numbers.
struct Counts {
  std::size_t plans = 0;  // that could run
  std::size_t tasks = 0;  // that run in them
  std::size_t reads = 0;
};

void add_plans(Counts& counts, const Snapshot& snapshot, const std::string& path, const Document& document) {
  const Flow flow = analyse_flow(snapshot, path, document);
  PlanRequest request;
  request.arguments = "the thing";
  for (std::size_t mode = 0; mode < flow.mode_count; ++mode) {
    if (flow.has_modes) request.mode = document.modes[mode].name;
    const Plan plan = make_plan(snapshot, path, document, flow, {}, request);
    check_plan(plan);
    if (stopped(plan)) continue;
    ++counts.plans;
    for (const PlanStep& each : plan.steps) {
      if (each.state == StepState::run && each.kind == StepKind::task) ++counts.tasks;
      counts.reads += each.state == StepState::run ? each.needs.size() : 0;
    }
  }
}

}  // namespace

TEST_CASE("the plans of myclaude") {
  const std::string folder = shared("corpora/myclaude");
  if (folder.empty()) return;
  LoadOptions options;
  options.roots = {folder};
  const LoadedWorkspace loaded = load_workspace(options);
  Counts counts;
  for (const LoadedFile& file : loaded.files)
    if (file.kind == FileKind::command && file.document != nullptr)
      add_plans(counts, *loaded.snapshot, file.path, *file.document);
  // ml-pipeline 3 + 5 + 6 tasks, which alone read each other; legacy-modernize 11 in each of 3 modes;
  // git-workflow 10; multi-platform 7 in all.
  CHECK(counts.plans == 10);
  CHECK(counts.tasks == 64);
  CHECK(counts.reads == 14);
}

TEST_CASE("the plans of wshobson-commands, whose tasks are prose and whose agents lie elsewhere") {
  const std::string folder = shared("corpora/wshobson-commands");
  if (folder.empty()) return;
  Files files;
  for (const char* part : {"workflows", "tools"})
    for (const auto& entry : std::filesystem::directory_iterator(folder + "/" + part)) {
      if (entry.path().extension() != ".md") continue;
      files["/w/.claude/commands/" + entry.path().filename().string()] = text_of(entry.path());
    }
  const World world = make_world(files);
  Counts counts;
  for (const auto& [path, document] : world.documents) add_plans(counts, *world.snapshot, path, *document);
  CHECK(counts.plans == 10);
  CHECK(counts.tasks == 85);
  CHECK(counts.reads == 0);
}
