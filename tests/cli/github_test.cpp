// --format github: one workflow command a line, escaped as the runner of GitHub Actions reads it back.
#include <doctest/doctest.h>

#include <string>

#include "server/cli/report.h"
#include "tests/cli/made_report.h"
#include "tests/cli/program.h"
#include "tests/disk/scratch.h"
#include "tests/support/paths.h"

using baton::FileReport;
using baton::Report;
using baton::report_github;
using baton::Severity;
using baton::test::file;
using baton::test::find;

TEST_CASE("each severity has its command; hints are only counted") {
  FileReport a = file("/w/commands/a.md", "one two\nthree four\n");
  find(a, Severity::error, "unknown-agent", "two", "There is no agent \"two\".");
  find(a, Severity::warning, "phase-order", "three", "Too low.");
  find(a, Severity::information, "optional-agent-missing", "four", "Not here.");
  find(a, Severity::hint, "alias-key", "one", "Older.");
  CHECK(report_github({"/w", {a}}) ==
        "::error file=commands/a.md,line=1,col=5,endLine=1,endColumn=8,title=unknown-agent::"
        "There is no agent \"two\".\n"
        "::warning file=commands/a.md,line=2,col=1,endLine=2,endColumn=6,title=phase-order::Too low.\n"
        "::notice file=commands/a.md,line=2,col=7,endLine=2,endColumn=11,title=optional-agent-missing::"
        "Not here.\n"
        "1 file checked: 1 error, 1 warning, 1 information, 1 hint\n");
}

TEST_CASE("nothing found: the counts stand alone and are no command") {
  CHECK(report_github({"/w", {}}) == "0 files checked: nothing to report\n");
  CHECK(report_github({"/w", {file("/w/a.md", "x")}}) == "1 file checked: nothing to report\n");
}

TEST_CASE("what would end a property or a line is escaped, in a message less than in a property") {
  FileReport odd = file("/w/a,b:c%41\n\x1b[31m::d\xFF.md", "x\n");
  find(odd, Severity::error, "unknown-agent", "x", "50%: a, b::c\r\n::error::forged\x1b[31m %0A \xFF");
  CHECK(report_github({"/w", {odd}}) ==
        "::error file=a%2Cb%3Ac%2541\\n\\x1b[31m%3A%3Ad\xEF\xBF\xBD.md,line=1,col=1,endLine=1,endColumn=2,"
        "title=unknown-agent::50%25: a, b::c\\r\\n::error::forged\\x1b[31m %250A \xEF\xBF\xBD\n"
        "1 file checked: 1 error\n");
}

TEST_CASE("columns are characters, and stand only where the place is within one line") {
  FileReport a = file("/w/a.md", "\xEF\xBB\xBF\xF0\x9F\x8E\xAF xy\nsecond\nthird\n");
  find(a, Severity::error, "task-syntax", "xy", "m");
  find(a, Severity::error, "task-syntax", "xy\nsec", "m");
  find(a, Severity::error, "task-syntax", "xy\n", "m");
  find(a, Severity::error, "task-syntax", "xy\nsecond\n", "m");
  CHECK(report_github({"/w", {a}}) ==
        "::error file=a.md,line=1,col=3,endLine=1,endColumn=5,title=task-syntax::m\n"
        "::error file=a.md,line=1,endLine=2,title=task-syntax::m\n"
        "::error file=a.md,line=1,col=3,endLine=1,title=task-syntax::m\n"
        "::error file=a.md,line=1,endLine=2,title=task-syntax::m\n"
        "1 file checked: 4 errors\n");
}

TEST_CASE("related places follow as lines of the message; a file without a text has its first line") {
  FileReport a = file("/w/a.md", "x: 1\nx: 2\n");
  find(a, Severity::error, "duplicate-key", "x", "\"x\" is here twice.", 1).related = {
      {baton::place_in("/w/a.md", *a.document, {0, 1}), "the first 100%"}};
  FileReport b{"/w/b.md", nullptr, {}, {}};
  b.diagnostics.emplace_back().code = "file-unreadable";
  CHECK(report_github({"/w", {a, b}}) ==
        "::error file=a.md,line=2,col=1,endLine=2,endColumn=2,title=duplicate-key::\"x\" is here twice."
        "%0Anote: a.md:1:1: the first 100%25\n"
        "::error file=b.md,line=1,col=1,endLine=1,endColumn=1,title=file-unreadable::\n"
        "2 files checked: 2 errors\n");
}

TEST_CASE("the example workspace: every line but the last is a command, and the exit code is as ever") {
  const auto ran = baton::test::run(baton::testing::source_dir() + "/docs/examples/faulty",
                                    {"--check", "--format", "github"});
  CHECK(ran.exit_code == 1);
  std::size_t commands = 0;
  for (std::size_t at = 0; at < ran.out.size();) {
    const std::size_t end = ran.out.find('\n', at);
    const std::string line = ran.out.substr(at, end - at);
    const bool last = end + 1 == ran.out.size();
    const bool command = line.starts_with("::error file=") || line.starts_with("::warning file=") ||
                         line.starts_with("::notice file=");
    CHECK_MESSAGE(command != last, line);
    commands += command ? 1 : 0;
    at = end + 1;
  }
  CHECK(commands > 10);
}
