// Findings that were accepted once: --write-baseline keeps them, --baseline reports only what is new.
#pragma once

#include <compare>
#include <cstddef>
#include <map>
#include <string>

#include "server/base/result.h"
#include "server/cli/report.h"

namespace baton {

struct AcceptedFinding {
  std::string path;  // as seen from the baseline's folder
  std::string code;
  std::string text;  // at fault; line numbers would move
  auto operator<=>(const AcceptedFinding&) const = default;
};

// How many equal ones were accepted.
using Baseline = std::map<AcceptedFinding, std::size_t>;

// `folder`: of the baseline file, absolute.
Baseline baseline_of(const Report& report, const std::string& folder);
// Takes out of the report what the baseline accepts; of equal findings the first ones.
void leave_out_accepted(const Baseline& baseline, const std::string& folder, Report& report);

// The file's text (schemas/baseline.schema.json): the same for the same findings, one line each.
std::string baseline_text(const Baseline& baseline);
Result<Baseline> parse_baseline(const std::string& text);

}  // namespace baton
