// Files that nobody writes: every feature answers, and in time that grows with the text alone.
#include <doctest/doctest.h>
#include <time.h>

#include <algorithm>
#include <functional>
#include <string>

#include "server/features/call_hierarchy.h"
#include "server/features/completion.h"
#include "server/features/definition.h"
#include "server/features/document_links.h"
#include "server/features/document_symbols.h"
#include "server/features/folding.h"
#include "server/features/formatting.h"
#include "server/features/hover.h"
#include "server/features/inlay_hints.h"
#include "server/features/references.h"
#include "server/features/rename.h"
#include "server/features/selection.h"
#include "server/features/semantic_tokens.h"
#include "server/features/workspace_symbols.h"
#include "tests/support/feature_fixture.h"

using namespace baton;
using namespace baton::testing;

namespace {

const std::string path = "/w/commands/a.md";

std::string repeated(std::size_t count, const std::function<std::string(std::size_t)>& part) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += part(i);
  return out;
}

// All features at one place; the sum of what they found, so that nothing is left out.
std::size_t ask_all(const World& world, std::uint32_t offset) {
  const FeatureInput input = input_of(world, path);
  std::size_t found = document_symbols(input).size() + document_links(input).size();
  for (const DefinitionOf what : {DefinitionOf::definition, DefinitionOf::declaration, DefinitionOf::type})
    found += definition(input, offset, what).destinations.size();
  found += references(input, offset, true).size() + highlights(input, offset).size();
  if (const auto text = hover(input, offset, true)) found += text->text.size();
  found += readers_of(input, offset).size() + read_by(input, offset).size();
  found += workspace_symbols(*world.snapshot, "data").size();
  if (const auto renamed = rename(input, offset, "zz", true)) found += renamed->edits.size();
  const TextRange whole{0, static_cast<std::uint32_t>(input.document.text.size())};
  found += completions(input, offset, true).items.size() + selection_chain(input, offset).size();
  found += folding(input).size() + semantic_tokens(input).size() + inlay_hints(input, whole).size();
  return found + formatting(input).size();
}

// What this thread has computed: on a busy machine waiting counts for nothing.
double seconds_computed() {
  timespec now{};
  REQUIRE(clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now) == 0);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

double seconds_of(const std::function<void()>& work) {
  const double begin = seconds_computed();
  work();
  return seconds_computed() - begin;
}

// Asked at the first `at`, or at the last. Four times the text may cost four times as much, with room for
// caches that it outgrows; a square would cost sixteen.
void expect_linear(const std::function<std::string(std::size_t)>& text, std::string_view at,
                   bool last = false) {
  const auto time = [&](std::size_t count) {
    const std::string whole = text(count);
    const World world = make_world({{path, whole}});
    const auto offset = static_cast<std::uint32_t>(last ? whole.rfind(at) : whole.find(at));
    double best = 1e9;
    for (int i = 0; i < 3; ++i) best = std::min(best, seconds_of([&] { CHECK(ask_all(world, offset) > 0); }));
    return best;
  };
  const double small = time(1000), large = time(4000);
  CHECK_MESSAGE(large < 10 * small + 0.02, "1000: ", small, " s, 4000: ", large, " s");
}

const std::string head = "## Phase 1: Data\n<Task>\nsubagent_type: data\nprompt: x\n</Task>\n## Phase 2\n";

}  // namespace

TEST_CASE("thousands of placeholders of one agent") {
  expect_linear(
      [](std::size_t count) {
        return head + "<Task>\nsubagent_type: b\nprompt: |\n" +
               repeated(count, [](std::size_t) { return "  {phase1.data.output}\n"; }) + "</Task>\n";
      },
      "data.output");
}

TEST_CASE("thousands of links in one line") {
  expect_linear(
      [](std::size_t count) {
        return head + "## Data\n" + repeated(count, [](std::size_t) { return "[x](#data) "; }) + "\n";
      },
      "data)");
}

TEST_CASE("thousands of placeholders in one line") {
  expect_linear(
      [](std::size_t count) {
        return head + "<Task>\nsubagent_type: b\nprompt: |\n  " +
               repeated(count, [](std::size_t) { return "{phase1.data.output} "; }) + "\n</Task>\n";
      },
      "data.output");
}

TEST_CASE("thousands of phases, each reading the one before, and what completion offers in the last") {
  const auto text = [](std::size_t count) {
    return "---\nexecution_modes:\n  quick: \"1\"\n---\n" + repeated(count, [&](std::size_t i) {
             const std::string number = std::to_string(i), before = std::to_string(i > 0 ? i - 1 : 0);
             return "## Phase " + number + "\n<Task>\nsubagent_type: a" + number +
                    "\nprompt: |\n  [Quick mode: {phase" + before + ".a" + before + ".output}]\n</Task>\n";
           });
  };
  expect_linear(text, "phase", true);
  constexpr std::size_t count = 1000;
  const std::string whole = text(count);
  const World world = make_world({{path, whole}});
  const FeatureInput input = input_of(world, path);
  const auto at = static_cast<std::uint32_t>(whole.rfind("phase"));
  CHECK(completions(input, at, true).items.size() == count - 1);
}

TEST_CASE("thousands of links to thousands of headings") {
  expect_linear(
      [](std::size_t count) {
        return head + repeated(count, [](std::size_t i) { return "[x](#h-" + std::to_string(i) + ")\n"; }) +
               "\n" + repeated(count, [](std::size_t i) { return "# h " + std::to_string(i) + "\n"; });
      },
      "h-0)");
}

TEST_CASE("thousands of headings of one name, the first of them renamed") {
  expect_linear(
      [](std::size_t count) {
        return head + repeated(count, [](std::size_t i) {
                 return "# Same\n[x](#same-" + std::to_string(i) + ")\n";
               });
      },
      "Same");
}

TEST_CASE("thousands of modes and cells") {
  expect_linear(
      [](std::size_t count) {
        return "---\nexecution_modes:\n" +
               repeated(count / 10, [](std::size_t i) { return "  data" + std::to_string(i) + ": x\n"; }) +
               "---\n" + head + "| Agent | Modes |\n|---|---|\n" +
               repeated(count, [](std::size_t) { return "| data | data0, data1 |\n"; });
      },
      "data0:");
}

TEST_CASE("thousands of tasks of one agent") {
  expect_linear(
      [](std::size_t count) {
        return head + repeated(count, [](std::size_t) {
                 return "<Task>\nsubagent_type: data\nprompt: \"{phase1.data.output}\"\n</Task>\n";
               });
      },
      "data\nprompt: \"{");
}

TEST_CASE("every feature at every byte of a broken file") {
  const std::string text =
      "---\nexecution_modes: {q: [\n  \"é: \nexternal_docs:\n  a: b.md#\n---\n# \xF0\x9D\x84\x9E "
      "{phase1.\n<Task>\nsubagent_type: "
      "a OR \xFF\nprompt: |\n [Q: {phase1.a.output} [x](y.md#z \n<AskUserQuestion>\nquestions:\n- options:\n "
      " - label: q\n";
  const World world = make_world({{path, text}});
  for (std::uint32_t at = 0; at <= text.size() + 3; ++at) CHECK(ask_all(world, at) < 100000);
}
