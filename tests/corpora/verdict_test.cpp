// Reading and writing the pages of this folder; see verdict.h.
#include "tests/corpora/verdict.h"

#include <doctest/doctest.h>

#include <charconv>
#include <sstream>
#include <string_view>

namespace baton::testing {
namespace {

std::string trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" `");
  if (begin == std::string_view::npos) return {};
  return std::string(text.substr(begin, text.find_last_not_of(" `") + 1 - begin));
}

// The cells of "| a | b | rest |": the last one may hold bars.
std::vector<std::string> cells_of(std::string_view line, std::size_t count) {
  std::vector<std::string> cells;
  std::size_t at = 1;
  while (cells.size() + 1 < count) {
    const std::size_t bar = line.find('|', at);
    if (bar == std::string_view::npos) return cells;
    cells.push_back(trimmed(line.substr(at, bar - at)));
    at = bar + 1;
  }
  const std::size_t last = line.find_last_not_of(" |");
  std::string_view rest =
      last == std::string_view::npos || last < at ? std::string_view() : line.substr(at, last + 1 - at);
  while (rest.starts_with(' ')) rest.remove_prefix(1);
  cells.emplace_back(rest);
  return cells;
}

void read_row(Verdict& verdict, const std::string& line) {
  const std::vector<std::string> cells = cells_of(line, 4);
  VerdictRow row;
  const bool whole = cells.size() == 4;
  const auto parsed = whole
                          ? std::from_chars(cells[2].data(), cells[2].data() + cells[2].size(), row.count).ec
                          : std::errc::invalid_argument;
  if (parsed != std::errc()) {
    verdict.faults.push_back("not a row of code, severity, count and reason: " + line);
    return;
  }
  row.why = cells[3];
  if (!verdict.rows.emplace(VerdictKey{cells[0], cells[1]}, row).second)
    verdict.faults.push_back("a second row for " + cells[0] + ", " + cells[1]);
}

void read_example(Verdict& verdict, const std::string& line) {
  std::vector<std::string> marked;
  for (std::size_t at = line.find('`'); at != std::string::npos && marked.size() < 2;) {
    const std::size_t end = line.find('`', at + 1);
    if (end == std::string::npos) break;
    marked.push_back(line.substr(at + 1, end - at - 1));
    at = line.find('`', end + 1);
  }
  if (marked.size() == 2)
    verdict.examples.push_back({marked[0], marked[1]});
  else
    verdict.faults.push_back("not an example of a code and a place: " + line);
}

}  // namespace

Verdict read_verdict(const std::string& page) {
  Verdict verdict;
  std::istringstream in(page);
  bool in_table = false, behind = false;
  for (std::string line; std::getline(in, line);) {
    if (in_table && line.starts_with("| ")) {
      read_row(verdict, line);
      continue;
    }
    behind = behind || in_table;
    in_table = !behind && line.starts_with("|---");
    if (line.starts_with("- `")) read_example(verdict, line);
    (behind ? verdict.after : verdict.before).push_back(line);
  }
  if (!behind && !in_table) verdict.faults.emplace_back("the page has no table");
  return verdict;
}

std::string write_verdict(const Verdict& verdict) {
  std::string out;
  for (const std::string& line : verdict.before) out += line + '\n';
  for (const auto& [key, row] : verdict.rows)
    out += "| `" + key.first + "` | " + key.second + " | " + std::to_string(row.count) + " | " + row.why +
           " |\n";
  for (const std::string& line : verdict.after) out += line + '\n';
  return out;
}

Verdict with_counts(Verdict verdict, const std::map<VerdictKey, std::size_t>& counts) {
  std::map<VerdictKey, VerdictRow> rows;
  for (const auto& [key, count] : counts) {
    const auto known = verdict.rows.find(key);
    rows[key] = {count, known == verdict.rows.end() ? std::string() : known->second.why};
  }
  verdict.rows = std::move(rows);
  return verdict;
}

}  // namespace baton::testing

using namespace baton::testing;

TEST_CASE("a page keeps its words when its counts change") {
  const std::string page =
      "# A\n\n| code | severity | count | why |\n|---|---|---|---|\n"
      "| `a-code` | error | 3 | since `a|b` is no path |\n| `b-code` | hint | 1 | gone soon |\n\n"
      "- `a-code` at `x.md:1:2`: words\n";
  const Verdict verdict = read_verdict(page);
  CHECK(verdict.faults.empty());
  CHECK(write_verdict(verdict) == page);
  REQUIRE(verdict.rows.size() == 2);
  CHECK(verdict.rows.at({"a-code", "error"}).count == 3);
  CHECK(verdict.rows.at({"a-code", "error"}).why == "since `a|b` is no path");
  REQUIRE(verdict.examples.size() == 1);
  CHECK(verdict.examples[0].code == "a-code");
  CHECK(verdict.examples[0].place == "x.md:1:2");

  const Verdict other = with_counts(verdict, {{{"a-code", "error"}, 5}, {{"c-code", "hint"}, 2}});
  CHECK(write_verdict(other) ==
        "# A\n\n| code | severity | count | why |\n|---|---|---|---|\n"
        "| `a-code` | error | 5 | since `a|b` is no path |\n| `c-code` | hint | 2 |  |\n\n"
        "- `a-code` at `x.md:1:2`: words\n");
  CHECK(read_verdict(write_verdict(other)).rows.at({"c-code", "hint"}).why.empty());
}

TEST_CASE("a page that cannot be read says so") {
  CHECK(read_verdict("# A\n").faults.size() == 1);
  CHECK(read_verdict("|---|\n| `a` | error | many | why |\n").faults.size() == 1);
  CHECK(read_verdict("|---|\n| `a` |\n").faults.size() == 1);
  CHECK(read_verdict("|---|\n| `a` | error | 1 | b |\n| `a` | error | 2 | c |\n").faults.size() == 1);
  CHECK(read_verdict("|---|\n\n- `a` alone\n").faults.size() == 1);
}
