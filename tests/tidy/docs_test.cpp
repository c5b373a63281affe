// The links of our own documents, judged by our own checks: all Markdown of the repository but the examples,
// which have tests of their own, and the golden files.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "server/checks/check.h"
#include "server/workspace/disk/load.h"
#include "server/workspace/disk/refresh.h"
#include "tests/support/paths.h"
#include "tests/support/text_of.h"

namespace fs = std::filesystem;
using baton::testing::text_of;
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
    const auto document = parse_document(text_of(path));
    links += document->links.size();
    snapshot = resolve_needs(snapshot, needs_of(*snapshot, path.string(), *document));
    for (const Diagnostic& found : run_checks(*snapshot, path.string(), *document, FileKind::command))
      CHECK_MESSAGE(!of_links.contains(found.code), path.string(), ": ", found.message);
  }
  CHECK(links > 30);
}

TEST_CASE("a section of docs/language.md that a source cites is there") {
  const fs::path root = testing::source_dir();
  std::vector<std::string> headings;
  for (const Heading& heading : parse_outline(text_of(root / "docs/language.md")).body.headings)
    headings.push_back(heading.text);
  // A citation may go on in the next line of its comment.
  const std::regex line_of_comment("\n\\s*//\\s*");
  const std::regex citation("language\\.md(?: of the documentation)?, \"([^\"]+)\"");
  std::size_t cited = 0;
  for (const char* folder : {"server", "tests"})
    for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
      const std::string extension = entry.path().extension().string();
      if (extension != ".cpp" && extension != ".h") continue;
      const std::string text = std::regex_replace(text_of(entry.path()), line_of_comment, " ");
      for (std::sregex_iterator at(text.begin(), text.end(), citation), end; at != end; ++at, ++cited) {
        const std::string section = (*at)[1];
        const bool found = std::any_of(headings.begin(), headings.end(), [&](const std::string& heading) {
          return heading.starts_with(section);
        });
        CHECK_MESSAGE(found, entry.path().string(), " cites \"", section, "\"");
      }
    }
  CHECK(cited > 15);
}
