// --progress: a line on a terminal, gone when the report comes; nothing at all anywhere else.
#include "server/cli/progress.h"

#include <doctest/doctest.h>

#include <string>

#include "tests/cli/program.h"
#include "tests/disk/scratch.h"

using baton::progress_line;
using baton::test::Ran;
using baton::test::run;
using baton::test::Scratch;

TEST_CASE("the line: a bar, the numbers, and what fits") {
  CHECK(progress_line("checking", 0, 4, 32) == "checking [-----------------] 0/4");
  CHECK(progress_line("checking", 1, 4, 23) == "checking [##------] 1/4");
  CHECK(progress_line("checking", 4, 4, 23) == "checking [########] 4/4");
  CHECK(progress_line("checking", 9, 4, 23) == "checking [########] 4/4");
  CHECK(progress_line("checking", 1, 2, 300) ==
        "checking [" + std::string(20, '#') + std::string(20, '-') + "] 1/2");
  CHECK(progress_line("checking", 10, 400, 10) == "10/400");
  CHECK(progress_line("checking", 10, 400, 5) == "");
  CHECK(progress_line("reading files", 0, 0, 40) == "reading files \xE2\x80\xA6");
  CHECK(progress_line("reading files", 0, 0, 10) == "");
}

TEST_CASE("on a terminal the bar is drawn and wiped, and the report is what it is without") {
  Scratch scratch;
  for (int i = 0; i < 30; ++i)
    scratch.write("commands/c" + std::to_string(i) + ".md", "---\ndescription: D.\n---\n\n[x](none.md)\n");
  const Ran plain = run(scratch.folder(), {"--check"});
  CHECK(plain.exit_code == 1);
  for (const char* format : {"text", "json", "sarif", "github", "junit"}) {
    const Ran without = run(scratch.folder(), {"--check", "--format", format});
    const Ran shown =
        run(scratch.folder(), {"--check", "--format", format, "--progress"}, {"", {}, false, true});
    CHECK(shown.exit_code == 1);
    CHECK(shown.out == without.out);
    CHECK(shown.err.starts_with("\rreading files \xE2\x80\xA6"));
    CHECK(shown.err.find("\rchecking [" + std::string(40, '-') + "] 0/30") != std::string::npos);
    // At the end nothing but blanks was written over the line.
    REQUIRE(shown.err.ends_with("\r"));
    const std::size_t last = shown.err.rfind('\r', shown.err.size() - 2);
    CHECK(shown.err.find_first_not_of(' ', last + 1) == shown.err.size() - 1);
    CHECK(shown.err.find('\n') == std::string::npos);
  }
}

TEST_CASE("nothing is written where standard error is no terminal, or nobody asked") {
  Scratch scratch;
  scratch.write("commands/a.md", "---\ndescription: D.\n---\n");
  CHECK(run(scratch.folder(), {"--check", "--progress"}).err.empty());
  CHECK(run(scratch.folder(), {"--check"}, {"", {}, false, true}).err.empty());
}
