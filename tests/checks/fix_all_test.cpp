// Safe fixes until nothing changes, on whole files: what the user's file looks like afterwards.
#include "server/checks/fix_all.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "tests/support/check_page.h"
#include "tests/support/fixture.h"
#include "tests/support/paths.h"
#include "tests/support/text_of.h"
#include "tests/support/world.h"

using namespace baton;
using namespace baton::testing;
namespace fs = std::filesystem;

namespace {

using Files = std::map<std::string, std::string>;

FixedFile fixed_in(const Files& files, const std::string& path) {
  const World world = make_world(files);
  REQUIRE_MESSAGE(world.kinds.contains(path), path);
  return fix_all(*world.snapshot, path, world.documents.at(path), world.kinds.at(path));
}

std::string mended(const std::string& text, const std::string& path = "/w/commands/a.md") {
  return fixed_in({{path, text}}, path).document->text;
}

// How many errors and warnings of each code.
std::map<std::string, int> serious(const std::vector<Diagnostic>& diagnostics) {
  std::map<std::string, int> counts;
  for (const Diagnostic& diagnostic : diagnostics)
    if (diagnostic.severity <= Severity::warning) ++counts[std::string(diagnostic.code)];
  return counts;
}

std::string codes(const std::vector<Diagnostic>& diagnostics) {
  std::string all;
  for (const Diagnostic& diagnostic : diagnostics) all += std::string(diagnostic.code) + " ";
  return all;
}

// Every fixture and every example of the pages, by name.
std::vector<std::pair<std::string, std::string>> sources() {
  std::vector<std::pair<std::string, std::string>> all;
  const fs::path root = source_dir();
  for (const auto& entry : fs::directory_iterator(root / "tests/checks/fixtures"))
    all.emplace_back(entry.path().filename().string(), text_of(entry.path()));
  for (const auto& entry : fs::directory_iterator(root / "docs/checks"))
    for (const PageExample& example : read_check_page(text_of(entry.path())).examples)
      all.emplace_back(entry.path().filename().string() + ":" + std::to_string(example.line), example.text);
  REQUIRE(all.size() > 60);
  return all;
}

}  // namespace

TEST_CASE("a file without safe fixes is handed back as it is") {
  const Files files = {{"/w/commands/a.md", "---\ndescription: D.\n---\n[x](none.md)\n"}};
  const World world = make_world(files);
  const auto document = world.documents.at("/w/commands/a.md");
  const FixedFile fixed = fix_all(*world.snapshot, "/w/commands/a.md", document, FileKind::command);
  CHECK(fixed.document == document);
  CHECK(fixed.fixes == 0);
  CHECK(codes(fixed.diagnostics) == "broken-link ");
}

TEST_CASE("several fixes in one file") {
  const FixedFile fixed = fixed_in({{"/w/commands/a.md",
                                     "---\n"
                                     "description: Notes: all of them\n"
                                     "argument-hint: [a] [b]\n"
                                     "version: 1.0\n"
                                     "---\n"
                                     "\n"
                                     "Use $1 and $2.\n"}},
                                   "/w/commands/a.md");
  CHECK(fixed.document->text ==
        "---\n"
        "description: \"Notes: all of them\"\n"
        "argument-hint: \"[a] [b]\"\n"
        "version: \"1.0.0\"\n"
        "---\n"
        "\n"
        "Use $1 and $2.\n");
  CHECK(fixed.fixes == 3);
  CHECK(codes(fixed.diagnostics).empty());
}

TEST_CASE("the prompt's text comes back into its block") {
  CHECK(mended("## Phase 1: Look\n\n<Task>\nsubagent_type: general-purpose\nprompt: |\n  Load it.\n\nThen "
               "check:\n- no "
               "gaps\n</Task>\n") ==
        "## Phase 1: Look\n\n<Task>\nsubagent_type: general-purpose\nprompt: |\n  Load it.\n\n  Then "
        "check:\n  - no "
        "gaps\n</Task>\n");
}

TEST_CASE("line ends, a byte-order mark and a last line without an end stay") {
  CHECK(
      mended(
          "\xEF\xBB\xBF---\r\nargument-hint: [a] [b]\r\n---\r\n\r\nUse $1 and $2.\nAn LF line.\r\nno end") ==
      "\xEF\xBB\xBF---\r\nargument-hint: \"[a] [b]\"\r\n---\r\n\r\nUse $1 and $2.\nAn LF line.\r\nno end");
  CHECK(mended("---\nargument-hint: [a] [b]\n---\nUse $1.  \n\tcaf\xE9\n\n\n") ==
        "---\nargument-hint: \"[a] [b]\"\n---\nUse $1.  \n\tcaf\xE9\n\n\n");
}

TEST_CASE("a fix that is not safe waits for its author") {
  const std::string text = "---\ndescription: D.\nversoin: 1.0.0\n---\n\nText.\n";
  const FixedFile fixed = fixed_in({{"/w/commands/a.md", text}}, "/w/commands/a.md");
  CHECK(fixed.document->text == text);
  CHECK(codes(fixed.diagnostics).find("unknown-key") != std::string::npos);
}

namespace {

// A mode "quick" in which the agent Plan does not run, and a task that reads it by these words.
std::string read_in_both_modes(const std::string& hint, const std::string& words) {
  return "---\ndescription: D.\nargument-hint: " + hint +
         "\nexecution_modes:\n  quick:\n    agents: [Explore]\n  full:\n    agents: [Plan, Explore]\n---\n\n"
         "Use $1 and $2.\n\n## Phase 1: Plan\n\n<Task>\nsubagent_type: Plan\nprompt: Plan it.\n</Task>\n\n"
         "## Phase 2: Look\n\n<Task>\nsubagent_type: Explore\nprompt: Look at " +
         words + "\n</Task>\n";
}

}  // namespace

TEST_CASE("a fix that would bring a new warning is left out, the others are not") {
  const Files files = {{"/w/commands/a.md", read_in_both_modes("[a] [b]", "{phase1.Plan.outptu}")}};
  const FixedFile fixed = fixed_in(files, "/w/commands/a.md");
  CHECK(fixed.document->text == read_in_both_modes("\"[a] [b]\"", "{phase1.Plan.outptu}"));
  CHECK(fixed.fixes == 1);
  CHECK(codes(fixed.diagnostics) == "placeholder-syntax ");
  const std::string mended_by_hand = read_in_both_modes("\"[a] [b]\"", "{phase1.Plan.output}");
  CHECK(codes(fixed_in({{"/w/commands/a.md", mended_by_hand}}, "/w/commands/a.md").diagnostics) ==
        "placeholder-not-in-mode ");
}

TEST_CASE("hundreds of fixes that may not be made come to an end") {
  std::string words;
  for (int i = 0; i < 300; ++i) words += "{phase1.Plan.outptu} ";
  const std::string text = read_in_both_modes("[a] [b]", words);
  const FixedFile fixed = fixed_in({{"/w/commands/a.md", text}}, "/w/commands/a.md");
  CHECK(fixed.document->text == read_in_both_modes("\"[a] [b]\"", words));
}

TEST_CASE("a heading that other files may point at keeps its anchor") {
  const std::string text =
      "## Phase 1: Plan\n\n<Task>\nsubagent_type: Plan\nprompt: Plan it.\n</Task>\n\n## Phase 2: Look\n\n"
      "### With {phase1.Plan.outptu}\n\nRead {phase1.Plan.outptu}\n";
  const FixedFile fixed = fixed_in({{"/w/commands/a.md", text}}, "/w/commands/a.md");
  CHECK(fixed.document->text ==
        "## Phase 1: Plan\n\n<Task>\nsubagent_type: Plan\nprompt: Plan it.\n</Task>\n\n## Phase 2: Look\n\n"
        "### With {phase1.Plan.outptu}\n\nRead {phase1.Plan.output}\n");
}

TEST_CASE("cancelled: nothing is mended") {
  const Files files = {{"/w/commands/a.md", "---\nargument-hint: [a] [b]\n---\nUse $1.\n"}};
  const World world = make_world(files);
  CancelToken cancel;
  cancel.cancel();
  const FixedFile fixed = fix_all(*world.snapshot, "/w/commands/a.md", world.documents.at("/w/commands/a.md"),
                                  FileKind::command, cancel);
  CHECK(fixed.document == world.documents.at("/w/commands/a.md"));
  CHECK(codes(fixed.diagnostics).find("unquoted-value") != std::string::npos);
}

TEST_CASE("every fixture and example: nothing is worse, and a second time changes nothing") {
  std::size_t changed = 0;
  for (const auto& [name, source] : sources()) {
    CAPTURE(name);
    const Fixture fixture = read_fixture(source, "/w/commands/example.md");
    Files files;
    for (const FixtureFile& file : fixture.files) files[file.path] = file.text;
    const World world = make_world(files);
    for (const auto& [path, document] : world.documents) {
      CAPTURE(path);
      if (world.snapshot->root_of(path).empty()) continue;  // never read
      const FileKind kind = world.kinds.at(path);
      const auto before = serious(run_checks(*world.snapshot, path, *document, kind));
      const FixedFile fixed = fix_all(*world.snapshot, path, document, kind);
      changed += fixed.fixes > 0 ? 1 : 0;
      for (const auto& [code, count] : serious(fixed.diagnostics)) {
        CAPTURE(code);
        CHECK(count <= (before.contains(code) ? before.at(code) : 0));
      }
      Files after = files;
      after[path] = fixed.document->text;
      const FixedFile again = fixed_in(after, path);
      CHECK(again.document->text == fixed.document->text);
      CHECK(codes(again.diagnostics) == codes(fixed.diagnostics));
    }
  }
  CHECK(changed > 8);
}
