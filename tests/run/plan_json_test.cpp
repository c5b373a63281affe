// The plan as a file: it fits its schema, comes back as it was, and a file that is no plan does no harm. And
// the plan as people read it.
#include "server/run/plan_json.h"

#include <fstream>
#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include "server/run/plan_text.h"
#include "tests/flow/seed.h"
#include "tests/run/planning.h"
#include "tests/support/paths.h"

using namespace baton;
using namespace baton::testing;
using Json = nlohmann::json;

namespace {

// Empty, or what the schema has to say against the plan.
std::string faults_of(const std::string& plan) {
  std::ifstream file(source_dir() + "/schemas/plan.schema.json");
  const Json text = Json::parse(file);
  valijson::Schema schema;
  valijson::SchemaParser(valijson::SchemaParser::kDraft7)
      .populateSchema(valijson::adapters::NlohmannJsonAdapter(text), schema);
  const Json json = Json::parse(plan);
  valijson::ValidationResults results;
  valijson::Validator validator;
  if (validator.validate(schema, valijson::adapters::NlohmannJsonAdapter(json), &results)) return {};
  std::string all = "not valid: ";
  for (valijson::ValidationResults::Error error; results.popError(error);) {
    for (const std::string& part : error.context) all += part;
    all += " " + error.description + "\n";
  }
  return all;
}

void check_there_and_back(const Plan& plan) {
  const std::string json = plan_json(plan);
  CHECK(faults_of(json) == "");
  const Result<Plan> back = read_plan(json);
  REQUIRE(bool(back));
  CHECK(*back == plan);
  CHECK(plan_json(*back) == json);
}

// Where a step stands in all of its states.
const std::string all_states =
    three_modes + phase("1") + task("a", "[Enterprise mode only]\nDo") +
    task("gone", "Skip if x is not installed.") + task("b", "Do $ARGUMENTS") +
    "Use Task tool with subagent_type=\"b\".\n\n**Gate:** B holds.\n\n" + phase("2") +
    task("c", "{phase1.b.output} {phase1.a.output} {phase1.gone.output}") +
    task("d", "{phase1.b.output} [Quick: {phase1.gone.output}]") + phase("3") + task("b", "Do");

PlanRequest second_phase() {
  PlanRequest out = in_mode("quick", "it");
  out.selection = {.kind = PlanSelection::Kind::phase, .phase = 2};
  out.outputs = {"phase1.b"};
  return out;
}

const std::vector<std::string> here = {"a", "b", "c", "d"};

// The error for a plan whose JSON was changed.
std::string error_of(const std::function<void(Json&)>& change) {
  Json json = Json::parse(plan_json(plan_of(all_states, second_phase(), agents(here))));
  change(json);
  const Result<Plan> back = read_plan(json.dump());
  return back ? "none" : back.error();
}

}  // namespace

TEST_CASE("plans of the founding file fit their schema and come back") {
  for (const char* mode : {"quick", "standard", "enterprise", "unheard-of"})
    check_there_and_back(plan_of(seed, in_mode(mode, "churn \"x\"\n")));
  check_there_and_back(plan_of(seed));
}

TEST_CASE("a plan with a step in every state, answers and problems") {
  const Plan plan = plan_of(all_states, second_phase(), agents(here));
  CHECK(lines(plan) == Texts{"phase1.a: not-in-mode, runs in enterprise only",
                             "phase1.gone: skipped, its agent is not in this workspace", "phase1.b: given",
                             "phase1.b.2: not-runnable, has no prompt",
                             "phase1:gate: not-selected, is not selected",
                             "phase2.c: blocked, needs the output of phase1.a, which runs in enterprise only",
                             "phase2.d: run, reads phase1.b", "phase3.b: not-selected, is not selected"});
  check_there_and_back(plan);
  const std::string asking =
      three_modes +
      "<AskUserQuestion>\nquestions:\n  - question: \"What?\"\n    header: \"H\"\n    options:\n"
      "      - label: \"One\"\n      - label: \"Two\"\n</AskUserQuestion>\n\n" +
      phase("1") + task("a", "Do") + task("nobody", "Do");
  PlanRequest request = in_mode("quick");
  request.force = true;
  check_there_and_back(plan_of(asking, request, agents(here), {{"task-syntax", true, {190, 195}, "m"}}));
  request.answers = {{"h", "two"}};
  check_there_and_back(plan_of(asking, request, agents(here)));
}

TEST_CASE("bytes that are no UTF-8 do not stop a plan from being written") {
  const Plan plan = plan_of(phase("1") + task("a", "Do \xff $ARGUMENTS"), {.arguments = "\xfe"});
  const std::string json = plan_json(plan);
  CHECK(faults_of(json) == "");
  CHECK(bool(read_plan(json)));
}

TEST_CASE("what is no plan") {
  CHECK(read_plan("").error() == "the plan is no JSON at byte 1");
  CHECK(read_plan("{} x").error() == "the plan is no JSON at byte 4");
  CHECK(read_plan("[]").error() == "the plan lacks a part, or has one of another type than it should");
  CHECK(read_plan("{}").error() == "the plan lacks a part, or has one of another type than it should");
  CHECK(!read_plan(std::string(100'000, '[')));
  CHECK(error_of([](Json&) {}) == "none");
  CHECK(error_of([](Json& json) { json["version"] = 2; }) == "the plan is of another version than 1");
  CHECK(error_of([](Json& json) { json["mode"] = 1; }) ==
        "the plan lacks a part, or has one of another type than it should");
}

TEST_CASE("a plan from elsewhere cannot lead out of its folder, nor in circles") {
  for (const char* id : {"../x", "/etc/x", "a/b", ".x", "", "a\\b", "a\nb"})
    CHECK(error_of([&](Json& json) { json["steps"][0]["id"] = id; }) ==
          "an id of the plan is not fit to be a file's name");
  CHECK(error_of([](Json& json) { json["steps"][0]["id"] = "phase1.b"; }) ==
        "the plan has two steps of one id");
  CHECK(error_of([](Json& json) { json["steps"][0]["needs"] = {"phase2.c"}; }) ==
        "a step of the plan needs what does not come before it");
  CHECK(error_of([](Json& json) { json["steps"][5]["needs"] = {"phase9.x"}; }) ==
        "the plan names a step that it does not have");
  CHECK(error_of([](Json& json) { json["steps"][0]["stage"] = 9; }) ==
        "the stages of the plan are not in order");
  CHECK(error_of([](Json& json) { json["steps"][0]["stage"] = -1; }) ==
        "\"stage\" of the plan is no such number");
  CHECK(error_of([](Json& json) { json["steps"][0]["line"] = 1e30; }) ==
        "\"line\" of the plan is no such number");
  CHECK(error_of([](Json& json) { json["steps"][0]["state"] = "done"; }) ==
        "\"state\" of the plan has a word that means nothing");
  CHECK(error_of([](Json& json) { json["steps"][0]["range"]["end"] = 0; }) ==
        "a range of the plan ends before it begins");
}

TEST_CASE("the plan in words") {
  const Plan plan = plan_of(all_states, second_phase(), agents(here));
  CHECK(plan_text(plan, {{"phase2.d", "cached, from run 7"}}) == R"(/c in mode quick

Phase 1
  phase1.b     has run, its output is read

Phase 2
  phase2.d     1 B, reads phase1.b; cached, from run 7
    text that reads {phase1.gone.output} is left out: gone was skipped, its agent is not in this workspace

Left out
  phase1.a     runs in enterprise only
  phase1.gone  skipped: its agent is not in this workspace
  phase1.b.2   has no prompt
  gate         is not selected
  phase2.c     blocked: needs the output of phase1.a, which runs in enterprise only
  phase3.b     is not selected
)");
}

TEST_CASE("the founding file's plan in words") {
  CHECK(plan_text(plan_of(seed, in_mode("quick", "churn"), agents({"data-scientist", "ml-engineer"}))) ==
        R"x(/ml-pipeline in mode quick

Phase 1
  phase1.data-scientist          79 B

Phase 2
  phase2.ml-engineer             39 B, reads phase1.data-scientist

Phase 3
  phase3.mlops-engineer          47 B, reads phase2.ml-engineer

Left out
  phase1.data-engineer           runs in enterprise only
  phase2.python-pro              runs in standard and enterprise only
  phase3.kubernetes-architect    runs in enterprise only
  phase4.observability-engineer  runs in standard and enterprise only

Problems
  line 68: phase3.mlops-engineer names the agent "mlops-engineer", which is defined nowhere in this workspace
)x");
}

TEST_CASE("the question for the mode in words") {
  CHECK(plan_text(plan_of(seed)) == R"x(/ml-pipeline

Questions
  In which mode shall it run? Options: quick, standard and enterprise

Problems
  the file has the modes "quick", "standard" and "enterprise"; say which one is to run
)x");
}

TEST_CASE("words of strangers cannot turn the terminal") {
  const Plan plan = plan_of("---\ncommand: /c\n---\n\n" + phase("1") + task("a", "Do") +
                            "**Gate:** All \x1b[31mred \u202ebackwards.\n\n" + phase("2") + task("b", "Do"));
  const std::string text = plan_text(plan);
  CHECK(text.find('\x1b') == text.npos);
  CHECK(text.find("\u202e") == text.npos);
  CHECK(text.find("All \\x1b[31mred \\u202ebackwards.") != text.npos);
}
