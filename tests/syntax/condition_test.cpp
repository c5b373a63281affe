// Conditions: what is one, what it covers, and the brackets that are text.
#include "tests/syntax/reading.h"

using namespace baton;
using namespace baton::testing;

namespace {

// "names -> text", "!" for a whole task's, "?" for one that may be skipped.
Texts conditions(const Document& document) {
  Texts out;
  for (const Condition& condition : document.conditions) {
    std::string line;
    for (const ConditionName& name : condition.names) {
      if (!line.empty()) line += '+';
      line += slice(document, name.name.range);
      CHECK(slice(document, name.name.range) == name.name.text);
      if (!name.mode) line += "(none)";
    }
    if (condition.whole_task) line += " !";
    if (condition.skip_if_missing) line += " ?";
    if (!condition.whole_task) line += " -> " + slice(document, condition.text);
    out.push_back(line);
  }
  return out;
}

Texts in_prompt(const std::string& prompt) {
  return conditions(*read(with_prompt(prompt)));
}

}  // namespace

TEST_CASE("the forms of conditions") {
  CHECK(in_prompt("[Enterprise mode only - skip if agent not available]\n\nDo it") ==
        Texts{"Enterprise ! ?"});
  CHECK(in_prompt("[Standard/Enterprise modes - skip if x plugin not available]") ==
        Texts{"Standard+Enterprise ! ?"});
  CHECK(in_prompt("Do\n[Enterprise mode: Using data from {phase1.x.output}]") ==
        Texts{"Enterprise -> Using data from {phase1.x.output}"});
  CHECK(in_prompt("Do\n[Quick/Standard: Include basic data analysis]") ==
        Texts{"Quick+Standard -> Include basic data analysis"});
  CHECK(in_prompt("Do [QUICK, standard and enterprise modes only: x]") ==
        Texts{"QUICK+standard+enterprise -> x"});
  CHECK(in_prompt("Do [quick, standard, and enterprise: x]") == Texts{"quick+standard+enterprise -> x"});
  CHECK(in_prompt("Do [Quick & Standard：x]") == Texts{"Quick+Standard -> x"});
  CHECK(in_prompt("Do [**Quick mode**: x]") == Texts{"Quick -> x"});
  CHECK(in_prompt("Do [ Quick : x ]") == Texts{"Quick -> x"});
  CHECK(in_prompt("[Enterprise]\nDo") == Texts{"Enterprise !"});
  CHECK(in_prompt("[Enterprise only]\nDo") == Texts{"Enterprise !"});
  CHECK(in_prompt("[Enterprise mode only, skip if x not installed]\nDo") == Texts{"Enterprise ! ?"});
  CHECK(in_prompt("[Enterprise, skip if x not installed]\nDo") == Texts{"Enterprise ! ?"});
  CHECK(in_prompt("**[Enterprise mode only]**\nDo") == Texts{"Enterprise !"});
}

TEST_CASE("blanks that do not break, and wide ones, are blanks in a condition") {
  for (const char* blank : {"\u00A0", "\u202F", "\u3000"}) {
    const auto with = [&](std::string text) {
      for (std::size_t at = text.find('~'); at != std::string::npos; at = text.find('~', at))
        text.replace(at, 1, blank);
      return in_prompt(text);
    };
    CHECK(with("Do [Enterprise~mode: x]") == Texts{"Enterprise -> x"});
    CHECK(with("Do [~Quick,~and~Standard~modes~only~: x]") == Texts{"Quick+Standard -> x"});
    CHECK(with("Do [Quick~or~Standard: x]") == Texts{"Quick+Standard -> x"});
    CHECK(with("[Enterprise~mode~only - skip~if agent not~available]\nDo") == Texts{"Enterprise ! ?"});
    CHECK(with("[Enterprise,~skip if x not~installed]\nDo") == Texts{"Enterprise ! ?"});
    CHECK(with("Do [Quick~start: x]").empty());
  }
}

TEST_CASE("a colon makes it this text only, also at the very start") {
  CHECK(in_prompt("[Enterprise mode: x]\nDo") == Texts{"Enterprise -> x"});
}

TEST_CASE("without a colon it is text but at the very start") {
  CHECK(in_prompt("Do it.\n[Enterprise mode only - skip if agent not available]").empty());
  CHECK(conditions(*read(with_modes("[Enterprise mode only]\n"))).empty());
}

TEST_CASE("names that are no mode") {
  CHECK(in_prompt("Do [Entreprise mode: x]") == Texts{"Entreprise(none) -> x"});
  CHECK(in_prompt("Do [Quick/Premium: x]") == Texts{"Quick+Premium(none) -> x"});
  CHECK(in_prompt("Do [Premium/Quick modes: x]") == Texts{"Premium(none)+Quick -> x"});
  CHECK(in_prompt("[Entreprise mode only]\nDo") == Texts{"Entreprise(none) !"});
  for (const char* text :
       {"Do [Extended thinking: x]", "Do [Entreprise: x]", "Do [Premium mode: x]", "Do [All modes: x]",
        "Do [Note: x]", "Do [Note, please: x]", "Do [thinking mode: x]"})
    CHECK_MESSAGE(in_prompt(text).empty(), text);
}

TEST_CASE("brackets of other kinds are text") {
  for (const char* text :
       {"[Quick start](x.md)", "[Quick: start](x.md)", "[Quick][ref]", "- [x] done", "- [ ] todo",
        "[quick]: http://x", "Do [Quick start: x]", "Do [quick, easy]", "Do \\[Quick: x\\]", "Do [Quick: x",
        "Do Quick: x]", "[]", "[", "]", "Do [1: x]", "Do [quick-start: x]", "**Quick Mode**: x"})
    CHECK_MESSAGE(in_prompt(text).empty(), text);
}

TEST_CASE("conditions hold links, placeholders, brackets and conditions") {
  const auto document =
      read(with_prompt("Do\n[Enterprise mode: see [a](b.md) and {phase1.x.output} [Quick: c [d] e] f]"));
  CHECK(conditions(*document) ==
        Texts{"Enterprise -> see [a](b.md) and {phase1.x.output} [Quick: c [d] e] f", "Quick -> c [d] e"});
  CHECK_FALSE(document->conditions[0].parent);
  CHECK(document->conditions[1].parent == Index{0});
  REQUIRE(document->placeholders.size() == 1);
  CHECK(document->placeholders[0].condition == Index{0});
  REQUIRE(document->links.size() == 1);
  CHECK(document->links[0].condition == Index{0});
  CHECK(document->links[0].task == Index{0});
}

TEST_CASE("a whole task's condition is the task's and not its placeholders'") {
  const auto document =
      read(with_prompt("[Enterprise mode only - see {phase1.x.output}]\n{phase1.y.output}"));
  REQUIRE(document->conditions.size() == 1);
  CHECK(document->tasks[0].condition == Index{0});
  for (const Placeholder& p : document->placeholders) CHECK_FALSE(p.condition);
}

TEST_CASE("a condition runs over lines in a prompt, within its paragraph in prose") {
  CHECK(in_prompt("Do\n[Enterprise mode:\n- a\n\n- b\n]") == Texts{"Enterprise -> - a\n\n  - b"});
  CHECK(conditions(*read(with_modes("a [Quick: b\nc] d\n"))) == Texts{"Quick -> b\nc"});
  CHECK(conditions(*read(with_modes("a [Quick: b\n\nc] d\n"))).empty());
}

TEST_CASE("conditions in prose stand outside code") {
  const auto document = read(with_modes("[Quick: a `]` b] `[Quick: c]`\n\n```\n[Quick: d]\n```\n"));
  CHECK(conditions(*document) == Texts{"Quick -> a `]` b"});
}

TEST_CASE("a task says that it is skipped where its agent is missing") {
  const auto skips = [](const std::string& prompt) {
    return read(with_prompt(prompt))->tasks[0].skip_if_missing;
  };
  CHECK(skips("[Enterprise mode only - skip if agent not available]\nDo"));
  CHECK(skips("[Skip if agent not available]\nDo"));
  CHECK(skips("Skip this task if x is not installed.\nDo"));
  CHECK_FALSE(skips("[Enterprise mode only]\nDo"));
  CHECK_FALSE(skips("Do\nSkip a benchmark if no GPU is there. Otherwise x is not available."));
  CHECK_FALSE(skips("Do it"));
}

TEST_CASE("a file without modes has no conditions") {
  CHECK(read("<Task>\nsubagent_type: x\nprompt: |\n  [Enterprise mode only]\n</Task>\n")->conditions.empty());
}

TEST_CASE("modes with marks in their names") {
  const auto document = read(
      "---\nexecution_time:\n  quick-triage: 5 minutes\n  Deep Dive: 1 hour\n---\n[quick-triage: a] [deep "
      "dive mode: b]\n");
  CHECK(conditions(*document) == Texts{"quick-triage -> a", "deep dive -> b"});
}

TEST_CASE("deep nests come to an end") {
  std::string open, close;
  for (int i = 0; i < 20000; ++i) open += "[Quick: ", close += "]";
  const auto document = read(with_prompt("Do " + open + "{phase1.x.output}" + close));
  CHECK(document->conditions.size() == 64);
}
