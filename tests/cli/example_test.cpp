// The two example workspaces as a user meets them: nothing to say of the clean one, and one fault of each
// kind in the other, each where docs/examples/faulty/EXPECTED.txt has it.
//   UPDATE_FIXTURES=1 test_cli -tc='*example*'    rewrites that list; read the difference
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <string>
#include <tuple>
#include <vector>

#include "server/checks/check.h"
#include "tests/cli/program.h"
#include "tests/support/paths.h"
#include "tests/support/text_of.h"

namespace fs = std::filesystem;
using baton::test::Ran;
using baton::test::run;
using baton::testing::text_of;
using Json = nlohmann::json;

namespace {

const fs::path examples = fs::path(baton::testing::source_dir()) / "docs/examples";

Json report_of(const std::string& example) {
  const Ran ran = run((examples / example).string(), {"--check", "--format", "json"});
  CHECK(ran.err == "");
  return Json::parse(ran.out);
}

// "path:line code", one a line, by place.
std::string list_of(const Json& report) {
  std::vector<std::tuple<std::string, int, std::string>> rows;
  for (const Json& found : report["diagnostics"])
    rows.emplace_back(found["path"], found["range"]["start"]["line"].get<int>() + 1, found["code"]);
  std::sort(rows.begin(), rows.end());
  std::string out;
  for (const auto& [path, line, code] : rows) out += path + ':' + std::to_string(line) + ' ' + code + '\n';
  return out;
}

}  // namespace

TEST_CASE("the clean example has no finding at all") {
  const Json report = report_of("clean");
  CHECK(report["files"] == 12);  // three commands, six agents, three manifests
  CHECK(list_of(report) == "");
}

TEST_CASE("the faulty example has a fault of each kind, where the list has it") {
  const Json report = report_of("faulty");
  const std::string found = list_of(report);
  const fs::path list = examples / "faulty/EXPECTED.txt";
  if (std::getenv("UPDATE_FIXTURES") != nullptr) std::ofstream(list, std::ios::binary) << found;
  CHECK(found == text_of(list));

  std::set<std::string> planted, all;
  for (const Json& diagnostic : report["diagnostics"]) planted.insert(diagnostic["code"]);
  for (const baton::Check& check : baton::all_checks()) all.insert(std::string(check.code));
  CHECK(planted == all);
}

// What the guides show is what the program says of the faulty example: each finding, and the lines that
// belong to it.
TEST_CASE("the findings that README.md and docs/cli.md show are real") {
  const std::string text = run((examples / "faulty").string(), {"--check", "--color", "never"}).out;
  const std::string annotations = run((examples / "faulty").string(), {"--check", "--format", "github"}).out;
  const fs::path root = baton::testing::source_dir();
  for (const auto& [page, shown] : {std::pair("README.md", 1), std::pair("docs/cli.md", 2)}) {
    std::istringstream lines(text_of(root / page));
    std::string block;
    int found = 0;
    for (std::string line; std::getline(lines, line);) {
      const bool first = line.starts_with("plugins/") && line.ends_with("]");
      const bool annotation = line.starts_with("::error ");
      if (first || annotation || (!block.empty() && line.starts_with("  "))) {
        found += first || annotation ? 1 : 0;
        block += line + "\n";
        CHECK_MESSAGE((annotation ? annotations : text).find(block) != std::string::npos, page, ": ", block);
      }
      if (annotation || !line.starts_with(first ? "plugins/" : "  ")) block.clear();
    }
    CHECK(found == shown);
  }
}

TEST_CASE("the faulty example is the clean one, changed") {
  for (const auto& entry : fs::recursive_directory_iterator(examples / "clean")) {
    if (!entry.is_regular_file()) continue;
    const fs::path name = fs::relative(entry.path(), examples / "clean");
    CHECK_MESSAGE(fs::exists(examples / "faulty" / name), name.string(), " is missing in the faulty example");
  }
}
