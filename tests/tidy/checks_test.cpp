// A check is complete or it is not there: its file, its row in the table, its page, its fixtures, its line in
// the index.
//   UPDATE_FIXTURES=1 test_tidy     writes docs/checks/index.md anew
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <string>

#include "server/checks/check.h"
#include "tests/support/check_page.h"
#include "tests/support/fixture.h"
#include "tests/support/paths.h"
#include "tests/support/text_of.h"

namespace fs = std::filesystem;
using namespace baton;
using namespace baton::testing;

namespace {

fs::path root() {
  return source_dir();
}

std::string file_of(std::string_view code) {
  std::string name(code);
  std::replace(name.begin(), name.end(), '-', '_');
  return "server/checks/" + name + ".cpp";
}

// "broken-link-prompts" -> "broken-link"; what is of no check stays as it is.
std::string code_of(const std::string& fixture) {
  std::string name = fixture;
  while (find_check(name) == nullptr && name.rfind('-') != std::string::npos) name.resize(name.rfind('-'));
  return find_check(name) == nullptr ? fixture : name;
}

std::string index_text() {
  std::string out =
      "# All checks\n\n"
      "What Baton can say of a file, one line each, in the order of `baton --list-checks`. A code's page "
      "says when the "
      "check speaks, when it stays silent and how to mend the fault; `baton --explain CODE` prints it. How "
      "to change a "
      "severity is in [Configuration](../configuration.md).\n\n"
      "| code | severity | speaks of |\n|---|---|---|\n";
  for (const Check& check : all_checks()) {
    const std::string code(check.code);
    out += "| [" + code + "](" + code + ".md) | " + std::string(severity_name(check.severity)) + " | " +
           std::string(check.summary) + " |\n";
  }
  return out;
}

}  // namespace

TEST_CASE("each check has its file, its page and its fixtures") {
  std::set<std::string> fixtures;
  for (const auto& entry : fs::directory_iterator(root() / "tests/checks/fixtures"))
    fixtures.insert(entry.path().stem().string());
  for (const Check& check : all_checks()) {
    const std::string code(check.code);
    CAPTURE(code);
    const CheckPage page = read_check_page(text_of(root() / "docs/checks" / (code + ".md")));
    CHECK(page.title == code);
    CHECK(page.severity.starts_with(severity_name(check.severity)));
    // What is found while reading has no text that an example could show; its tests are the loader's.
    if (check.run == nullptr) continue;
    for (const char* section : {"Bad", "Good"})
      CHECK_MESSAGE(
          std::ranges::any_of(page.examples,
                              [&](const PageExample& example) { return example.section == section; }),
          "no example under ", section);
    CHECK(fs::exists(root() / file_of(code)));
    const auto any_fixture = [&](const std::string& start) {
      const auto found = fixtures.lower_bound(start);
      return found != fixtures.end() && found->starts_with(start);
    };
    CHECK_MESSAGE(any_fixture(code), "no fixture in which it speaks");
    CHECK_MESSAGE(any_fixture(code + "-silent"), "no fixture in which it stays silent");
  }
}

// A near case is a file of a silent fixture: one that comes close, and of which the check has nothing to say.
TEST_CASE("each check speaks in a fixture, and is silent in two near cases") {
  std::map<std::string, std::size_t> speaks, silent;
  for (const auto& entry : fs::directory_iterator(root() / "tests/checks/fixtures")) {
    const std::string name = entry.path().stem().string();
    const std::string code = code_of(name);
    const bool is_silent = name.ends_with("-silent");
    for (const FixtureFile& file : read_fixture(text_of(entry.path())).files) {
      const auto of_code = std::ranges::count(file.expected, code, &Remark::code);
      if (is_silent) CHECK_MESSAGE(of_code == 0, name, " speaks, in ", file.path);
      (is_silent ? silent : speaks)[code] += is_silent ? 1 : static_cast<std::size_t>(of_code);
    }
  }
  for (const Check& check : all_checks()) {
    const std::string code(check.code);
    // What is found while reading has no text that a fixture could show; its tests are the loader's.
    if (code == "file-unreadable") continue;
    CHECK_MESSAGE(speaks[code] > 0, code, " speaks in no fixture");
    CHECK_MESSAGE(silent[code] > 1, code, " is silent in ", silent[code], " near cases");
  }
}

TEST_CASE("each page and each fixture is of a check") {
  const auto is_code = [](const std::string& name) { return find_check(name) != nullptr; };
  for (const auto& entry : fs::directory_iterator(root() / "docs/checks"))
    CHECK_MESSAGE((entry.path().filename() == "index.md" || is_code(entry.path().stem().string())),
                  entry.path().filename().string());
  for (const auto& entry : fs::directory_iterator(root() / "tests/checks/fixtures")) {
    CHECK_MESSAGE(is_code(code_of(entry.path().stem().string())), entry.path().filename().string());
  }
}

TEST_CASE("the index of checks is the table") {
  const fs::path path = root() / "docs/checks/index.md";
  if (std::getenv("UPDATE_FIXTURES") != nullptr) std::ofstream(path, std::ios::binary) << index_text();
  CHECK(text_of(path) == index_text());
}
