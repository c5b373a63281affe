// What Baton says of files that nobody here wrote: counted per code and severity, and every kind of finding
// judged by a person in <collection>.md. A count that moves is read again, file by file, before it is
// accepted.
//   UPDATE_FIXTURES=1 test_corpora     rewrites the counts and keeps the words; read the difference
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <string>
#include <vector>

#include "tests/corpora/collection.h"
#include "tests/corpora/verdict.h"

namespace fs = std::filesystem;
using namespace baton;
using namespace baton::testing;

namespace {

const std::string not_there = "NOT TESTED: shared/corpora is not beside the repository";
constexpr std::size_t shortest_reason = 30;  // of a sentence that says something

std::string described(const Finding& finding) {
  return place_of(finding) + ": " + finding.severity + ": " + finding.message + " [" + finding.code + "]";
}

std::string some_of(const std::vector<Finding>& findings, const VerdictKey& key) {
  std::string out;
  int shown = 0;
  for (const Finding& finding : findings)
    if (VerdictKey{finding.code, finding.severity} == key && ++shown <= 5) out += "\n  " + described(finding);
  return out;
}

void compare_counts(const Verdict& verdict, const std::map<VerdictKey, std::size_t>& counts,
                    const std::vector<Finding>& findings) {
  for (const auto& [key, count] : counts) {
    const auto row = verdict.rows.find(key);
    const std::size_t pinned = row == verdict.rows.end() ? 0 : row->second.count;
    CHECK_MESSAGE(pinned == count, key.first, " (", key.second, "): pinned ", pinned, ", found ", count,
                  some_of(findings, key));
    if (row != verdict.rows.end())
      CHECK_MESSAGE(row->second.why.size() >= shortest_reason, key.first, " (", key.second,
                    ") has no sentence that says why these findings are right", some_of(findings, key));
  }
  for (const auto& [key, row] : verdict.rows)
    CHECK_MESSAGE(counts.contains(key), key.first, " (", key.second, "): pinned ", row.count, ", found none");
}

void compare(const std::string& name, const std::vector<Finding>& findings) {
  std::map<VerdictKey, std::size_t> counts;
  for (const Finding& finding : findings) ++counts[{finding.code, finding.severity}];
  const fs::path page = fs::path(source_dir()) / "tests/corpora" / (name + ".md");
  const std::string text = text_of(page);
  Verdict verdict = read_verdict(text);
  for (const std::string& fault : verdict.faults) FAIL_CHECK(page.filename().string(), ": ", fault);
  if (std::getenv("UPDATE_FIXTURES") != nullptr && verdict.faults.empty()) {
    verdict = with_counts(std::move(verdict), counts);
    if (write_verdict(verdict) != text) {
      std::ofstream(page, std::ios::binary) << write_verdict(verdict);
      MESSAGE("rewritten: ", page.filename().string());
    }
  }
  compare_counts(verdict, counts, findings);
  for (const VerdictExample& example : verdict.examples) {
    const bool found = std::ranges::any_of(findings, [&](const Finding& finding) {
      return finding.code == example.code && place_of(finding) == example.place;
    });
    CHECK_MESSAGE(found, page.filename().string(), ": ", example.code, " is not found at ", example.place);
  }
}

}  // namespace

TEST_CASE("myclaude: each kind of finding is counted and judged") {
  const std::string collection = shared_path("corpora/myclaude");
  if (collection.empty()) {
    MESSAGE(not_there);
    return;
  }
  const LoadedWorkspace loaded = load(collection, collection);
  CHECK(loaded.troubles.empty());
  CHECK(std::ranges::count(loaded.files, FileKind::command, &LoadedFile::kind) == 48);
  CHECK(std::ranges::count(loaded.files, FileKind::agent, &LoadedFile::kind) == 73);
  CHECK(std::ranges::count(loaded.files, FileKind::skill, &LoadedFile::kind) == 114);
  compare("myclaude", findings_of(loaded, collection));
}

TEST_CASE("myclaude: the folder in which one stands changes no finding") {
  const std::string collection = shared_path("corpora/myclaude");
  if (collection.empty()) {
    MESSAGE(not_there);
    return;
  }
  const std::string above(path::parent(collection));
  std::vector<Finding> inside = findings_of(load(collection, collection), collection);
  std::vector<Finding> outside = findings_of(load(above, collection), collection);
  REQUIRE(inside.size() == outside.size());
  REQUIRE(!inside.empty());
  for (std::size_t i = 0; i < inside.size(); ++i) {
    inside[i].message.clear();  // may tell a path from the root
    outside[i].message.clear();
    CHECK_MESSAGE(inside[i] == outside[i], described(inside[i]), "\n", described(outside[i]));
  }
}

TEST_CASE("wshobson-commands: judged where its authors say that it belongs, in .claude/commands") {
  const std::string collection = shared_path("corpora/wshobson-commands");
  if (collection.empty()) {
    MESSAGE(not_there);
    return;
  }
  const baton::test::Scratch scratch;
  const std::string commands = copy_into_claude(scratch, collection);
  const LoadedWorkspace loaded = load(scratch.folder(), scratch.folder());
  CHECK(loaded.troubles.empty());
  const std::size_t about = 2;  // examples/tdd-examples.md and .github/CODE_OF_CONDUCT.md stand there too
  CHECK(loaded.files.size() == 57 + about);
  compare("wshobson-commands", findings_of(loaded, commands));
}

TEST_CASE(
    "wshobson-commands: at its own root nothing says that its files are commands, unless one stands in "
    "commands/ or says so") {
  const std::string collection = shared_path("corpora/wshobson-commands");
  if (collection.empty()) {
    MESSAGE(not_there);
    return;
  }
  CHECK(load(collection, collection).files.empty());
  const baton::test::Scratch scratch;
  const std::string commands = scratch.path("commands");
  fs::copy(collection, commands, fs::copy_options::recursive);
  CHECK(load(commands, commands).files.size() == 57);
  const std::string elsewhere = scratch.path("elsewhere");
  fs::rename(commands, elsewhere);
  CHECK(load(elsewhere, elsewhere).files.empty());
  scratch.write("elsewhere/.baton.yaml", "files:\n  commands: [\"tools/*.md\", \"workflows/*.md\"]\n");
  CHECK(load(elsewhere, elsewhere).files.size() == 57 + 1);  // the configuration itself
}
