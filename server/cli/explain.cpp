// The checks' own pages and the table, printed.
#include "server/cli/explain.h"

#include <algorithm>
#include <vector>

#include "server/base/edit_distance.h"
#include "server/checks/check.h"

namespace baton {

Result<std::string> explain(std::string_view code) {
  if (find_check(code) == nullptr) {
    std::vector<std::string> codes;
    for (const Check& check : all_checks()) codes.emplace_back(check.code);
    const auto near = nearest(code, codes);
    return Error{"there is no check \"" + std::string(code) + "\"; " +
                 (near ? "did you mean " + *near + "?" : "baton --list-checks names them all")};
  }
  std::string page(check_page(code));
  if (!page.ends_with('\n')) page += '\n';
  return page;
}

std::string list_checks() {
  std::size_t widest = 0;
  for (const Check& check : all_checks()) widest = std::max(widest, check.code.size());
  std::string text;
  for (const Check& check : all_checks()) {
    std::string line(check.code);
    line.resize(widest + 2, ' ');
    line += severity_name(check.severity);
    line.resize(widest + 2 + 13, ' ');
    text += line.append(check.summary).append("\n");
  }
  return text;
}

}  // namespace baton
