// Placeholders, near misses, and the many things that are neither.
#include "tests/syntax/reading.h"

using namespace baton;
using namespace baton::testing;

namespace {

// "written -> replacement (fault)" of each near miss.
Texts misses(const Document& document) {
  Texts out;
  for (const PlaceholderNearMiss& miss : document.near_misses) {
    CHECK(slice(document, miss.range) == miss.text);
    out.push_back(miss.text + " -> " + miss.replacement + " (" + miss.fault + ")");
  }
  return out;
}

Texts misses_in_prompt(const std::string& prompt) {
  const auto document = read(with_prompt(prompt));
  CHECK(placeholders(*document).empty());
  return misses(*document);
}

bool silent(const std::string& text) {
  const auto in_prompt = read(with_prompt(text));
  const auto in_prose = read("## Phase 1: A\n\n" + text + "\n");
  return in_prompt->placeholders.empty() && in_prompt->near_misses.empty() &&
         in_prose->placeholders.empty() && in_prose->near_misses.empty();
}

}  // namespace

TEST_CASE("the forms of placeholders") {
  const auto document = read(with_prompt(
      "{phase1.x.output} <phase2.a-b.output> {phase3.output} <phase4.output>\n{phase10.my-plugin:x.output} "
      "$ARGUMENTS $1 $9 $ARGUMENTS[0]"));
  CHECK(placeholders(*document) == Texts{"{phase1.x.output}", "<phase2.a-b.output>", "{phase3.output}",
                                         "<phase4.output>", "{phase10.my-plugin:x.output}", "$ARGUMENTS",
                                         "$1", "$9", "$ARGUMENTS[0]"});
  CHECK(document->near_misses.empty());
  const Placeholder& first = document->placeholders[0];
  CHECK(first.kind == Placeholder::Kind::agent_output);
  CHECK(first.phase == 1);
  CHECK(first.agent == "x");
  CHECK(first.task == Index{0});
  CHECK_FALSE(first.angle_brackets);
  CHECK(slice(*document, first.phase_range) == "phase1");
  CHECK(slice(*document, first.agent_range) == "x");
  CHECK(slice(*document, first.output_range) == "output");
  CHECK(document->placeholders[1].angle_brackets);
  CHECK(document->placeholders[2].kind == Placeholder::Kind::phase_output);
  CHECK(document->placeholders[2].agent_range.empty());
  CHECK(document->placeholders[4].agent == "my-plugin:x");
  CHECK(document->placeholders[5].kind == Placeholder::Kind::arguments);
  CHECK(document->placeholders[7].argument == 9);
}

TEST_CASE("placeholders are live in prompts, code included, and in prose outside code") {
  const auto document =
      read(with_prompt("`{phase1.a.output}`\n\n```\n{phase1.b.output} $1\n```") +
           "\n`{phase1.c.output}` {phase1.d.output}\n\n```\n$ARGUMENTS\n```\n\n    $2\n\n<!-- $3 -->\n");
  CHECK(placeholders(*document) ==
        Texts{"{phase1.a.output}", "{phase1.b.output}", "$1", "{phase1.d.output}"});
  CHECK(document->placeholders[2].task == Index{0});
  CHECK_FALSE(document->placeholders[3].task);
}

TEST_CASE("near misses say what is wrong and how it is meant") {
  using T = Texts;
  CHECK(misses_in_prompt("{phase1.ml-engineer}") ==
        T{"{phase1.ml-engineer} -> {phase1.ml-engineer.output} (\".output\" is missing)"});
  CHECK(misses_in_prompt("{phase1.ml-engineer.ouput}") ==
        T{"{phase1.ml-engineer.ouput} -> {phase1.ml-engineer.output} (the last part is not \"output\")"});
  CHECK(misses_in_prompt("{phase1.x.outputs}") ==
        T{"{phase1.x.outputs} -> {phase1.x.output} (the last part is not \"output\")"});
  CHECK(misses_in_prompt("{phase1.x.Output}") ==
        T{"{phase1.x.Output} -> {phase1.x.output} (\"output\" is not in small letters)"});
  CHECK(misses_in_prompt("{phase 1.x.output}") ==
        T{"{phase 1.x.output} -> {phase1.x.output} (\"phase\" and its number are written apart)"});
  CHECK(misses_in_prompt("{phase-1.x.output}") ==
        T{"{phase-1.x.output} -> {phase1.x.output} (\"phase\" and its number are written apart)"});
  CHECK(misses_in_prompt("{Phase1.x.output}") ==
        T{"{Phase1.x.output} -> {phase1.x.output} (\"phase\" is not in small letters)"});
  CHECK(misses_in_prompt("{{phase1.x.output}}") ==
        T{"{{phase1.x.output}} -> {phase1.x.output} (the brackets are doubled)"});
  CHECK(misses_in_prompt("<<phase1.x.output>>") ==
        T{"<<phase1.x.output>> -> <phase1.x.output> (the brackets are doubled)"});
  CHECK(misses_in_prompt("{{phase1.x.output} y") ==
        T{"{{phase1.x.output} -> {phase1.x.output} (the opening bracket is doubled)"});
  CHECK(misses_in_prompt("{phase1.x.output}} y") ==
        T{"{phase1.x.output}} -> {phase1.x.output} (the closing bracket is doubled)"});
  CHECK(misses_in_prompt("see {phase1.x.output and go") ==
        T{"{phase1.x.output -> {phase1.x.output} (the closing bracket is missing)"});
  CHECK(misses_in_prompt("see {phase1.x.output.") ==
        T{"{phase1.x.output -> {phase1.x.output} (the closing bracket is missing)"});
  CHECK(misses_in_prompt("见 {phase1.x.output的结果") ==
        T{"{phase1.x.output -> {phase1.x.output} (the closing bracket is missing)"});
  CHECK(misses_in_prompt("see phase1.x.output} and go") ==
        T{"phase1.x.output} -> {phase1.x.output} (the opening bracket is missing)"});
  CHECK(misses_in_prompt("{phase1.x.output>") ==
        T{"{phase1.x.output> -> {phase1.x.output} (the brackets do not match)"});
  CHECK(misses_in_prompt("{ phase1.x.output }") ==
        T{"{ phase1.x.output } -> {phase1.x.output} (blanks stand in it)"});
  CHECK(misses_in_prompt("{phase_1.x.output} {phase_1.output}") ==
        T{"{phase_1.x.output} -> {phase1.x.output} (\"phase\" and its number are written apart)",
          "{phase_1.output} -> {phase1.output} (\"phase\" and its number are written apart)"});
  CHECK(misses_in_prompt("{phase01.x.output}") ==
        T{"{phase01.x.output} -> {phase1.x.output} (the phase's number begins with 0)"});
  CHECK(misses_in_prompt("{phase1.ouput}") ==
        T{"{phase1.ouput} -> {phase1.output} (the last part is not \"output\")"});
  CHECK(misses_in_prompt("{phse1.x.output} and <pahse2.output>") ==
        T{"{phse1.x.output} -> {phase1.x.output} (\"phse\" is not \"phase\")",
          "<pahse2.output> -> <phase2.output> (\"pahse\" is not \"phase\")"});
  CHECK(misses_in_prompt("{phases1.x.output}") ==
        T{"{phases1.x.output} -> {phase1.x.output} (\"phases\" is not \"phase\")"});
  CHECK(misses_in_prompt("{phase1ml-engineer.output}") ==
        T{"{phase1ml-engineer.output} -> {phase1.ml-engineer.output} (no point stands behind the phase's "
          "number)"});
  CHECK(misses_in_prompt("{phase1.ml-engineeroutput}") ==
        T{"{phase1.ml-engineeroutput} -> {phase1.ml-engineer.output} (no point stands before \"output\")"});
  CHECK(misses_in_prompt("{Phase 2.a:b}") ==
        T{"{Phase 2.a:b} -> {phase2.a:b.output} (\"phase\" is not in small letters)"});
}

TEST_CASE("a bracket of another kind is no missing one, whatever brackets follow") {
  using T = Texts;
  const std::string mended = " -> {phase1.x.output} (the brackets do not match)";
  CHECK(misses_in_prompt("{phase1.x.output) and more}") == T{"{phase1.x.output)" + mended});
  CHECK(misses_in_prompt("{phase1.x.output] and\nmore }") == T{"{phase1.x.output]" + mended});
  CHECK(misses_in_prompt("{phase1.x.output)} and more") == T{"{phase1.x.output)}" + mended});
  CHECK(misses_in_prompt("{ a {phase1.x.output)} and more") == T{"{phase1.x.output)" + mended});
  CHECK(misses_in_prompt("[phase1.x.output}") == T{"[phase1.x.output}" + mended});
  CHECK(misses_in_prompt("[a](b) and (phase1.x.output} and [c] (d)") == T{"(phase1.x.output}" + mended});
  CHECK(misses_in_prompt("[phase1.x.output>") ==
        T{"[phase1.x.output> -> <phase1.x.output> (the brackets do not match)"});
  // What closes behind the placeholder opened before it.
  CHECK(misses_in_prompt("[phase1.x.output}]") ==
        T{"phase1.x.output} -> {phase1.x.output} (the opening bracket is missing)"});
  CHECK(misses_in_prompt("(phase1.x.output}, (once) more)") ==
        T{"phase1.x.output} -> {phase1.x.output} (the opening bracket is missing)"});
  CHECK(misses_in_prompt("\\[phase1.x.output}") ==
        T{"phase1.x.output} -> {phase1.x.output} (the opening bracket is missing)"});
  CHECK(silent("({phase1.x.output) and more}"));
  CHECK(silent("{\"a\": [phase1.x.output}"));
}

TEST_CASE("near misses are found in prose, with the task and condition they stand in") {
  const auto document =
      read(with_prompt("[Enterprise mode: see {phase1.x}]") + "\n{Phase1.x.output} `{phase1.x}`\n");
  REQUIRE(document->near_misses.size() == 2);
  CHECK(document->near_misses[0].task == Index{0});
  CHECK(document->near_misses[0].condition == Index{0});
  CHECK(document->near_misses[1].text == "{Phase1.x.output}");
  CHECK_FALSE(document->near_misses[1].task);
}

TEST_CASE("brackets of something else around a placeholder are not its own") {
  const auto document =
      read(with_prompt("{\"a\": {phase1.x.output}} and {\n  \"b\": {phase2.x.output}}\n{{phase3.x.output}, "
                       "\"c\"} ({phase4.x.output})"));
  CHECK(placeholders(*document) ==
        Texts{"{phase1.x.output}", "{phase2.x.output}", "{phase3.x.output}", "{phase4.x.output}"});
  CHECK(document->near_misses.empty());
}

TEST_CASE("what is no placeholder is never reported") {
  for (const char* text : {"<model>",
                           "{user.name}",
                           "{{name}}",
                           "<date>-<slug>",
                           "{{phase}}",
                           "{phase}",
                           "{phase1}",
                           "{phase1_context}",
                           "{phaseN.AGENT.output}",
                           "{phase1.{agent}.output}",
                           "{phase1.<agent>.output}",
                           "phase1.x.output",
                           "(phase1.x.output)",
                           "[phase1.x.output]",
                           "${phase1.x.output}",
                           "\\{phase1.x.output\\}",
                           "</phase1.x.output>",
                           "{subphase1.x.output}",
                           "{phase1.x.summary}",
                           "{phase1.5.output}",
                           "{phase1.x.y.z.output}",
                           "{phase1.x.output | json}",
                           "{a.phase1.x.output}",
                           "{x: phase1.x.output}",
                           "phase 1.x",
                           "Phase 1. Do it}",
                           "{phase1.x",
                           "phase1.x}",
                           "{phase1.}",
                           "{phase.x.output}",
                           "{ phase 1 of 3. x }",
                           "{stage1.x.output}",
                           "{page1.x.output}",
                           "{base1.x.output}",
                           "${phse1.x.output}",
                           "{phse.x.output}",
                           "{phse1.x.y.output}",
                           "{phse1.x.summary}",
                           "phse1.x.output}",
                           "{phase_1.out}",
                           "{phase_1.result}",
                           "{phase_1.x}",
                           "{{phase_1.output}}",
                           "{{ phase_1.results }}",
                           "{phase1x}",
                           "{phase1x.summary}",
                           "{phase1_x.y.output}",
                           "<phase1",
                           "a->phase1.x",
                           "{phase123456789012345678901234567890.x.output}"})
    CHECK_MESSAGE(silent(text), text);
}

TEST_CASE("arguments are told from prices, shells and escapes") {
  for (const char* text :
       {"\\$1", "\\$ARGUMENTS", "$10", "$1.50", "$1,000", "$5k", "$3/month", "$2 million", "$1-5", "US$5",
        "$0", "$ARGUMENTS_LIST", "$HOME", "$$1", "$9+", "$4 per user", "$1a", "$ 1", "$"})
    CHECK_MESSAGE(silent(text), text);
  const auto document = read("Compare $1 with $2. Use \"$3\", $1/$2 and **$ARGUMENTS**.\n");
  CHECK(placeholders(*document) == Texts{"$1", "$2", "$3", "$1", "$2", "$ARGUMENTS"});
}

TEST_CASE("ranges hold behind escapes, folds, CRLF and wide characters") {
  const auto document = read(
      "## Phase 1: A\r\n<Task>\r\nsubagent_type: x\r\nprompt: \"a\\tb \\u00e9 {phase1.a.output} é\\n"
      "{phase1.b.output}\"\r\n</Task>\r\n<Task>\r\nsubagent_type: y\r\nprompt: >-\r\n  é folded\r\n  "
      "{phase1.c.output}\r\n\r\n  日本 {phase1.d.output}\r\n</Task>\r\n<Task>\r\nsubagent_type: z\r\nprompt: "
      "'it''s "
      "{phase1.e.output}\r\n  and {phase1.f.output}'\r\n</Task>\r\n<Task>\r\nsubagent_type: z\r\nprompt: "
      "plain "
      "{phase1.g.output}\r\n  and {phase1.h.output}\r\n</Task>\r\n");
  CHECK(placeholders(*document) == Texts{"{phase1.a.output}", "{phase1.b.output}", "{phase1.c.output}",
                                         "{phase1.d.output}", "{phase1.e.output}", "{phase1.f.output}",
                                         "{phase1.g.output}", "{phase1.h.output}"});
  for (const Placeholder& p : document->placeholders) CHECK(slice(*document, p.output_range) == "output");
}

TEST_CASE("a prompt that is nothing but a placeholder is YAML of another kind, and still a prompt") {
  const auto document = read("## Phase 1: A\n<Task>\nsubagent_type: x\nprompt: {phase1.x.output}\n</Task>\n");
  CHECK(placeholders(*document) == Texts{"{phase1.x.output}"});
  CHECK(document->placeholders[0].task == Index{0});
}
