// Every fixture in fixtures/ and every example on the pages of docs/checks, each judged by all checks.
//   test_checks -sc=broken-link.txt       one fixture
//   UPDATE_FIXTURES=1 test_checks         rewrites the fixtures with what is found; read the difference
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "tests/support/check_page.h"
#include "tests/support/fixture_run.h"
#include "tests/support/paths.h"
#include "tests/support/text_of.h"

namespace fs = std::filesystem;
using namespace baton;
using namespace baton::testing;

namespace {

const fs::path fixtures = fs::path(baton::testing::source_dir()) / "tests/checks/fixtures";
const fs::path pages = fs::path(baton::testing::source_dir()) / "docs/checks";

std::vector<fs::path> files_in(const fs::path& folder, const std::string& extension) {
  std::vector<fs::path> found;
  for (const auto& entry : fs::directory_iterator(folder))
    if (entry.path().extension() == extension) found.push_back(entry.path());
  std::sort(found.begin(), found.end());
  REQUIRE(!found.empty());
  return found;
}

void expect_none(const std::string& where, const std::vector<std::string>& complaints) {
  for (const std::string& complaint : complaints) FAIL_CHECK(where, ", ", complaint);
  CHECK(complaints.empty());
}

std::string lines_of(const std::vector<JudgedFile>& judged) {
  std::string out;
  for (const JudgedFile& file : judged)
    for (const Remark& remark : file.remarks)
      out += "\n  line " + std::to_string(remark.line + 1) + " of its text: " + remark_line(remark);
  return out.empty() ? "\n  nothing is found" : out;
}

}  // namespace

TEST_CASE("fixtures: what is found is what is expected") {
  const bool update = std::getenv("UPDATE_FIXTURES") != nullptr;
  for (const fs::path& path : files_in(fixtures, ".txt")) {
    const std::string name = path.filename().string();
    SUBCASE(name.c_str()) {
      const std::string source = text_of(path);
      Fixture fixture = read_fixture(source);
      const std::vector<JudgedFile> judged = judge(fixture);
      if (update && fixture.faults.empty()) {
        fixture = read_fixture(write_fixture(with_findings(fixture, judged)));
        if (write_fixture(fixture) != source) {
          std::ofstream(path, std::ios::binary) << write_fixture(fixture);
          MESSAGE("rewritten: ", name);
        }
      }
      expect_none("tests/checks/fixtures/" + name, complaints(fixture, judged));
    }
  }
}

TEST_CASE("pages: the bad example shows the fault, the good one is good") {
  for (const fs::path& path : files_in(pages, ".md")) {
    const std::string code = path.stem().string();
    if (code == "index") continue;
    SUBCASE(code.c_str()) {
      const CheckPage page = read_check_page(text_of(path));
      CHECK_MESSAGE(page.title == code, path.filename().string(), " has the title ", page.title);
      for (const PageExample& example : page.examples) {
        const std::string where =
            "docs/checks/" + code + ".md, example on line " + std::to_string(example.line);
        CAPTURE(where);
        const Fixture fixture = read_fixture(example.text, "/w/plugins/demo/commands/example.md");
        const std::vector<JudgedFile> judged = judge(fixture);
        expect_none(where, unmet(fixture, judged));
        bool shown = false, faultless = true;
        for (const JudgedFile& file : judged) {
          for (const Diagnostic& diagnostic : file.diagnostics) {
            shown = shown || diagnostic.code == code;
            faultless = faultless && diagnostic.severity > Severity::warning;
          }
        }
        if (example.section == "Bad")
          CHECK_MESSAGE(shown, "the fault is not found:", lines_of(judged));
        else
          CHECK_MESSAGE((faultless && !shown), "a fault is found:", lines_of(judged));
      }
    }
  }
}
