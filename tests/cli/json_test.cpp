// --format json: valid by its schema, positions as in the protocol, on made-up trees and on the example
// workspace.
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>

#include "tests/cli/json_schema.h"
#include "tests/cli/made_report.h"
#include "tests/cli/program.h"
#include "tests/disk/scratch.h"
#include "tests/support/paths.h"

using baton::test::Ran;
using baton::test::run;
using baton::test::Scratch;
using Json = nlohmann::json;

namespace {

std::string faults_of(const Json& report) {
  return baton::test::faults_of(baton::testing::source_dir() + "/schemas/report.schema.json", report);
}

Json report_of(const std::string& folder, std::vector<std::string> arguments = {}) {
  arguments.insert(arguments.begin(), {"--check", "--format", "json"});
  const Ran ran = run(folder, arguments);
  CHECK(ran.out.ends_with("}\n"));
  Json report = Json::parse(ran.out);
  CHECK(faults_of(report) == "");
  return report;
}

}  // namespace

TEST_CASE("the schema refuses what is no report") {
  Json report = {{"version", 1},
                 {"files", 0},
                 {"diagnostics", Json::array()},
                 {"summary", {{"error", 0}, {"warning", 0}, {"information", 0}, {"hint", 0}}}};
  CHECK(faults_of(report) == "");
  Json other = report;
  other["version"] = 2;
  CHECK(faults_of(other) != "");
  other = report;
  other["diagnostics"].push_back({{"path", "a.md"}});
  CHECK(faults_of(other) != "");
  other = report;
  other["extra"] = true;
  CHECK(faults_of(other) != "");
}

TEST_CASE("a clean tree") {
  Scratch scratch;
  scratch.write("commands/a.md", "---\ndescription: D.\n---\n");
  const Ran ran = run(scratch.folder(), {"--check", "--format", "json"});
  CHECK(ran.out ==
        "{\"version\":1,\"files\":1,\"diagnostics\":[],\"summary\":{\"error\":0,\"warning\":0,"
        "\"information\":0,"
        "\"hint\":0}}\n");
}

TEST_CASE("positions are from 0, in UTF-16 units, and a byte-order mark is none") {
  Scratch scratch;
  scratch.write("commands/a.md", "\xEF\xBB\xBF\xF0\x9F\x8E\xAF [x](none.md)\n\n\xC3\xA9 [y](gone.md)\n");
  const Json report = report_of(scratch.folder());
  REQUIRE(report["diagnostics"].size() == 2);
  CHECK(report["diagnostics"][0]["range"] ==
        Json::parse(R"({"start":{"line":0,"character":7},"end":{"line":0,"character":14}})"));
  CHECK(report["diagnostics"][1]["range"] ==
        Json::parse(R"({"start":{"line":2,"character":6},"end":{"line":2,"character":13}})"));
  CHECK(report["diagnostics"][0]["path"] == "commands/a.md");
  CHECK(report["diagnostics"][0]["code"] == "broken-link");
  CHECK(report["diagnostics"][0]["severity"] == "error");
  CHECK(report["summary"]["error"] == 2);
  CHECK(report["files"] == 1);
}

TEST_CASE("paths and texts that are no UTF-8, files that cannot be judged") {
  Scratch scratch;
  scratch.write("commands/b\xFF\n.md", "---\ndescription: caf\xE9\n---\n[x](n\xE9.md)\n");
  scratch.write("commands/c.md", std::string("a\0b", 3));
  const Json report = report_of(scratch.folder());
  CHECK(report["files"] == 2);
  CHECK(report["diagnostics"][0]["path"] == "commands/b\xEF\xBF\xBD\n.md");
  CHECK(report["diagnostics"][0]["code"] == "file-unreadable");
}

TEST_CASE("the example workspace: nothing in the clean copy, valid reports in both") {
  const std::string examples = baton::testing::source_dir() + "/docs/examples";
  const Json clean = report_of(examples + "/clean");
  CHECK(clean["diagnostics"].empty());
  CHECK(clean["files"] > 5);
  const Json faulty = report_of(examples + "/faulty");
  CHECK(faulty["diagnostics"].size() > 10);
  bool related = false, fixes = false;
  for (const Json& diagnostic : faulty["diagnostics"]) {
    related = related || !diagnostic["related"].empty();
    fixes = fixes || !diagnostic["fixes"].empty();
  }
  CHECK(related);
  CHECK(fixes);
}

TEST_CASE("the real collections give valid reports, where they are at hand") {
  const std::string corpora = baton::testing::shared("corpora");
  if (corpora.empty()) return;
  const Json report = report_of(corpora);
  CHECK(report["files"] > 150);
  const Json& counts = report["summary"];
  CHECK(counts["error"].get<std::size_t>() + counts["warning"].get<std::size_t>() +
            counts["information"].get<std::size_t>() + counts["hint"].get<std::size_t>() ==
        report["diagnostics"].size());
}

TEST_CASE("a fix is offered only where the places of all its edits are known") {
  baton::Report report{"/w", {baton::test::file("/w/a.md", "one\ntwo\n")}};
  baton::Diagnostic& found =
      baton::test::find(report.files[0], baton::Severity::error, "unknown-agent", "two", "No.");
  found.fixes = {{"here", true, {{"/w/a.md", {{4, 7}, "2"}}}},
                 {"in a file that was not checked", false, {{"/w/b.md", {{4, 7}, "2"}}}},
                 {"a new file", false, {{"/w/c.md", {{0, 0}, "new"}}}}};
  const Json json = Json::parse(baton::report_json(report));
  CHECK(faults_of(json) == "");
  const Json& fixes = json["diagnostics"][0]["fixes"];
  REQUIRE(fixes.size() == 2);
  CHECK(fixes[0]["edits"][0]["range"]["start"] == Json{{"line", 1}, {"character", 0}});
  CHECK(fixes[1]["title"] == "a new file");
}
