// What fixtures cannot show of the checks of what is unused, twice or left out: what is shown faded, related
// places, that fixes mend, and what hostile files cost.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "server/base/text_edit.h"
#include "server/checks/check.h"
#include "tests/support/cpu_time.h"
#include "tests/support/plugin_command.h"

using namespace baton;
using namespace baton::testing;

namespace {

const std::string command = "/w/plugins/p/commands/a.md";

std::map<std::string, std::string> around(const std::string& text) {
  return {{command, text},
          {"/w/plugins/p/docs/guide.md", "# Guide\n"},
          {"/w/plugins/p/docs/style.md", "# Style\n"},
          {"/w/plugins/p/.claude-plugin/plugin.json", R"({"name": "p"})"},
          {"/w/.baton.yaml", "agents:\n  known: [a, b, c, d]\n"}};
}

std::vector<Diagnostic> findings(const std::string& text) {
  const World world = make_world(around(text));
  return run_checks(*world.snapshot, command, *world.documents.at(command),
                    world.snapshot->facts(command)->kind);
}

// The only finding.
Diagnostic finding(const std::string& text) {
  std::vector<Diagnostic> found = findings(text);
  REQUIRE(found.size() == 1);
  return found.front();
}

// "text: message" of each related place.
Texts related(const std::string& text, const Diagnostic& found) {
  Texts out;
  for (const RelatedPlace& place : found.related) {
    CHECK(place.place.path == command);
    const TextRange range = place.place.range;
    out.push_back(text.substr(range.begin, range.size()) + ": " + place.message);
  }
  return out;
}

std::string fixed(const std::string& text, const Fix& fix) {
  CHECK_FALSE(fix.safe);
  std::vector<TextEdit> edits;
  for (const FileEdit& edit : fix.edits) edits.push_back(edit.edit);
  return apply_edits(text, edits);
}

std::string with_docs(const std::string& docs, const std::string& body) {
  return "---\nexternal_docs:" + docs + "\n---\n" + body + '\n';
}

}  // namespace

TEST_CASE("what is unused is shown faded, as far as it reaches") {
  const auto faded = [](const std::string& text, std::string_view code) {
    const Diagnostic found = finding(text);
    CHECK(found.code == code);
    CHECK(found.unnecessary);
    return text.substr(found.range.begin, found.range.size());
  };
  CHECK(faded("---\nargument-hint: \"[x]\"\n---\n# A\n", "arguments-unused") == "argument-hint: \"[x]\"");
  CHECK(faded(with_docs("\n  guide: '../docs/guide.md'", "# A"), "unused-external-doc") ==
        "guide: '../docs/guide.md'");
  CHECK(faded(phase("1") + task("a", "x") + task("b", "x") + phase("2") + task("c", "{phase1.a.output}"),
              "output-not-read") == "b");
}

TEST_CASE("what is in use is not shown faded") {
  const Texts texts = {phase("1") + phase("2") + phase("4"),
                       "<Task>\nsubagent_type: a\nprompt: x\ny: z\n</Task>\n",
                       with_docs(" [guide.md]", "[x](../docs/style.md)")};
  for (const std::string& text : texts) CHECK_FALSE(finding(text).unnecessary);
}

TEST_CASE("the other task and who reads both are pointed at") {
  const std::string text = phase("1") + task("a", "x") + task("a", "y") + phase("2") +
                           task("b", "{phase1.a.output} <phase1.a.output>");
  const Diagnostic found = finding(text);
  CHECK(found.code == "duplicate-task");
  CHECK(related(text, found) == Texts{"a: the task before it", "{phase1.a.output}: read here"});
}

TEST_CASE("three tasks of one agent are one question") {
  const Diagnostic found = finding(phase("1") + task("a", "x") + task("a", "y") + task("a", "z") +
                                   phase("2") + task("b", "{phase1.a.output} and again {phase1.a.output}"));
  CHECK(found.message ==
        "\"a\" of phase 1 already runs on line 4; \"{phase1.a.output}\" on line 26 does not say which of the "
        "two "
        "it means");
}

TEST_CASE("the phases on both sides of a gap are told") {
  const std::string text = phase("3") + phase("4") + phase("7");
  const Diagnostic found = finding(text);
  CHECK(found.message == "phase 7 follows phase 4; there are no phases 5 and 6");
  CHECK(related(text, found) == Texts{"Phase 4: phase 4"});
}

TEST_CASE("a field is renamed to one that the task does not have") {
  const auto offered = [](const std::string& field) {
    Texts out;
    for (const Fix& fix : finding("<Task>\nsubagent_type: a\n" + field + ": x\nprompt: x\n</Task>\n").fixes)
      out.push_back(fix.title);
    return out;
  };
  CHECK(offered("modell") == Texts{"Rename to \"model\""});
  CHECK(offered("Description") == Texts{"Rename to \"description\""});
  CHECK(offered("prompts").empty());
  CHECK(offered("temperature").empty());
}

TEST_CASE("a condition is offered around what may be skipped, and mends it") {
  const std::string start = "---\nexecution_modes:\n  full: 1d\n---\n" + phase("1") +
                            task("a", "[skip if a not available]\nx") + phase("2");
  const std::string text = start + task("b", "Use {phase1.a.output}.");
  const Diagnostic found = finding(text);
  CHECK(found.code == "placeholder-optional");
  REQUIRE(found.fixes.size() == 2);
  CHECK(fixed(text, found.fixes[0]) == start + task("b", "[Full mode: Use {phase1.a.output}.]"));
  CHECK(fixed(text, found.fixes[1]) == start + task("b", "Use [Full mode: {phase1.a.output}]."));
  for (const Fix& fix : found.fixes) CHECK(findings(fixed(text, fix)).empty());
}

TEST_CASE("a linked doc is added in the form that the list has, and then declared") {
  const auto added = [](const std::string& docs) {
    const std::string text = with_docs(docs, "[g](../docs/guide.md) [s](../docs/style.md)");
    const Diagnostic found = finding(text);
    CHECK(found.code == "undeclared-external-doc");
    if (found.fixes.empty()) return std::string();
    const std::string mended = fixed(text, found.fixes.front());
    CHECK_MESSAGE(findings(mended).empty(), mended);
    const std::size_t begin = std::string("---\nexternal_docs:").size();
    return mended.substr(begin, mended.find("\n---\n", 4) - begin);
  };
  CHECK(added("\n  g: guide.md") == "\n  g: guide.md\n  style: ../docs/style.md");
  CHECK(added("\n  style: \"guide.md\" # x") ==
        "\n  style: \"guide.md\" # x\n  style-2: \"../docs/style.md\"");
  CHECK(added("\n- 'guide.md'") == "\n- 'guide.md'\n- '../docs/style.md'");
  CHECK(added(" [guide.md]") == " [guide.md, ../docs/style.md]");
  CHECK(added(" [\n  guide.md,\n]") == " [\n  guide.md, ../docs/style.md,\n]");
  CHECK(added(" {g: guide.md}") == " {g: guide.md, style: ../docs/style.md}");
  CHECK(added("\n  - path: guide.md") == "");
  CHECK(added("\n  g: |-\n    guide.md") == "");
}

TEST_CASE("hostile files of unused and doubled things are judged in time") {
  constexpr unsigned many = 2000;
  std::map<std::string, std::string> files;
  std::string& fields = files["many unknown fields"] = "<Task>\nsubagent_type: a\nprompt: x\n";
  std::string& blocks = files["many blocks of unknown fields"];
  std::string& twins = files["many twins, many readers, many modes"] = "---\nexecution_modes:\n";
  std::string& gaps = files["many gaps, many headings"];
  std::string& docs = files["many docs, many links"] = "---\nexternal_docs:\n";
  std::string readers, links, apart;
  for (unsigned i = 0; i < many; ++i) {
    const std::string number = std::to_string(i);
    fields += "modle" + number + ": x\n";
    blocks += task("a", "x").insert(7, "promt" + number + ": x\n");
    if (i < 60) twins += "  mode" + number + ": 1h\n";
    apart += task("a", "[Mode" + std::to_string(i % 2) + " mode only]\nx");
    readers += task("b", "[Mode" + std::to_string(i % 50 + 2) + ": {phase1.a.output}]");
    gaps += phase(std::to_string(i * i));
    if (i % 2 == 1) gaps += "### Phase " + std::to_string(i * i) + ".1\n\n";
    docs += "  name" + number + ": docs/guide.md\n";
    links += "[x](../docs/style.md#" + number + ")\n";
  }
  fields += "</Task>\n";
  twins += "---\n" + phase("1") + apart + phase("2") + readers;
  docs += "---\n" + links;
  for (const auto& [name, text] : files) {
    const World world = make_world(around(text));
    const CpuTime time;
    const auto found = run_checks(*world.snapshot, command, *world.documents.at(command), FileKind::command);
    const double seconds = time.seconds();
    CAPTURE(name);
    CAPTURE(seconds);
    CHECK(!found.empty());
    CHECK(seconds < 5);
  }
}
