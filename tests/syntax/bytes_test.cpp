// Any bytes give a document that is sound: every range lies in the text and between characters, parts lie in
// what they are part of, indexes lead somewhere, and a prompt's map leads to the bytes it claims. Files are
// cut, and changed at random with fixed seeds.
#include <algorithm>
#include <filesystem>
#include <iterator>
#include <random>

#include "server/syntax/dump.h"
#include "tests/support/paths.h"
#include "tests/support/text_of.h"
#include "tests/syntax/sound.h"

namespace fs = std::filesystem;
using baton::testing::text_of;
using namespace baton;
using namespace std::string_literals;

namespace {

fs::path root() {
  return baton::testing::source_dir();
}

void check(const std::string& text) {
  const auto document = parse_document(text);
  const std::string fault = baton::testing::fault_of(*document);
  if (fault.empty()) return;
  INFO(text);
  CHECK(fault == "");
}

std::vector<std::string> golden_texts() {
  std::vector<fs::path> paths;
  for (const auto& entry : fs::directory_iterator(root() / "tests/syntax/golden"))
    if (entry.path().extension() == ".md") paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  std::vector<std::string> out;
  for (const fs::path& path : paths) out.push_back(text_of(path));
  REQUIRE(out.size() >= 40);
  return out;
}

std::string mutated(std::string text, const std::vector<std::string>& others, std::mt19937& random) {
  const std::vector<std::string> marks = {"\n",
                                          "\r\n",
                                          "\r",
                                          "\t",
                                          "  ",
                                          "---\n",
                                          "<Task>\n",
                                          "</Task>\n",
                                          "prompt: |\n",
                                          "```\n",
                                          "```yaml\nTask:\n",
                                          "[",
                                          "]",
                                          "{",
                                          "}",
                                          "\"",
                                          "'",
                                          "#",
                                          "# ",
                                          ": ",
                                          "- ",
                                          "|",
                                          ">",
                                          "*",
                                          "&a ",
                                          "*a",
                                          "\\",
                                          "\xC3",
                                          "é",
                                          "👩‍🔬",
                                          "\0"s,
                                          "{phase1.a.output}",
                                          "[quick: ",
                                          "$ARGUMENTS",
                                          "## Phase 1: A\n",
                                          "\xEF\xBB\xBF",
                                          "subagent_type: a\n"};
  const auto place = [&] { return text.empty() ? 0 : random() % (text.size() + 1); };
  for (auto changes = 1 + random() % 6; changes > 0; --changes) {
    const std::size_t at = place();
    switch (random() % 6) {
      case 0:
        text.erase(at, random() % 12);
        break;
      case 1:
        text.insert(at, marks[random() % marks.size()]);
        break;
      case 2:
        text.insert(at, 1, static_cast<char>(random()));
        break;
      case 3:
        text.insert(at, text.substr(place(), random() % 60));
        break;
      case 4: {
        const std::string& other = others[random() % others.size()];
        if (!other.empty()) text.insert(at, other.substr(random() % other.size(), random() % 120));
        break;
      }
      default:
        if (at < text.size()) text[at] = static_cast<char>(random());
    }
  }
  return text;
}

}  // namespace

TEST_CASE("golden files are sound, cut anywhere") {
  for (const std::string& text : golden_texts()) {
    check(text);
    for (std::size_t end = 0; end < text.size(); end += text.size() < 600 ? 1 : 64)
      check(text.substr(0, end));
  }
}

TEST_CASE("golden files are sound after random changes") {
  const std::vector<std::string> texts = golden_texts();
  for (std::uint32_t seed = 1; seed <= 6; ++seed) {
    std::mt19937 random(seed);
    INFO("seed " << seed);
    for (int round = 0; round < 50; ++round)
      for (const std::string& text : texts) check(mutated(text, texts, random));
  }
}

TEST_CASE("random bytes are sound") {
  std::mt19937 random(11);
  for (int i = 0; i < 2000; ++i) {
    std::string text = i % 2 == 0 ? "---\n" : "<Task>\n";
    for (auto n = random() % 160; n > 0; --n) text += static_cast<char>(random());
    check(text);
  }
}

// Of a long file eight cuts, at places that move by 64 bytes from file to file.
TEST_CASE("real files are sound, cut anywhere") {
  const fs::path shared = root() / "../shared";
  if (!fs::exists(shared)) {
    MESSAGE("NOT TESTED: the folder shared is not beside the repository");
    return;
  }
  std::size_t files = 0;
  for (const auto& entry : fs::recursive_directory_iterator(shared)) {
    if (entry.path().extension() != ".md" || !entry.is_regular_file()) continue;
    const std::string text = text_of(entry.path());
    const std::size_t step = text.size() < 3000 ? 64 : text.size() / 8 / 64 * 64 + 64;
    INFO(entry.path().string());
    for (std::size_t end = files * 64 % step; end < text.size(); end += step) check(text.substr(0, end));
    check(text);
    ++files;
  }
  CHECK(files > 100);
}

TEST_CASE("the same bytes give the same document") {
  for (const std::string& text : golden_texts())
    CHECK(dump(*parse_document(text)) == dump(*parse_document(text)));
}

// What took the square of its size once; ten times as much of each would not end within the tests' patience.
TEST_CASE("hostile files end soon") {
  const auto repeat = [](std::string_view piece, std::size_t size) {
    std::string out;
    while (out.size() < size) out += piece;
    return out;
  };
  const std::string modes = "---\nexecution_modes:\n  quick: 1d\n---\n";
  for (const std::string& text :
       {modes + repeat("[quick: x]\n", 1000000), repeat("[a](b.md#c)\n", 1000000),
        repeat("<askuserquestion>\n# h\n", 1000000), repeat("<task>\n", 1000000) + "</task>\n",
        repeat("# Phase 1: A\n\n**Gate:** x\n\n", 500000), repeat("Task subagent_type=\"a\" ", 500000),
        repeat("# A\n## Phase 1: A\n<Task>\nsubagent_type: a\nprompt: b\n</Task>\n", 500000),
        "---\na: &a \"" + std::string(300000, 'x') + "\"\nb: [" + repeat("*a,", 30000) + "]\n---\n"})
    CHECK(parse_document(text)->text.size() == text.size());
}
