// A page of this folder: what Baton says of one collection, a row per code and severity with the reason why a
// careful reader finds it right, and examples by their place. People write the words, the run the counts.
//
//   | `broken-link` | error | 169 | why these are right |
//   - `broken-link` at `plugins/p/commands/a.md:128:59`: what one sees there
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace baton::testing {

using VerdictKey = std::pair<std::string, std::string>;  // code, severity

struct VerdictRow {
  std::size_t count = 0;
  std::string why;
};

struct VerdictExample {
  std::string code, place;
};

struct Verdict {
  std::vector<std::string> before, after;  // lines around the table's rows
  std::map<VerdictKey, VerdictRow> rows;
  std::vector<VerdictExample> examples;
  std::vector<std::string> faults;  // of the page itself
};

Verdict read_verdict(const std::string& page);
std::string write_verdict(const Verdict& verdict);
// The same page with other counts: a row that counts nothing goes, a new one waits for its words.
Verdict with_counts(Verdict verdict, const std::map<VerdictKey, std::size_t>& counts);

}  // namespace baton::testing
