// Outputs in prompts: whole, as a path when they are large, and what a key makes of them.
#include "tests/run/planning.h"

using namespace baton;
using namespace baton::testing;

namespace {

const std::string reader = "Read {phase1.a.output} and go on.";

Plan reading_plan(const std::string& text = reader) {
  return plan_of(phase("1") + task("a", "Do") + task("b", "Do") + phase("2") + task("c", text));
}

std::string lines_of(std::size_t count, const std::string& line) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += line + " " + std::to_string(i) + "\n";
  return out;
}

std::string rendered(const std::string& output, const RenderOptions& options = {}) {
  const Plan plan = reading_plan();
  return render(plan, step(plan, "phase2.c").recipe, {{0, {output, "/runs/phase1.a.md"}}}, options).prompt;
}

std::string hash(const std::string& output, const std::string& path, const std::string& text = reader) {
  const Plan plan = reading_plan(text);
  return prompt_hash(plan, step(plan, "phase2.c").recipe, {{0, {output, path}}});
}

}  // namespace

TEST_CASE("an output stands in the sentence, without its last line ends") {
  CHECK(rendered("one\ntwo\r\n\n") == "Read one\ntwo and go on.\n");
  CHECK(rendered("") == "Read  and go on.\n");
  CHECK(rendered("  x  ") == "Read   x   and go on.\n");
}

TEST_CASE("a large output is a path and its first lines") {
  const std::string output = lines_of(30, "line");
  CHECK(rendered(output, {.most_inline = output.size()}) ==
        "Read " + output.substr(0, output.size() - 1) + " and go on.\n");
  CHECK(rendered(output, {.most_inline = output.size() - 1, .first_lines = 2}) ==
        "Read (the output of phase1.a, 230 bytes, is in the file /runs/phase1.a.md; it begins:)\n"
        "line 0\nline 1\n(and so on in that file) and go on.\n");
  const std::string whole(32 * 1024, 'x');
  CHECK(rendered(whole) == "Read " + whole + " and go on.\n");
  CHECK(rendered(whole + "x").size() < 3000);
}

TEST_CASE("first lines are cut where a line never ends, and never inside of a character") {
  std::string output;
  for (std::size_t i = 0; i < 20'000; ++i) output += "é";
  const std::string prompt = rendered("x" + output);
  const std::size_t begin = prompt.find("begins:)\n") + 9;
  const std::string shown = prompt.substr(begin, prompt.find("\n(and so on") - begin);
  CHECK(shown.size() == 2047);
  CHECK(shown.ends_with("é"));
}

TEST_CASE("an output that is not there leaves the placeholder, and is named") {
  const Plan plan = reading_plan("{phase1.a.output} {phase1.output} $ARGUMENTS.");
  const Rendered out = render(plan, step(plan, "phase2.c").recipe, {{1, {"B", ""}}});
  CHECK(out.prompt == "{phase1.a.output} {phase1.output} .\n");
  CHECK(out.missing == std::vector<StepIndex>{0});
}

TEST_CASE("a prompt that grows without end takes only paths") {
  std::string many;
  for (std::size_t i = 0; i < 2'000; ++i) many += "{phase1.a.output} ";
  const Plan plan = reading_plan(many);
  const std::string output(32 * 1024, 'x');
  const Rendered out = render(plan, step(plan, "phase2.c").recipe, {{0, {output, "/runs/phase1.a.md"}}});
  CHECK(out.prompt.size() < 17 * 1024 * 1024);
  CHECK(out.prompt.ends_with("(the output of phase1.a, 32768 bytes, is in the file /runs/phase1.a.md) \n"));
}

TEST_CASE("the same prompt of another run has the same hash") {
  const std::string large(40'000, 'x');
  CHECK(hash("x", "/runs/1/a.md") == hash("x", "/runs/2/a.md"));
  CHECK(hash(large, "/runs/1/a.md") == hash(large, "/runs/2/a.md"));
  CHECK(hash(large, "/runs/1/a.md") != hash(large + "y", "/runs/1/a.md"));
  CHECK(hash("x", "p") != hash("y", "p"));
  CHECK(hash("x", "p") != hash("x", "p", reader + " More."));
}

TEST_CASE("the chain of a task that failed, told by whoever runs it") {
  const Plan plan = reading_plan();
  const std::vector<StepIndex> chain = {2, 0};
  CHECK(chain_words(plan, chain, "failed (exit status 3)") ==
        "needs the output of phase2.c, which needs the output of phase1.a, which failed (exit status 3)");
  const std::vector<StepIndex> longer(9, 0);
  CHECK(chain_words(plan, longer, "failed").ends_with("phase1.a, which by way of 4 more failed"));
}
