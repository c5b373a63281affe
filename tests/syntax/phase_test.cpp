// Which headings are phases, what they say and what stands in them.
#include "server/base/utf8.h"
#include "server/syntax/phase_words.h"
#include "server/syntax/phases.h"
#include "tests/syntax/reading.h"

using namespace baton;
using namespace baton::testing;

namespace {

std::string outcome(std::string_view heading) {
  const auto read = read_phase_heading(heading);
  if (!read) return "text";
  return std::to_string(read->number) + "|" +
         std::string(heading.substr(read->title.begin, read->title.size()));
}

Texts phases(const Document& document) {
  Texts out;
  for (const Phase& phase : document.phases)
    out.push_back(slice(document, phase.name_range) + "|" + slice(document, phase.number_range) + "|" +
                  slice(document, phase.title.range));
  return out;
}

}  // namespace

TEST_CASE("a phase heading is the word, a whole number, and a mark before a title") {
  CHECK(outcome("Phase 1: Analyse") == "1|Analyse");
  CHECK(outcome("Phase 0") == "0|");
  CHECK(outcome("PHASE 12") == "12|");
  CHECK(outcome("phase 3 - Build") == "3|Build");
  CHECK(outcome("Phase 3 – Build") == "3|Build");
  CHECK(outcome("Phase 3 — Build") == "3|Build");
  CHECK(outcome("Phase 3 -- Build") == "3|Build");
  CHECK(outcome("Phase 3. Build") == "3|Build");
  CHECK(outcome("Phase 3:Build") == "3|Build");
  CHECK(outcome("Phase 3：Build") == "3|Build");
  CHECK(outcome("Phase 3 : Build") == "3|Build");
  CHECK(outcome("Phase 3-Build") == "3|Build");
  CHECK(outcome("Phase 3:") == "3|");
  CHECK(outcome("Phase 3.") == "3|");
  CHECK(outcome("Phase  7: Two blanks") == "7|Two blanks");
  CHECK(outcome("Phase 2: 3 - 4 weeks") == "2|3 - 4 weeks");
  CHECK(outcome("Phase 2 - 3 weeks of work") == "2|3 weeks of work");
}

TEST_CASE("a phase's word in other languages") {
  CHECK(outcome("阶段 1：分析") == "1|分析");
  CHECK(outcome("阶段1: 分析") == "1|分析");
  CHECK(outcome("階段２") == "2|");
  CHECK(outcome("フェーズ 3 - 実装") == "3|実装");
  CHECK(outcome("단계 4: 배포") == "4|배포");
  CHECK(outcome("Fase 2: Construir") == "2|Construir");
  CHECK(outcome("Étape 1 : Analyse") == "1|Analyse");
  CHECK(outcome("ÉTAPE 1 : Analyse") == "1|Analyse");
  CHECK(outcome("étape 1 — Analyse") == "1|Analyse");
  CHECK(outcome("Этап 5. Проверка") == "5|Проверка");
  CHECK(outcome("ЭТАП 5") == "5|");
}

TEST_CASE("the list has each word as it is compared: folded") {
  for (const PhaseWord& word : phase_words) CHECK(fold_case(word.text) == word.text);
}

TEST_CASE("what only looks like a phase is text") {
  for (const char* text : {"Phase 1.5",
                           "Phase 1.5: Middle",
                           "Phase 1-3",
                           "Phase 1-3: All",
                           "Phase 1–3",
                           "Phase 1 - 3",
                           "Phase 1 - 3: All",
                           "Phase One",
                           "Phase",
                           "Phase :",
                           "Phase 1 & 2",
                           "Phase 1 Overview",
                           "Phase 1a",
                           "Phase 1/2",
                           "The Phase 1",
                           "Phases 1: x",
                           "Phase1x",
                           "Step 1: x",
                           "",
                           "Phase 99999999999999999999999: x",
                           "Phase -1"})
    CHECK_MESSAGE(outcome(text) == "text", text);
}

TEST_CASE("ranges of a phase leave marks aside") {
  const auto document = read("## **Phase 1**: *Set up* all\n\n## `Phase 2` - x ##\n\nPhase 3: under\n---\n");
  CHECK(phases(*document) == Texts{"Phase 1|1|*Set up* all", "Phase 2|2|x", "Phase 3|3|under"});
  CHECK(document->phases[0].title.text == "Set up all");
}

TEST_CASE("a phase reaches to the next heading of its level or above, or the next phase") {
  const auto document = read("# T\n## Phase 1: A\na\n### Detail\nb\n## Phase 2: B\nc\n## Notes\nd\n# End\n");
  REQUIRE(document->phases.size() == 2);
  CHECK(slice(*document, document->phases[0].range) == "## Phase 1: A\na\n### Detail\nb\n");
  CHECK(slice(*document, document->phases[1].range) == "## Phase 2: B\nc\n");
}

TEST_CASE("of several runs of phase headings the one that holds tasks counts") {
  const auto document = read(
      "# T\n## Example\n### Phase 1: one\n### Phase 2: two\n## Phase 1: A\n<Task>\nsubagent_type: x\nprompt: "
      "y\n</Task>\n"
      "## Phase 2: B\n### Phase 9: inside\n");
  CHECK(phases(*document) == Texts{"Phase 1|1|A", "Phase 2|2|B"});
  REQUIRE(document->tasks.size() == 1);
  CHECK(document->tasks[0].phase == Index{0});
}

TEST_CASE("without tasks the first run counts") {
  const auto document = read("## Plan\n### Phase 1: A\n### Phase 2: B\n## Other\n### Phase 1: C\n");
  CHECK(phases(*document) == Texts{"Phase 1|1|A", "Phase 2|2|B"});
}

TEST_CASE("headings in code and in prompts are no phases") {
  const auto document = read(
      "```\n## Phase 1: code\n```\n## Phase 2: B\n<Task>\nsubagent_type: x\nprompt: |\n  # Phase 3: "
      "prompt\n</Task>\n");
  CHECK(phases(*document) == Texts{"Phase 2|2|B"});
}

TEST_CASE("tasks before any phase have none, and a file may start anywhere") {
  const auto document = read(
      "<Task>\nsubagent_type: a\nprompt: x\n</Task>\n## Phase 5: E\n<Task>\nsubagent_type: b\nprompt: "
      "x\n</Task>\n## Rest\n"
      "<Task>\nsubagent_type: c\nprompt: x\n</Task>\n");
  REQUIRE(document->tasks.size() == 3);
  CHECK_FALSE(document->tasks[0].phase);
  CHECK(document->tasks[1].phase == Index{0});
  CHECK_FALSE(document->tasks[2].phase);
  CHECK(document->phases[0].number == 5);
}

TEST_CASE("a gate is a paragraph inside a phase that begins so") {
  const auto document = read(
      "**Gate:** too early\n\n## Phase 1: A\n\ntext **Gate:** no\n\n**Gate:** tests are\ngreen\n\n**Gates:** "
      "no\n");
  REQUIRE(document->gates.size() == 1);
  CHECK(document->gates[0].text.text == "tests are\ngreen");
  CHECK(slice(*document, document->gates[0].range) == "**Gate:** tests are\ngreen");
  CHECK(slice(*document, document->gates[0].text.range) == "tests are\ngreen");
  CHECK(document->gates[0].phase == 0);
}
