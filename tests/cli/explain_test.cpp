// --explain and --list-checks, --version and --help, as a user sees them.
#include <sstream>
#include <string>

#include "server/checks/check.h"
#include "tests/cli/program.h"

using baton::test::Ran;
using baton::test::run;

TEST_CASE("--explain prints the page of each check") {
  for (const baton::Check& check : baton::all_checks()) {
    const Ran ran = run("/", {"--explain", std::string(check.code)});
    CHECK(ran.exit_code == 0);
    CHECK_MESSAGE(ran.out.size() > 100, check.code);
    CHECK_MESSAGE(ran.out.find(check.code) != std::string::npos, check.code);
  }
}

TEST_CASE("--explain of an unknown code names the nearest") {
  const Ran near = run("/", {"--explain", "brokn-link"});
  CHECK(near.exit_code == 2);
  CHECK(near.out.empty());
  CHECK(near.err == "baton: there is no check \"brokn-link\"; did you mean broken-link?\n");
  const Ran far = run("/", {"--explain", "weather"});
  CHECK(far.exit_code == 2);
  CHECK(far.err == "baton: there is no check \"weather\"; baton --list-checks names them all\n");
}

TEST_CASE("--list-checks has one line per check, in columns") {
  const Ran ran = run("/", {"--list-checks"});
  CHECK(ran.exit_code == 0);
  std::istringstream lines(ran.out);
  std::size_t column = 0;
  for (const baton::Check& check : baton::all_checks()) {
    std::string line;
    REQUIRE(std::getline(lines, line));
    CHECK(line.starts_with(std::string(check.code) + " "));
    CHECK(line.ends_with(" " + std::string(check.summary)));
    const std::size_t severity =
        line.find(std::string(baton::severity_name(check.severity)), check.code.size());
    if (column == 0) column = severity;
    CHECK(severity == column);
  }
}

TEST_CASE("--version and --help") {
  CHECK(run("/", {"--version"}).out == "baton 0.1.0\n");
  const Ran help = run("/", {"--help"});
  CHECK(help.exit_code == 0);
  CHECK(help.out.find("baton --check [PATH...]") != std::string::npos);
  CHECK(run("/", {"nonsense.md"}).exit_code == 2);
}
