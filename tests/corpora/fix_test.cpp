// All safe fixes on files that nobody here wrote: what they leave has fewer findings and no new one, and
// nothing for a second time.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "server/checks/fix_all.h"
#include "tests/corpora/collection.h"

namespace fs = std::filesystem;
using namespace baton;
using namespace baton::testing;

namespace {

// By file, code and message: a fix may move what stands behind it.
using Counts = std::map<std::tuple<std::string, std::string, std::string>, int>;

Counts counts_of(const std::vector<Finding>& findings) {
  Counts counts;
  for (const Finding& finding : findings) ++counts[{finding.path, finding.code, finding.message}];
  return counts;
}

// Writes each mended file, and says how many fixes that took.
std::size_t fix(const LoadedWorkspace& loaded) {
  std::size_t fixes = 0;
  for (const LoadedFile& file : loaded.files) {
    const FixedFile fixed = fix_all(*loaded.snapshot, file.path, file.document, file.kind);
    fixes += fixed.fixes;
    if (fixed.document != file.document) std::ofstream(file.path, std::ios::binary) << fixed.document->text;
  }
  return fixes;
}

void check_fixes(const std::string& folder, const std::string& root, std::size_t expected) {
  const LoadedWorkspace loaded = load(root, root);
  const std::vector<Finding> before = findings_of(loaded, folder);
  CHECK(fix(loaded) == expected);
  const LoadedWorkspace mended = load(root, root);
  const std::vector<Finding> after = findings_of(mended, folder);
  CHECK(after.size() + expected == before.size());
  const Counts had = counts_of(before);
  for (const auto& [finding, count] : counts_of(after)) {
    const auto known = had.find(finding);
    CHECK_MESSAGE((known != had.end() && known->second >= count), std::get<0>(finding), ": ",
                  std::get<1>(finding), ": ", std::get<2>(finding));
  }
  CHECK(fix(mended) == 0);
}

}  // namespace

TEST_CASE("myclaude: safe fixes leave nothing new, and nothing for a second time") {
  const std::string collection = shared_path("corpora/myclaude");
  if (collection.empty()) {
    MESSAGE("NOT TESTED: shared/corpora is not beside the repository");
    return;
  }
  const baton::test::Scratch scratch;
  const std::string copy = scratch.path("myclaude");
  fs::copy(collection, copy, fs::copy_options::recursive);
  check_fixes(copy, copy, 37);
}

TEST_CASE("wshobson-commands: there is nothing to mend without asking") {
  const std::string collection = shared_path("corpora/wshobson-commands");
  if (collection.empty()) {
    MESSAGE("NOT TESTED: shared/corpora is not beside the repository");
    return;
  }
  const baton::test::Scratch scratch;
  check_fixes(copy_into_claude(scratch, collection), scratch.folder(), 0);
}
