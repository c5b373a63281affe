// --format sarif: valid by the published schema, and the fields that code scanning and viewers live on.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "server/checks/check.h"
#include "server/cli/report.h"
#include "server/cli/version.h"
#include "tests/cli/json_schema.h"
#include "tests/cli/made_report.h"
#include "tests/cli/program.h"
#include "tests/disk/scratch.h"
#include "tests/support/paths.h"

using baton::FileReport;
using baton::Report;
using baton::Severity;
using baton::test::file;
using baton::test::find;
using Json = nlohmann::json;

namespace {

// The one run of a report that the schema has nothing against, where the schema is at hand.
Json run_of(const std::string& sarif) {
  CHECK(sarif.ends_with("}\n"));
  const Json log = Json::parse(sarif);
  const std::string schema = baton::testing::shared("standards/sarif-2.1.0.json");
  if (!schema.empty()) CHECK(baton::test::faults_of(schema, log) == "");
  CHECK(log["version"] == "2.1.0");
  REQUIRE(log["runs"].size() == 1);
  const Json run = log["runs"][0];
  // What a schema cannot say: each result points at the rule it names, and fingerprints are nobody else's.
  std::set<std::string> fingerprints;
  for (const Json& result : run["results"]) {
    const Json& rule = run["tool"]["driver"]["rules"].at(result["ruleIndex"].get<std::size_t>());
    CHECK(rule["id"] == result["ruleId"]);
    CHECK(fingerprints.insert(result["partialFingerprints"]["baton/v1"]).second);
  }
  return run;
}

Json run_of(const Report& report) {
  return run_of(baton::report_sarif(report));
}

Json run_in(const std::string& folder) {
  return run_of(baton::test::run(folder, {"--check", "--format", "sarif"}).out);
}

Json region(int line, int column, int end_line, int end_column) {
  return {{"startLine", line}, {"startColumn", column}, {"endLine", end_line}, {"endColumn", end_column}};
}

std::string fingerprint(const Json& run, std::size_t result) {
  return run["results"][result]["partialFingerprints"]["baton/v1"];
}

}  // namespace

TEST_CASE("the schema at hand refuses what is no SARIF") {
  const std::string schema = baton::testing::shared("standards/sarif-2.1.0.json");
  if (schema.empty()) return;
  const Json good = Json::parse(baton::report_sarif({"/w", {}}));
  CHECK(baton::test::faults_of(schema, good) == "");
  Json bad = good;
  bad["runs"][0]["columnKind"] = "bytes";
  CHECK(baton::test::faults_of(schema, bad) != "");
  bad = good;
  bad["runs"][0]["results"].push_back({{"ruleId", "x"}});  // no message
  CHECK(baton::test::faults_of(schema, bad) != "");
  bad = good;
  bad["runs"][0]["tool"]["driver"]["rules"][0]["defaultConfiguration"]["level"] = "hint";
  CHECK(baton::test::faults_of(schema, bad) != "");
}

TEST_CASE("one finding") {
  FileReport a = file("/w/commands/a b.md", "\xEF\xBB\xBF\xF0\x9F\x8E\xAF two\nthree\n");
  find(a, Severity::error, "unknown-agent", "two", "There is no agent \"two\".");
  const Json run = run_of(Report{"/w", {a}});
  CHECK(run["columnKind"] == "utf16CodeUnits");
  REQUIRE(run["results"].size() == 1);
  const Json& result = run["results"][0];
  CHECK(result["ruleId"] == "unknown-agent");
  CHECK(result["level"] == "error");
  CHECK(result["message"] == Json{{"text", "There is no agent \"two\"."}});
  const Json location = {{"physicalLocation",
                          {{"artifactLocation", {{"uri", "commands/a%20b.md"}, {"uriBaseId", "%SRCROOT%"}}},
                           {"region", region(1, 4, 1, 7)}}}};
  CHECK(result["locations"] == Json::array({location}));
  CHECK(!result.contains("fixes"));
  CHECK(!result.contains("relatedLocations"));
  CHECK(run["originalUriBaseIds"].contains("%SRCROOT%"));
  CHECK(run["invocations"] == Json::parse(R"([{"executionSuccessful": true}])"));
}

TEST_CASE("all checks are rules, with their pages") {
  const Json run = run_of(Report{"/w", {}});
  CHECK(run["results"] == Json::array());
  const Json& driver = run["tool"]["driver"];
  CHECK(driver["name"] == "Baton");
  CHECK(driver["semanticVersion"] == baton::version);
  REQUIRE(driver["rules"].size() == baton::all_checks().size());
  for (std::size_t i = 0; i < driver["rules"].size(); ++i) {
    const Json& rule = driver["rules"][i];
    const baton::Check& check = baton::all_checks()[i];
    CHECK(rule["id"] == check.code);
    CHECK(rule["shortDescription"]["text"] == check.summary);
    const std::string full = rule["fullDescription"]["text"];
    CHECK(!full.empty());
    CHECK(full.size() <= 1024);  // code scanning cuts what is longer
    const std::string page(baton::check_page(check.code));
    REQUIRE(rule.contains("help") == !page.empty());
    if (page.empty()) continue;
    CHECK(rule["help"] == Json{{"text", page}, {"markdown", page}});
    CHECK(page.find(full) != std::string::npos);
    CHECK(rule["helpUri"].get<std::string>().ends_with("/" + std::string(check.code) + ".md"));
  }
  const auto& rules = driver["rules"];
  const auto level_of = [&](const std::string& id) {
    return std::find_if(rules.begin(), rules.end(), [&](const Json& rule) { return rule["id"] == id; })
        ->at("defaultConfiguration")
        .at("level");
  };
  CHECK(level_of("unknown-agent") == "error");
  CHECK(level_of("phase-order") == "warning");
  CHECK(level_of("optional-agent-missing") == "note");
  CHECK(level_of("alias-key") == "note");
}

TEST_CASE("information and hints are notes, and a configured severity is the result's alone") {
  FileReport a = file("/w/a.md", "one two three\n");
  find(a, Severity::information, "optional-agent-missing", "one", "I.");
  find(a, Severity::hint, "alias-key", "two", "H.");
  find(a, Severity::warning, "unknown-agent", "three", "W.");
  const Json results = run_of(Report{"/w", {a}})["results"];
  CHECK(results[0]["level"] == "note");
  CHECK(results[1]["level"] == "note");
  CHECK(results[2]["level"] == "warning");
}

TEST_CASE("paths become URIs: every byte kept, nothing above the root") {
  FileReport odd = file("/w/x:1/\xC3\xA9%[#]?\xFF\n.md", "x\n");
  find(odd, Severity::error, "unknown-agent", "x", "m");
  FileReport outside = file("/elsewhere/b c.md", "x\n");
  find(outside, Severity::error, "unknown-agent", "x", "m");
  const Json results = run_of(Report{"/w", {outside, odd}})["results"];
  const auto place = [&](std::size_t i) {
    return results[i]["locations"][0]["physicalLocation"]["artifactLocation"];
  };
  CHECK(place(0) == Json{{"uri", "file:///elsewhere/b%20c.md"}});
  CHECK(place(1) == Json{{"uri", "x%3A1/%C3%A9%25%5B%23%5D%3F%FF%0A.md"}, {"uriBaseId", "%SRCROOT%"}});
}

TEST_CASE("related places and fixes") {
  FileReport a = file("/w/a.md", "x: 1\nx: 2\n");
  const FileReport b = file("/w/b.md", "one\ntwo\n");
  baton::Diagnostic& found = find(a, Severity::error, "duplicate-key", "x", "Twice.", 1);
  const baton::RelatedPlace first{baton::place_in("/w/a.md", *a.document, {0, 1}), "the first"};
  found.related = {first, first};
  found.fixes = {
      {"Rename", true, {{"/w/a.md", {{5, 6}, "y"}}, {"/w/b.md", {{4, 7}, ""}}, {"/w/a.md", {{9, 9}, "\n"}}}},
      {"Make a file", false, {{"/w/new.md", {{0, 0}, "text"}}}},
      {"In a file that was not checked", false, {{"/w/far.md", {{5, 6}, "y"}}}},
      {"Nothing", false, {}}};
  const Json result = run_of(Report{"/w", {a, b}})["results"][0];
  REQUIRE(result["relatedLocations"].size() == 1);
  CHECK(result["relatedLocations"][0]["message"]["text"] == "the first");
  CHECK(result["relatedLocations"][0]["physicalLocation"]["region"] == region(1, 1, 1, 2));
  REQUIRE(result["fixes"].size() == 2);
  const Json& rename = result["fixes"][0];
  CHECK(rename["description"]["text"] == "Rename");
  CHECK(rename["properties"]["safe"] == true);
  REQUIRE(rename["artifactChanges"].size() == 2);
  const Json in_a = rename["artifactChanges"][0];
  CHECK(in_a["artifactLocation"]["uri"] == "a.md");
  REQUIRE(in_a["replacements"].size() == 2);
  CHECK(in_a["replacements"][0] ==
        Json{{"deletedRegion", region(2, 1, 2, 2)}, {"insertedContent", {{"text", "y"}}}});
  CHECK(in_a["replacements"][1] ==
        Json{{"deletedRegion", region(2, 5, 2, 5)}, {"insertedContent", {{"text", "\n"}}}});
  CHECK(rename["artifactChanges"][1]["replacements"][0]["insertedContent"]["text"] == "");
  CHECK(result["fixes"][1]["artifactChanges"][0]["replacements"][0]["deletedRegion"] == region(1, 1, 1, 1));
}

TEST_CASE("fingerprints stay when lines move, and tell equal findings apart") {
  const auto findings = [](const std::string& path, const std::string& text, int count) {
    FileReport a = file(path, text);
    for (int i = 0; i < count; ++i) find(a, Severity::error, "unknown-agent", "two", "m", i);
    return run_of(Report{"/w", {a}});
  };
  const Json before = findings("/w/a.md", "one two\ntwo\n", 2);
  CHECK(fingerprint(before, 0).size() == 32);
  const Json moved = findings("/w/a.md", "new\r\n\r\nline one two\r\n\r\ntwo\r\n", 2);
  CHECK(fingerprint(moved, 0) == fingerprint(before, 0));
  CHECK(fingerprint(moved, 1) == fingerprint(before, 1));
  CHECK(fingerprint(findings("/w/b.md", "one two\ntwo\n", 1), 0) != fingerprint(before, 0));
  FileReport other = file("/w/a.md", "one two\n");
  find(other, Severity::error, "ambiguous-agent", "two", "m");
  CHECK(fingerprint(run_of(Report{"/w", {other}}), 0) != fingerprint(before, 0));
  // A text over several lines is the same with either line end.
  FileReport unix_text = file("/w/a.md", "a\nb\n"), windows_text = file("/w/a.md", "a\r\nb\r\n");
  find(unix_text, Severity::error, "task-syntax", "a\nb", "m");
  find(windows_text, Severity::error, "task-syntax", "a\r\nb", "m");
  CHECK(fingerprint(run_of(Report{"/w", {unix_text}}), 0) ==
        fingerprint(run_of(Report{"/w", {windows_text}}), 0));
  // Written down: it must not change from one version of Baton to the next.
  CHECK(fingerprint(before, 0) == "5f727578caffeca4528d7a48ae19a928");
}

TEST_CASE("a stranger's words make no link of a message, and bytes that are no UTF-8 no broken report") {
  FileReport a = file("/w/a.md", "x\n");
  find(a, Severity::error, "unknown-agent", "x", "[x](1) \\](2) \\\\](3) [y] (z) \xFF {phase1.a.output}");
  const Json result = run_of(Report{"/w", {a}})["results"][0];
  CHECK(result["message"]["text"] == "[x\\](1) \\](2) \\\\\\](3) [y] (z) \xEF\xBF\xBD {phase1.a.output}");
}

TEST_CASE("where Baton failed, the run says so") {
  FileReport a = file("/w/a b.md", "x\n");
  a.fault = "made Baton fail (why)";
  const Json invocation = run_of(Report{"/w", {a}})["invocations"][0];
  CHECK(invocation["executionSuccessful"] == false);
  REQUIRE(invocation["toolExecutionNotifications"].size() == 1);
  const Json& notification = invocation["toolExecutionNotifications"][0];
  CHECK(notification["level"] == "error");
  CHECK(notification["message"]["text"] == "a b.md made Baton fail (why)");
  CHECK(notification["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "a%20b.md");
}

TEST_CASE("a file that nothing could be read of has its first line") {
  FileReport a{"/w/a.md", nullptr, {}, {}};
  a.diagnostics.emplace_back().code = "file-unreadable";
  const Json result = run_of(Report{"/w", {a}})["results"][0];
  CHECK(result["locations"][0]["physicalLocation"]["region"] == region(1, 1, 1, 1));
}

TEST_CASE("the example workspaces, from end to end") {
  const std::string examples = baton::testing::source_dir() + "/docs/examples";
  CHECK(run_in(examples + "/clean")["results"].empty());
  const Json results = run_in(examples + "/faulty")["results"];
  CHECK(results.size() > 10);
  bool related = false, fixes = false;
  for (const Json& result : results) {
    related = related || result.contains("relatedLocations");
    fixes = fixes || result.contains("fixes");
  }
  CHECK(related);
  CHECK(fixes);
}

TEST_CASE("odd names and bytes, from end to end") {
  baton::test::Scratch scratch;
  scratch.write("commands/b\xFF\n.md", "---\ndescription: caf\xE9\n---\n[x](n\xE9.md)\n");
  scratch.write("commands/c.md", std::string("a\0b", 3));
  const Json results = run_in(scratch.folder())["results"];
  CHECK(results.size() >= 2);
  CHECK(results[0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "commands/b%FF%0A.md");
}

TEST_CASE("the real collections give valid logs, where they are at hand") {
  const std::string corpora = baton::testing::shared("corpora");
  if (corpora.empty()) return;
  const Json run = run_in(corpora);
  CHECK(run["results"].size() > 300);
  CHECK(run["invocations"][0]["executionSuccessful"] == true);
}
