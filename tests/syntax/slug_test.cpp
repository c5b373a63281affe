// Heading anchors against the package's own fixtures (where the shared standards lie beside the repository)
// and against rows that are always there, whose slugs github-slugger 2.0.0 gave.
#include "server/syntax/slug.h"
#include "tests/support/paths.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

namespace {

using baton::slug;
using baton::Slugger;
using Rows = std::vector<std::pair<std::string, std::string>>;

TEST_CASE("every row of the package's fixtures") {
  const std::string path = baton::testing::shared("standards/github-slugger-fixtures.json");
  if (path.empty()) return;
  const nlohmann::json rows = nlohmann::json::parse(std::ifstream(path));
  REQUIRE(rows.size() > 70);
  Slugger slugger;
  for (const nlohmann::json& row : rows) {
    INFO(row.at("name").get<std::string>());
    CHECK(slugger.next(row.at("input").get<std::string>()) == row.at("expected").get<std::string>());
  }
}

TEST_CASE("one heading") {
  const Rows rows = {
      {"", ""},
      {"Phase 1: Data & Requirements", "phase-1-data--requirements"},
      {"Phase 2 – Model/Training", "phase-2--modeltraining"},
      {"A  B", "a--b"},
      {" A ", "-a-"},
      {"a\tb", "ab"},
      {"a\nb", "ab"},
      {"a\u00A0b", "ab"},
      {"snake_case and kebab-case", "snake_case-and-kebab-case"},
      {"`code` span", "code-span"},
      {"100% (sure)!", "100-sure"},
      {"C++ / C#", "c--c"},
      {"v1.2.3", "v123"},
      {"What's new?", "whats-new"},
      {"<Task>", "task"},
      {"$ARGUMENTS", "arguments"},
      {"🚀 Start", "-start"},
      {"Start 🚀", "start-"},
      {"⚠️ Warning", "️-warning"},
      {"阶段 1：数据", "阶段-1数据"},
      {"フェーズ２", "フェーズ２"},
      {"단계 3", "단계-3"},
      {"Étape №1", "étape-1"},
      {"e\u0301", "e\u0301"},
      {"ÀÉÎ", "àéî"},
      {"İstanbul", "i\u0307stanbul"},
      {"ΟΔΟΣ ΣΑΣ", "οδος-σας"},
      {"Σ", "σ"},
      {"ΑΣ.", "ας"},
      {"ΑΣ'Α", "ασα"},
      {"Straße ẞ", "straße-ß"},
      {"x² ½ Ⅷ", "x--ⅷ"},
      {"Ⓐ ⑴", "ⓐ-"},
      {"‿ joined＿up", "‿-joined＿up"},
      {"zero\u200Bwidth\u200Djoin", "zerowidthjoin"},
      {"\U0001F170 \U0001F18A", "\U0001F170-"},
      {"\u1C89 \uA7D0", "-"},              // letters newer than the package
      {"\U00031350x", "x"},                // likewise
      {"\xFF\xC3 bad \xE4\xB8", "-bad-"},  // no UTF-8
      {std::string("a\0b", 3), "ab"},
  };
  REQUIRE(rows.size() >= 30);
  for (const auto& [text, expected] : rows) {
    INFO(text);
    CHECK(slug(text) == expected);
  }
}

TEST_CASE("headings of one document") {
  Slugger slugger;
  const Rows rows = {
      {"Setup", "setup"},
      {"Setup", "setup-1"},
      {"setup!", "setup-2"},
      {"Setup 1", "setup-1-1"},
      {"Setup-1", "setup-1-2"},
      {"Other-1", "other-1"},
      {"Other", "other"},
      {"Other", "other-2"},
      {"", ""},
      {"", "-1"},
      {"🚀", "-2"},
      {"-1", "-1-1"},
      {"Setup", "setup-3"},
      {"constructor", "constructor"},
      {"toString", "tostring"},
  };
  for (const auto& [text, expected] : rows) {
    INFO(text);
    CHECK(slugger.next(text) == expected);
  }
}

TEST_CASE("twenty thousand equal headings") {
  Slugger slugger;
  std::string last;
  for (int i = 0; i < 20000; ++i) last = slugger.next("a");
  CHECK(last == "a-19999");
}

}  // namespace
