// Which mode runs, who is asked, and where answers go.
#include "tests/run/planning.h"

using namespace baton;
using namespace baton::testing;

namespace {

const std::string modes_only = three_modes + phase("1") + task("a", "Do");

const std::string two_questions = R"yaml(<AskUserQuestion>
questions:
  - question: "How fast?"
    header: "Speed"
    options:
      - label: "Quick (now)"
        description: "d"
      - label: "Standard (later)"
        description: "d"
  - question: "Which targets?"
    header: "Targets"
    multiSelect: true
    options:
      - label: "Linux"
        description: "d"
      - label: "macOS"
        description: "d"
</AskUserQuestion>

)yaml";

const std::string with_questions = three_modes + two_questions + phase("1") + task("a", "Do") +
                                   task("b", "Do") + phase("2") + task("c", "Do");

PlanRequest answered(const std::vector<PlanAnswer>& answers) {
  PlanRequest out;
  out.answers = answers;
  return out;
}

}  // namespace

TEST_CASE("the mode that was asked for") {
  CHECK(plan_of(modes_only, in_mode("quick")).mode == "quick");
  CHECK(problems(plan_of(modes_only, in_mode("qick"))) ==
        Texts{R"(the file has no mode "qick"; did you mean "quick"?)"});
  CHECK(problems(plan_of(modes_only, in_mode("other"))) ==
        Texts{R"(the file has no mode "other"; its modes are "quick", "standard" and "enterprise")"});
  CHECK(problems(plan_of(phase("1") + task("a", "Do"), in_mode("quick"))) ==
        Texts{R"(the file has no mode "quick"; it has no modes)"});
}

TEST_CASE("a file without modes needs none") {
  const Plan plan = plan_of(phase("1") + task("a", "Do"));
  CHECK(!plan.mode);
  CHECK(problems(plan).empty());
  CHECK(lines(plan) == Texts{"phase1.a: run"});
}

TEST_CASE("the default mode, where nobody asked for one") {
  const std::string text = "---\nexecution_modes:\n  fast: {duration: 1h}\n  full: {default: true}\n---\n\n" +
                           phase("1") + task("a", "[Full: All of it]\nDo");
  CHECK(plan_of(text).mode == "full");
  CHECK(plan_of(text, in_mode("fast")).mode == "fast");
  CHECK(!plan_of(text).mode_question);
  CHECK(plan_of(text, answered({{"Mode", "fast"}})).mode == "fast");
}

TEST_CASE("a question is made of the modes where the file asks none") {
  const Plan plan =
      plan_of("---\nexecution_modes:\n  fast: {duration: 1h, description: Core}\n  full: 2 days\n---\n\n" +
              phase("1") + task("a", "Do"));
  REQUIRE(plan.mode_question);
  CHECK(plan.mode_question->key() == "Mode");
  CHECK(plan.mode_question->line == 0);
  REQUIRE(plan.mode_question->options.size() == 2);
  CHECK(plan.mode_question->options[0] == PlanOption{"fast", "Core, 1h", "fast"});
  CHECK(plan.mode_question->options[1] == PlanOption{"full", "2 days", "full"});
}

TEST_CASE("the file's own question chooses the mode") {
  const Plan plan = plan_of(with_questions);
  REQUIRE(plan.mode_question);
  CHECK(plan.mode_question->key() == "Speed");
  CHECK(plan.mode_question->line == 10);
  for (const char* label : {"Quick (now)", "QUICK (NOW)", "quick"})
    CHECK(plan_of(with_questions, answered({{"speed", label}, {"Targets", "Linux"}})).mode == "quick");
  CHECK(plan_of(with_questions, answered({{"How fast?", "standard"}})).mode == "standard");
}

TEST_CASE("an answer that chooses another mode than was asked for stops the plan") {
  PlanRequest both = answered({{"speed", "quick"}, {"Targets", "Linux"}});
  both.mode = "quick";
  CHECK(problems(plan_of(with_questions, both)).empty());
  both.mode = "enterprise";
  const Plan plan = plan_of(with_questions, both);
  CHECK(plan.mode == "enterprise");
  CHECK(
      problems(plan) ==
      Texts{R"_(the mode is to be "enterprise", and the answer "Quick (now)" to "Speed" chooses "quick")_"});
  CHECK(plan.problems.front().line == 10);
  // Two questions may choose it.
  std::string text = with_questions;
  text.insert(
      text.find("  - question: \"Which targets?\""),
      "  - {question: \"Once more?\", options: [{label: Quick}, {label: Enterprise}, {label: Mine}]}\n");
  CHECK(plan_of(text, answered({{"Once more?", "enterprise"}, {"Targets", "Linux"}})).mode == "enterprise");
  CHECK(
      problems(plan_of(text,
                       answered({{"speed", "quick"}, {"Once more?", "Enterprise"}, {"Targets", "Linux"}}))) ==
      Texts{
          R"(the mode is to be "quick", and the answer "Enterprise" to "Once more?" chooses "enterprise")"});
  both.answers = {{"Once more?", "mine"}, {"Targets", "Linux"}};
  CHECK(problems(plan_of(text, both)) ==
        Texts{R"(the mode is to be "enterprise", and the answer "Mine" to "Once more?" names none)"});
}

TEST_CASE("a question is called by its header, where no other could be meant") {
  const auto asking = [](const std::string& questions) {
    return "<AskUserQuestion>\nquestions:\n" + questions + "</AskUserQuestion>\n\n" + phase("1") +
           task("a", "Do");
  };
  const auto keys = [&](const std::string& text, const std::vector<PlanAnswer>& answers = {}) {
    Texts out;
    for (const PlanQuestion& question : plan_of(text, answered(answers)).questions)
      out.push_back(question.key());
    return out;
  };
  CHECK(keys(asking("  - {header: A, question: \"First?\"}\n  - {header: B, question: \"Second?\"}\n")) ==
        Texts{"A", "B"});
  const std::string alike = asking(
      "  - {header: a, question: \"First?\"}\n  - {header: A, question: \"Second?\"}\n  - {header: "
      "\"First?\"}\n");
  CHECK(keys(alike) == Texts{"First?", "Second?", "First?"});
  CHECK(problems(plan_of(alike, answered({{"a", "x"}}))).front() ==
        R"(no question is called "a"; the file asks "First?", "Second?" and "First?")");
  // One that chooses the mode is asked for elsewhere, and has its header all the same.
  std::string text = with_questions;
  text.replace(text.find("\"Targets\""), 9, "\"Speed\"");
  CHECK(keys(text, {{"How fast?", "quick"}}) == Texts{"Which targets?"});
  CHECK(plan_of(text, answered({{"How fast?", "quick"}, {"Which targets?", "Linux"}}))
            .questions.front()
            .answers == Texts{"Linux"});
}

TEST_CASE("one option that happens to begin with a mode's name chooses none") {
  const std::string text =
      three_modes +
      "<AskUserQuestion>\nquestions:\n  - question: \"What?\"\n    header: \"H\"\n    options:\n"
      "      - label: \"Quick fixes\"\n      - label: \"Standardise\"\n</AskUserQuestion>\n\n" +
      phase("1") + task("a", "Do");
  REQUIRE(plan_of(text).mode_question);
  CHECK(plan_of(text).mode_question->key() == "Mode");
  CHECK(plan_of(text, in_mode("quick")).questions.size() == 1);
}

TEST_CASE("answers that choose no mode stand before the first prompts") {
  const Plan plan =
      plan_of(with_questions, answered({{"Speed", "quick"}, {"targets", "linux"}, {"Targets", "macOS"}}));
  CHECK(problems(plan).empty());
  CHECK(prompt(plan, "phase1.a") == "Q: Which targets?\nA: Linux, macOS\n\nDo\n");
  CHECK(prompt(plan, "phase1.b") == "Q: Which targets?\nA: Linux, macOS\n\nDo\n");
  CHECK(prompt(plan, "phase2.c") == "Do\n");
}

TEST_CASE("answers stand before the first prompts that the mode has") {
  const std::string text = three_modes + two_questions + phase("1") + task("a", "[Quick mode only]\nDo") +
                           phase("2") + task("b", "Do") + task("c", "Do");
  const Plan plan = plan_of(text, answered({{"Speed", "standard"}, {"targets", "linux"}}));
  CHECK(prompt(plan, "phase2.b") == "Q: Which targets?\nA: Linux\n\nDo\n");
  CHECK(prompt(plan, "phase2.c") == "Q: Which targets?\nA: Linux\n\nDo\n");
  PlanRequest outside;
  outside.answers = {{"Speed", "quick (now)"}, {"Targets", "linux"}};
  const Plan other = plan_of(two_questions + task("a", "Do") + task("b", "Do"), outside);
  CHECK(problems(other).empty());
  CHECK(prompt(other, "b") == "Q: How fast?\nA: Quick (now)\nQ: Which targets?\nA: Linux\n\nDo\n");
}

TEST_CASE("a question without an answer stops what would be told of it, and nothing else") {
  CHECK(problems(plan_of(with_questions, in_mode("quick"))) ==
        Texts{R"(the question "Targets" has no answer)"});
  PlanRequest later = in_mode("quick");
  later.selection = {.kind = PlanSelection::Kind::phase, .phase = 2};
  CHECK(problems(plan_of(with_questions, later)).empty());
  CHECK(plan_of(with_questions, later).questions.empty());
}

TEST_CASE("several answers to one question: one by one, or with commas between, and each once") {
  PlanRequest request = in_mode("quick");
  request.answers = {{"Targets", "macos"}, {"Targets", "Linux"}, {"Targets", "macOS"}};
  const auto prompt = [&] { return plan_of(with_questions, request).questions.front().answers; };
  CHECK(prompt() == Texts{"macOS", "Linux"});
  request.answers = {{"Targets", " linux ,macOS,linux"}};
  CHECK(prompt() == Texts{"Linux", "macOS"});
  CHECK(problems(plan_of(with_questions, request)).empty());
  request.answers = {{"Targets", "Linux, Windows"}};
  CHECK(problems(plan_of(with_questions, request)).front() ==
        R"("Targets" has no option "Linux, Windows"; its options are "Linux" and "macOS")");
  CHECK(prompt().empty());
}

TEST_CASE("answers that fit nothing") {
  PlanRequest request = in_mode("quick");
  request.answers = {{"Targets", "Windows"}, {"Colour", "red"}, {"Targets", "Linux"}};
  CHECK(problems(plan_of(with_questions, request)) ==
        Texts{R"("Targets" has no option "Windows"; its options are "Linux" and "macOS")",
              R"(no question is called "Colour"; the file asks "Speed" and "Targets")"});
  request.answers = {{"Speed", "quick"}, {"Speed", "standard"}, {"Targets", "Linux"}};
  CHECK(problems(plan_of(with_questions, request)) == Texts{R"("Speed" takes one answer)"});
  request.answers = {{"x", "y"}};
  CHECK(problems(plan_of(phase("1") + task("a", "Do"), answered({{"x", "y"}}))) ==
        Texts{R"(no question is called "x"; the file asks none)"});
}
