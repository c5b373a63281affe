// What Baton sees in files that are hard to read: golden/<name>.md, and golden/<name>.tree, the dump of its
// document with every range as line:column. The founding file lies beside the repository; its tree is kept
// here as well.
//   UPDATE_FIXTURES=1 test_syntax -tc="golden*"     rewrites the trees; read the difference against docs/
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <sstream>

#include "server/syntax/dump.h"
#include "tests/support/paths.h"
#include "tests/syntax/reading.h"

namespace fs = std::filesystem;
using namespace baton;

namespace {

fs::path golden_folder() {
  return baton::testing::source_dir() + "/tests/syntax/golden";
}

std::optional<std::string> file_text(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  return std::string(std::istreambuf_iterator<char>(file), {});
}

// The first line in which the two differ, both ways, or nothing.
std::string first_difference(const std::string& expected, const std::string& found) {
  std::istringstream a(expected);
  std::istringstream b(found);
  for (int number = 1;; ++number) {
    std::string left;
    std::string right;
    const bool more_left = static_cast<bool>(std::getline(a, left));
    const bool more_right = static_cast<bool>(std::getline(b, right));
    if (!more_left && !more_right) return {};
    if (more_left && more_right && left == right) continue;
    return "line " + std::to_string(number) + "\n  expected: " + (more_left ? left : "(end)") +
           "\n  found:    " + (more_right ? right : "(end)");
  }
}

void compare(const fs::path& source, const fs::path& tree) {
  const auto text = file_text(source);
  REQUIRE_MESSAGE(text, source.string());
  const std::string found = dump(*parse_document(*text));
  if (std::getenv("UPDATE_FIXTURES") != nullptr) std::ofstream(tree, std::ios::binary) << found;
  const auto expected = file_text(tree);
  CHECK_MESSAGE(expected, tree.string(), " is missing; UPDATE_FIXTURES=1 writes it");
  if (!expected) return;
  const std::string difference = first_difference(*expected, found);
  CHECK_MESSAGE(*expected == found, tree.filename().string(), " ", difference);
}

}  // namespace

TEST_CASE("golden: hard files") {
  std::size_t files = 0;
  for (const auto& entry : fs::directory_iterator(golden_folder())) {
    const fs::path& path = entry.path();
    if (path.extension() == ".md") {
      ++files;
      compare(path, fs::path(path).replace_extension(".tree"));
    } else if (path.extension() == ".tree" && path.stem() != "ml-pipeline") {
      CHECK_MESSAGE(fs::exists(fs::path(path).replace_extension(".md")), path.string(),
                    " belongs to no file");
    }
  }
  CHECK(files >= 40);
}

TEST_CASE("golden: the founding file") {
  const fs::path source = baton::testing::shared("seed/ml-pipeline.md");
  if (source.empty()) return;
  compare(source, golden_folder() / "ml-pipeline.tree");
}

TEST_CASE("a dump says in which line it differs") {
  CHECK(first_difference("a\nb\n", "a\nb\n").empty());
  CHECK(first_difference("a\nb\n", "a\nc\n") == "line 2\n  expected: b\n  found:    c");
  CHECK(first_difference("a\n", "a\nc\n") == "line 2\n  expected: (end)\n  found:    c");
}
