// Judges a fixture: makes its workspace, runs all checks over all files, and compares with what stands in it.
#pragma once

#include <string>
#include <vector>

#include "server/checks/diagnostic.h"
#include "tests/support/fixture.h"

namespace baton::testing {

struct JudgedFile {
  std::vector<Diagnostic> diagnostics;  // in the order of run_checks; empty for a file that is not Markdown
  std::vector<Remark> remarks;          // the same, as a fixture writes them
};

// One entry per file of the fixture, in its order.
std::vector<JudgedFile> judge(const Fixture& fixture);

// Compares findings with expectations and fixed texts. Each complaint names the file and line, shows the
// line, what was expected and what was found, written as a fixture writes it. Empty: all is as expected.
std::vector<std::string> complaints(const Fixture& fixture, const std::vector<JudgedFile>& judged);

// As `complaints`, but findings that are not expected are passed over: for examples that may hold less than
// everything.
std::vector<std::string> unmet(const Fixture& fixture, const std::vector<JudgedFile>& judged);

// The fixture with its expectations and fixed texts replaced by what was found. Where a finding was expected,
// the words of its expectation stay. A file that had no fixed text gets none.
Fixture with_findings(Fixture fixture, const std::vector<JudgedFile>& judged);

}  // namespace baton::testing
