// The founding file, planned as a careful reader would: what runs in each mode, what each task reads, what is
// left out and why, and several prompts word for word.
#include <algorithm>

#include "server/workspace/disk/load.h"
#include "tests/flow/seed.h"
#include "tests/run/planning.h"
#include "tests/support/paths.h"

using namespace baton;
using namespace baton::testing;

namespace {

const Texts quick = {
    "phase1.data-engineer: not-in-mode, runs in enterprise only",
    "phase1.data-scientist: run",
    "phase2.ml-engineer: run, reads phase1.data-scientist",
    "phase2.python-pro: not-in-mode, runs in standard and enterprise only",
    "phase3.mlops-engineer: run, reads phase2.ml-engineer",
    "phase3.kubernetes-architect: not-in-mode, runs in enterprise only",
    "phase4.observability-engineer: not-in-mode, runs in standard and enterprise only",
};

const Texts standard = {
    "phase1.data-engineer: not-in-mode, runs in enterprise only",
    "phase1.data-scientist: run",
    "phase2.ml-engineer: run, reads phase1.data-scientist",
    "phase2.python-pro: run, reads phase2.ml-engineer",
    "phase3.mlops-engineer: run, reads phase2.ml-engineer + phase2.python-pro",
    "phase3.kubernetes-architect: not-in-mode, runs in enterprise only",
    "phase4.observability-engineer: run, reads phase3.mlops-engineer",
};

const Texts enterprise = {
    "phase1.data-engineer: run",
    "phase1.data-scientist: run",
    "phase2.ml-engineer: run, reads phase1.data-engineer + phase1.data-scientist",
    "phase2.python-pro: run, reads phase2.ml-engineer",
    "phase3.mlops-engineer: run, reads phase2.ml-engineer + phase2.python-pro",
    "phase3.kubernetes-architect: run, reads phase3.mlops-engineer",
    "phase4.observability-engineer: run, reads phase3.mlops-engineer + phase3.kubernetes-architect",
};

// In its real home no plugin has a data-engineer, and the file says to go on without.
const Texts enterprise_at_home = {
    "phase1.data-engineer: skipped, its agent is not in this workspace",
    "phase1.data-scientist: run",
    "phase2.ml-engineer: run, reads phase1.data-scientist",
    "phase2.python-pro: run, reads phase2.ml-engineer",
    "phase3.mlops-engineer: run, reads phase2.ml-engineer + phase2.python-pro",
    "phase3.kubernetes-architect: run, reads phase3.mlops-engineer",
    "phase4.observability-engineer: run, reads phase3.mlops-engineer + phase3.kubernetes-architect",
};

const std::vector<std::string> ml_agents = {"data-scientist", "ml-engineer", "mlops-engineer"};

// The file where it really lies, with the diagnostics left to others.
class Home {
 public:
  explicit Home(const std::string& folder)
      : path_(folder + "/plugins/machine-learning/commands/ml-pipeline.md") {
    LoadOptions options;
    options.roots = {folder};
    options.targets = {path_};
    loaded_ = load_workspace(options);
    const auto file = std::ranges::find(loaded_.files, path_, &LoadedFile::path);
    REQUIRE(file != loaded_.files.end());
    document_ = file->document;
  }
  Plan plan(const PlanRequest& request) const {
    const Flow flow = analyse_flow(*loaded_.snapshot, path_, *document_);
    return make_plan(*loaded_.snapshot, path_, *document_, flow, {}, request);
  }
  Plan plan(const std::string& mode) const { return plan(in_mode(mode, "customer churn")); }

 private:
  std::string path_;
  LoadedWorkspace loaded_;
  std::shared_ptr<const Document> document_;
};

}  // namespace

TEST_CASE("the founding file alone: nobody looks for agents") {
  CHECK(lines(plan_of(seed, in_mode("quick"))) == quick);
  CHECK(lines(plan_of(seed, in_mode("standard"))) == standard);
  CHECK(lines(plan_of(seed, in_mode("enterprise"))) == enterprise);
  for (const char* mode : {"quick", "standard", "enterprise"})
    CHECK(problems(plan_of(seed, in_mode(mode))).empty());
}

TEST_CASE("each phase of the founding file is a stage") {
  std::vector<std::size_t> stages;
  for (const PlanStep& each : plan_of(seed, in_mode("enterprise")).steps) stages.push_back(each.stage);
  CHECK(stages == std::vector<std::size_t>{0, 0, 1, 1, 2, 2, 3});
}

TEST_CASE("the founding file in standard without the plugins of its optional agents") {
  const Plan plan = plan_of(seed, in_mode("standard", "churn"), agents(ml_agents));
  CHECK(problems(plan).empty());
  CHECK(lines(plan) == Texts{
                           "phase1.data-engineer: not-in-mode, runs in enterprise only",
                           "phase1.data-scientist: run",
                           "phase2.ml-engineer: run, reads phase1.data-scientist",
                           "phase2.python-pro: skipped, its agent is not in this workspace",
                           "phase3.mlops-engineer: run, reads phase2.ml-engineer",
                           "phase3.kubernetes-architect: not-in-mode, runs in enterprise only",
                           "phase4.observability-engineer: skipped, its agent is not in this workspace",
                       });
  CHECK(prompt(plan, "phase3.mlops-engineer") ==
        "Design production deployment for models from: <<phase2.ml-engineer>>\n");
  CHECK(
      step(plan, "phase3.mlops-engineer").notes ==
      Texts{
          "text that reads {phase2.python-pro.output} is left out: python-pro was skipped, its agent is not "
          "in this workspace"});
}

TEST_CASE("prompts of the founding file") {
  const Plan in_quick = plan_of(seed, in_mode("quick", "churn"));
  CHECK(prompt(in_quick, "phase1.data-scientist") ==
        "Design features and model requirements for: churn\n\nInclude basic data analysis\n");
  CHECK(prompt(in_quick, "phase2.ml-engineer") ==
        "Implement training pipeline based on: <<phase1.data-scientist>>\n");
  const Plan in_enterprise = plan_of(seed, in_mode("enterprise", "churn"));
  CHECK(prompt(in_enterprise, "phase1.data-engineer") ==
        "Design scalable data infrastructure for ML system: churn\n");
  CHECK(
      prompt(in_enterprise, "phase1.data-scientist") ==
      "Design features and model requirements for: churn\n\nBuild on data architecture from data-engineer\n");
  CHECK(prompt(in_enterprise, "phase2.ml-engineer") ==
        "Implement training pipeline based on: <<phase1.data-scientist>>\n"
        "Using data pipeline from <<phase1.data-engineer>>\n");
  CHECK(prompt(in_enterprise, "phase4.observability-engineer") ==
        "Implement monitoring for ML system deployed in: <<phase3.mlops-engineer>>\n"
        "Using K8s infrastructure from <<phase3.kubernetes-architect>>\n");
}

TEST_CASE("the whole founding file in its real home") {
  const std::string folder = shared("corpora/myclaude");
  if (folder.empty()) return;
  const Home home(folder);
  const auto plan = [&](const std::string& mode) { return home.plan(mode); };
  CHECK(lines(plan("quick")) == quick);
  CHECK(lines(plan("standard")) == standard);
  CHECK(lines(plan("enterprise")) == enterprise_at_home);
  for (const char* mode : {"quick", "standard", "enterprise"}) CHECK(problems(plan(mode)).empty());

  const Plan at_home = plan("enterprise");
  CHECK(at_home.command == "ml-pipeline");
  const PlanStep& scientist = step(at_home, "phase1.data-scientist");
  CHECK(scientist.agent_file == folder + "/plugins/machine-learning/agents/data-scientist.md");
  CHECK(scientist.agent_hash.size() == 16);
  CHECK(scientist.model == "sonnet");
  CHECK(step(at_home, "phase2.python-pro").agent_file ==
        folder + "/plugins/python-development/agents/python-pro.md");
}

TEST_CASE("prompts of the whole founding file in its real home, word for word") {
  const std::string folder = shared("corpora/myclaude");
  if (folder.empty()) return;
  const Home home(folder);
  const auto plan = [&](const std::string& mode) { return home.plan(mode); };
  const std::string scientist_deliverables = R"(Deliverables:
1. **Feature Engineering**: Transformation specs, feature store schema (Feast/Tecton), validation rules
2. **Model Requirements**: Algorithm selection, performance baselines, evaluation criteria
3. **Experiment Design**: Hypothesis, success metrics, A/B testing methodology

**See detailed specs**: [Pipeline Phases Guide](../docs/ml-pipeline/pipeline-phases.md#phase-1-requirements-analysis)

Include feature transformation code and statistical validation logic.
)";
  for (const char* mode : {"quick", "standard"})
    CHECK(prompt(plan(mode), "phase1.data-scientist") ==
          "Design features and model requirements for: customer churn\n\nInclude basic data analysis\n\n" +
              scientist_deliverables);
  CHECK(prompt(plan("enterprise"), "phase1.data-scientist") ==
        "Design features and model requirements for: customer churn\n\n"
        "Build on data architecture from data-engineer\n\n" +
            scientist_deliverables);

  // Nobody made a data pipeline, so nothing is said of it.
  for (const char* mode : {"quick", "standard", "enterprise"})
    CHECK(prompt(plan(mode), "phase2.ml-engineer") ==
          R"(Implement training pipeline based on: <<phase1.data-scientist>>

Build comprehensive training system:
1. **Training Pipeline**: Modular code, hyperparameter optimization (Optuna/Ray Tune), distributed training (Horovod/PyTorch DDP)
2. **Experiment Tracking**: MLflow/W&B integration, metrics, artifact management
3. **Model Registry**: Versioning, tagging, promotion workflows (dev→staging→prod), rollback procedures

**See detailed specs**: [Pipeline Phases Guide](../docs/ml-pipeline/pipeline-phases.md#phase-2-model-development)

Provide complete training code with configuration management.
)");

  const std::string python = R"(Optimize and productionize ML code from: <<phase2.ml-engineer>>

Focus areas:
1. **Code Quality**: Production standards, error handling, structured logging, reusable components
2. **Performance**: Profile and optimize bottlenecks, caching, data loading optimization
3. **Testing**: Unit tests for transforms, integration tests for pipeline, model quality tests

**See detailed specs**: [Best Practices - Code Quality](../docs/ml-pipeline/best-practices.md#code-quality)

Deliver production-ready code with comprehensive test coverage.
)";
  for (const char* mode : {"standard", "enterprise"})
    CHECK(prompt(plan(mode), "phase2.python-pro") == python);

  const std::string mlops = R"(
Implementation:
1. **Model Serving**: REST/gRPC APIs (FastAPI/TorchServe), batch pipelines (Airflow/Kubeflow), streaming (Kafka/Kinesis)
2. **Deployment Strategies**: Blue-green, canary releases, shadow deployments, A/B testing infrastructure
3. **CI/CD Pipeline**: GitHub Actions workflows, automated testing gates, model validation, ArgoCD GitOps
4. **Infrastructure as Code**: Terraform modules, Helm charts, Docker multi-stage builds, secret management

**See detailed specs**:
- [Deployment Strategies Guide](../docs/ml-pipeline/deployment-strategies.md)
- [Pipeline Phases - Phase 3](../docs/ml-pipeline/pipeline-phases.md#phase-3-deployment)

Provide deployment configuration and automation scripts.
)";
  CHECK(prompt(plan("quick"), "phase3.mlops-engineer") ==
        "Design production deployment for models from: <<phase2.ml-engineer>>\n" + mlops);
  CHECK(prompt(plan("standard"), "phase3.mlops-engineer") ==
        "Design production deployment for models from: <<phase2.ml-engineer>>\n"
        "With optimized code from <<phase2.python-pro>>\n" +
            mlops);
}

TEST_CASE("without a mode the founding file's own question asks for one") {
  const std::string folder = shared("corpora/myclaude");
  if (folder.empty()) return;
  const Home home(folder);
  const Plan plan = home.plan(PlanRequest{});
  CHECK(plan.steps.empty());
  CHECK(problems(plan) ==
        Texts{R"(the file has the modes "quick", "standard" and "enterprise"; say which one is to run)"});
  REQUIRE(plan.mode_question);
  CHECK(plan.mode_question->header == "Execution Mode");
  CHECK(plan.mode_question->text == "Which execution mode best fits your project timeline and requirements?");
  Texts options;
  for (const PlanOption& option : plan.mode_question->options)
    options.push_back(option.label + " -> " + option.mode.value_or("none"));
  CHECK(options == Texts{"Quick (2-3 days) -> quick", "Standard (1-2 weeks) -> standard",
                         "Enterprise (3-4 weeks) -> enterprise"});
  PlanRequest answered;
  answered.answers = {{"execution mode", "quick (2-3 days)"}};
  CHECK(lines(home.plan(answered)) == quick);
}
