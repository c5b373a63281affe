// --format junit: a file is a test, it fails by what --fail-on names, and every XML reader takes it.
#include <doctest/doctest.h>

#include <filesystem>
#include <string>

#include "server/cli/report.h"
#include "tests/cli/made_report.h"
#include "tests/cli/program.h"
#include "tests/cli/xml.h"
#include "tests/disk/scratch.h"
#include "tests/support/paths.h"

using baton::FileReport;
using baton::Report;
using baton::report_junit;
using baton::Severity;
using baton::test::Element;
using baton::test::file;
using baton::test::find;

namespace {

// The suite, after looking at what stands around it.
Element suite_of(const std::string& xml) {
  const Element root = baton::test::XmlReader(xml).read();
  CHECK(root.name == "testsuites");
  REQUIRE(root.children.size() == 1);
  const Element suite = root.children[0];
  std::size_t failures = 0, errors = 0;
  for (const Element& test : suite.children) {
    CHECK(test.name == "testcase");
    for (const Element& part : test.children) {
      failures += part.name == "failure" ? 1 : 0;
      errors += part.name == "error" ? 1 : 0;
    }
  }
  for (const Element& counted : {root, suite}) {
    CHECK(counted.attributes.at("tests") == std::to_string(suite.children.size()));
    CHECK(counted.attributes.at("failures") == std::to_string(failures));
    CHECK(counted.attributes.at("errors") == std::to_string(errors));
  }
  return suite;
}

}  // namespace

TEST_CASE("a whole report, byte for byte") {
  FileReport a = file("/w/commands/a.md", "one two\nthree\n");
  find(a, Severity::error, "unknown-agent", "two", "There is no agent \"two\".");
  find(a, Severity::warning, "phase-order", "three", "Too low.");
  const FileReport b = file("/w/commands/b.md", "x\n");
  CHECK(report_junit({"/w", {a, b}}, Severity::error) ==
        R"(<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="baton" tests="2" failures="1" errors="0" time="0">
  <testsuite name="baton" tests="2" failures="1" errors="0" skipped="0" time="0">
    <testcase classname="baton" name="commands/a.md" file="commands/a.md" time="0">
      <failure type="error" message="There is no agent &quot;two&quot;.">commands/a.md:1:5: error: There is no agent &quot;two&quot;. [unknown-agent]
    1 | one two
      |     ^^^
</failure>
      <system-out>commands/a.md:2:1: warning: Too low. [phase-order]
    2 | three
      | ^^^^^
</system-out>
    </testcase>
    <testcase classname="baton" name="commands/b.md" file="commands/b.md" time="0"/>
  </testsuite>
</testsuites>
)");
}

TEST_CASE("--fail-on says what is a failure; a file has one, however much is in it") {
  FileReport a = file("/w/a.md", "one two three\n");
  find(a, Severity::hint, "alias-key", "one", "H.");
  find(a, Severity::warning, "phase-order", "two", "W.");
  find(a, Severity::error, "unknown-agent", "three", "E.");
  const Report report{"/w", {a}};
  const Element all = suite_of(report_junit(report, Severity::hint)).children[0];
  REQUIRE(all.children.size() == 1);
  CHECK(all.children[0].name == "failure");
  CHECK(all.children[0].attributes.at("type") == "error");
  CHECK(all.children[0].attributes.at("message") == "1 error, 1 warning, 1 hint");
  CHECK(all.children[0].text.find("H. [alias-key]") < all.children[0].text.find("W. [phase-order]"));
  const Element some = suite_of(report_junit(report, Severity::warning)).children[0];
  REQUIRE(some.children.size() == 2);
  CHECK(some.children[0].attributes.at("message") == "1 error, 1 warning");
  CHECK(some.children[0].text.find("H.") == std::string::npos);
  CHECK(some.children[1].name == "system-out");
  CHECK(some.children[1].text.starts_with("a.md:1:1: hint: H. [alias-key]\n"));
  const Element none = suite_of(report_junit(report, {})).children[0];
  REQUIRE(none.children.size() == 1);
  CHECK(none.children[0].name == "system-out");
  CHECK(none.children[0].text.find("E. [unknown-agent]") != std::string::npos);
}

TEST_CASE("a file that Baton failed on is an error, not a failure") {
  FileReport a = file("/w/a.md", "x\n");
  find(a, Severity::error, "file-unreadable", "x", "this file cannot be read.");
  a.fault = "cannot be read (<no> permission)";
  const Element test = suite_of(report_junit({"/w", {a}}, Severity::error)).children[0];
  REQUIRE(test.children.size() == 2);
  CHECK(test.children[0].name == "error");
  CHECK(test.children[0].attributes.at("message") == "cannot be read (<no> permission)");
  CHECK(test.children[1].text.find("[file-unreadable]") != std::string::npos);
}

TEST_CASE("markup, control characters and what is no character of XML") {
  const std::string odd =
      "]]> <failure/> & \" ' \x1b[31m \xEF\xBF\xBE\xEF\xBF\xBF \xFF \xED\xA0\x80 \xC2\x85 \t";
  FileReport a = file("/w/<a>&\"\n\x01.md", odd + "\n");
  find(a, Severity::error, "unknown-agent", "<failure/>", odd + "\r\n" + std::string(1, '\0'));
  const Element test = suite_of(report_junit({"/w", {a}}, Severity::error)).children[0];
  CHECK(test.attributes.at("name") == "<a>&\"\\n\\x01.md");
  const std::string fine =
      "]]> <failure/> & \" ' \\x1b[31m \xEF\xBF\xBD\xEF\xBF\xBD \xEF\xBF\xBD "
      "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD \\x85 \\t\\r\\n\\x00";
  REQUIRE(test.children.size() == 1);
  CHECK(test.children[0].attributes.at("message") == fine);
  CHECK(test.children[0].text.starts_with("<a>&\"\\n\\x01.md:1:5: error: " + fine + " [unknown-agent]\n"));
}

TEST_CASE("no files are no tests") {
  CHECK(suite_of(report_junit({"/w", {}}, Severity::error)).children.empty());
}

TEST_CASE("the example workspaces and odd files, from end to end") {
  const std::string examples = baton::testing::source_dir() + "/docs/examples";
  const auto faulty = baton::test::run(examples + "/faulty", {"--check", "--format", "junit"});
  CHECK(faulty.exit_code == 1);
  CHECK(std::stoi(suite_of(faulty.out).attributes.at("failures")) > 3);
  const auto clean = baton::test::run(examples + "/clean", {"--check", "--format", "junit"});
  CHECK(clean.exit_code == 0);
  CHECK(suite_of(clean.out).attributes.at("failures") == "0");
  baton::test::Scratch scratch;
  scratch.write("commands/b\xFF\n.md", "---\ndescription: caf\xE9\n---\n[x](n\xE9\x1b.md)\n");
  scratch.write("commands/c.md", std::string("a\0b", 3));
  const auto odd = baton::test::run(scratch.folder(), {"--check", "--format", "junit", "--fail-on", "hint"});
  CHECK(odd.exit_code == 1);
  CHECK(suite_of(odd.out).attributes.at("failures") == "2");
}

TEST_CASE("the real collections give XML that can be read, where they are at hand") {
  const std::string corpora = baton::testing::shared("corpora");
  if (corpora.empty()) return;
  const auto ran = baton::test::run(corpora, {"--check", "--format", "junit", "--fail-on", "hint"});
  CHECK(suite_of(ran.out).children.size() > 150);
}
