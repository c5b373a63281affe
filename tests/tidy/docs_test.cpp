// The links of our own documents, judged by our own checks: all Markdown of the repository but the examples,
// which have tests of their own, and the golden files.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "server/checks/check.h"
#include "server/workspace/disk/load.h"
#include "server/workspace/disk/refresh.h"
#include "tests/support/paths.h"

namespace fs = std::filesystem;
using namespace baton;

namespace {

std::vector<fs::path> documents(const fs::path& root) {
  std::vector<fs::path> found = {root / "README.md"};
  for (const char* folder : {"docs", "editor-clients"})
    for (auto at = fs::recursive_directory_iterator(root / folder); at != fs::recursive_directory_iterator();
         ++at) {
      const std::string name = at->path().filename().string();
      if (at->is_directory() && (name == "examples" || name == "node_modules"))
        at.disable_recursion_pending();
      if (at->is_regular_file() && name.ends_with(".md")) found.push_back(at->path());
    }
  return found;
}

}  // namespace

TEST_CASE("links in our documents lead somewhere") {
  const fs::path root = fs::canonical(testing::source_dir());
  LoadOptions options;
  options.roots = {root.string()};
  std::shared_ptr<const Snapshot> snapshot = load_workspace(options).snapshot;
  const std::set<std::string_view> of_links = {"broken-link", "broken-anchor", "link-case"};
  std::size_t links = 0;
  for (const fs::path& path : documents(root)) {
    std::ifstream in(path, std::ios::binary);
    std::stringstream text;
    text << in.rdbuf();
    const auto document = parse_document(text.str());
    links += document->links.size();
    snapshot = resolve_needs(snapshot, needs_of(*snapshot, path.string(), *document));
    for (const Diagnostic& found : run_checks(*snapshot, path.string(), *document, FileKind::command))
      CHECK_MESSAGE(!of_links.contains(found.code), path.string(), ": ", found.message);
  }
  CHECK(links > 30);
}
