// Front matter and tasks of 10,000 lines, of a kind that once took the square of that. The limit is wide
// enough for a slow machine and far below that.
#include <doctest/doctest.h>

#include <string>

#include "server/checks/check.h"
#include "tests/support/cpu_time.h"
#include "tests/support/world.h"

using namespace baton;
using namespace baton::testing;

namespace {

constexpr std::size_t many = 10'000;

// Each "#" of a line becomes its number.
std::string lines(const std::string& line) {
  std::string out;
  for (std::size_t i = 0; i < many; ++i)
    for (const char c : line) out += c == '#' ? std::to_string(i) : std::string(1, c);
  return out;
}

std::size_t count_timed(const std::string& text, std::string_view code) {
  const std::string path = "/w/commands/a.md";
  const CpuTime time;
  const World world = make_world({{path, text}});
  const auto found =
      run_checks(*world.snapshot, path, *world.documents.at(path), world.snapshot->facts(path)->kind);
  CHECK(time.seconds() < 5.0);
  std::size_t count = 0;
  for (const Diagnostic& diagnostic : found) count += diagnostic.code == code ? 1 : 0;
  return count;
}

std::string front_matter(const std::string& entries) {
  return "---\n" + entries + "---\n";
}
std::string task(const std::string& fields) {
  return "<Task>\nsubagent_type: a\nprompt: x\n" + fields + "</Task>\n";
}

}  // namespace

TEST_CASE("unknown keys") {
  CHECK(count_timed(front_matter(lines("key#: x\n")), "unknown-key") == many);
  CHECK(count_timed(front_matter("execution_modes:\n  quick:\n" + lines("    key#: x\n")), "unknown-key") ==
        many);
  CHECK(count_timed(task(lines("key#: x\n")), "task-unknown-field") == many);
}

TEST_CASE("duplicate keys") {
  CHECK(count_timed(front_matter(lines("description: x\n")), "duplicate-key") == many - 1);
  CHECK(count_timed(front_matter(lines("execution-modes: {}\n")), "duplicate-key") == many - 1);
  CHECK(count_timed(task(lines("model: opus\n")), "duplicate-key") == many - 1);
}

TEST_CASE("texts that nothing closes") {
  CHECK(count_timed(front_matter(lines("a#: \"x\n")), "front-matter-syntax") == many);
  CHECK(count_timed(front_matter(lines("a: \"x\n")), "front-matter-syntax") == many);
  CHECK(count_timed(front_matter(lines("a: [x\n")), "front-matter-syntax") == many);
}

TEST_CASE("tasks without fields, and many tasks in one fence") {
  CHECK(count_timed("---\ncommand: /a\n---\n" + lines("<Task>\nwords #\n</Task>\n"), "task-missing-agent") ==
        0);
  const std::string fence = "---\ncommand: /a\n---\n```yaml\n";
  CHECK(count_timed(fence + lines("Task:\n  subagent_type: a\n") + "```\n", "task-missing-prompt") == many);
  CHECK(count_timed(fence + "Task:\n" + lines("- subagent_type: a\n") + "```\n", "task-missing-prompt") ==
        many);
}
