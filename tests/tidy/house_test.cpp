// The rules of docs/architecture.md, as tests: who may include whom, how files open, how long they are.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "tests/support/paths.h"

namespace fs = std::filesystem;

namespace {

struct Source {
  std::string path;  // from the root of the repository
  std::vector<std::string> lines;
};

std::vector<Source> sources(const std::vector<std::string>& folders) {
  std::vector<Source> found;
  const fs::path root = baton::testing::source_dir();
  for (const std::string& folder : folders) {
    for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
      static const std::set<std::string> kinds = {".cpp", ".h", ".lua", ".ts", ".mjs"};
      const std::string path = entry.path().string();
      if (!entry.is_regular_file() || !kinds.contains(entry.path().extension().string())) continue;
      if (path.find("/node_modules/") != std::string::npos) continue;  // where a developer installed some
      Source source{fs::relative(entry.path(), root).string(), {}};
      std::ifstream in(entry.path());
      for (std::string line; std::getline(in, line);) source.lines.push_back(line);
      found.push_back(std::move(source));
    }
  }
  REQUIRE(found.size() > 20);
  return found;
}

// The room a path lies in: "server/base", "protocol", "server/main.cpp".
std::string room_of(const std::string& path) {
  if (path.starts_with("protocol/")) return "protocol";
  const std::size_t slash = path.find('/', std::string("server/").size());
  return slash == std::string::npos ? path : path.substr(0, slash);
}

const std::map<std::string, std::set<std::string>>& may_include() {
  static const std::map<std::string, std::set<std::string>> table = {
      {"protocol", {}},
      {"server/base", {}},
      {"server/syntax", {"server/base"}},
      {"server/workspace", {"server/base", "server/syntax"}},
      {"server/flow", {"server/base", "server/syntax", "server/workspace"}},
      {"server/checks", {"server/base", "server/syntax", "server/workspace", "server/flow"}},
      {"server/features",
       {"server/base", "server/syntax", "server/workspace", "server/flow", "server/checks"}},
      {"server/run", {"server/base", "server/syntax", "server/workspace", "server/flow"}},
      {"server/lsp",
       {"protocol", "server/base", "server/syntax", "server/workspace", "server/flow", "server/checks",
        "server/features", "server/run"}},
      {"server/cli",
       {"server/base", "server/syntax", "server/workspace", "server/flow", "server/checks", "server/features",
        "server/run", "server/lsp"}},
      {"server/main.cpp", {"server/cli"}},
  };
  return table;
}

std::string included(const std::string& line, char open) {
  const std::string start = std::string("#include ") + open;
  if (!line.starts_with(start)) return {};
  return line.substr(start.size(), line.find_first_of("\">", start.size()) - start.size());
}

}  // namespace

TEST_CASE("each room includes only what it may know") {
  for (const Source& source : sources({"server", "protocol"})) {
    const std::string room = room_of(source.path);
    REQUIRE_MESSAGE(may_include().contains(room), source.path);
    for (const std::string& line : source.lines) {
      const std::string target = included(line, '"');
      if (target.empty()) continue;
      const std::string from = room_of(target);
      CHECK_MESSAGE((from == room || may_include().at(room).contains(from)), source.path, " includes ",
                    target);
    }
  }
}

TEST_CASE("JSON, files and sockets stay in the rooms that own them") {
  const std::map<std::string, std::vector<std::string>> owners = {
      {"nlohmann/",
       {"protocol/", "server/lsp/", "server/cli/", "server/checks/", "server/workspace/", "server/run/"}},
      {"valijson/", {"server/checks/"}},
      {"asio", {"protocol/", "server/lsp/", "server/run/", "server/cli/"}},
      {"spdlog/", {"server/lsp/"}},
      {"filesystem", {"server/workspace/disk/", "server/run/", "server/lsp/", "server/cli/"}},
      {"fstream", {"server/workspace/disk/", "server/run/", "server/lsp/", "server/cli/"}},
      {"sys/", {"protocol/", "server/workspace/disk/", "server/run/", "server/lsp/", "server/cli/"}},
      {"git2", {"server/workspace/disk/", "server/cli/"}},
      {"md4c", {"server/syntax/"}},
      {"yaml-cpp/", {"server/syntax/"}},
      {"CLI/", {"server/cli/"}},
  };
  for (const Source& source : sources({"server", "protocol"})) {
    for (const std::string& line : source.lines) {
      const std::string header = included(line, '<');
      if (header.empty()) continue;
      for (const auto& [start, rooms] : owners) {
        if (!header.starts_with(start)) continue;
        const bool owned = std::any_of(rooms.begin(), rooms.end(), [&](const std::string& room) {
          return source.path.starts_with(room);
        });
        CHECK_MESSAGE(owned, source.path, " includes <", header, ">");
      }
    }
  }
}

TEST_CASE("every file opens with why it exists") {
  for (const Source& source : sources({"server", "protocol", "tests", "bench", "editor-clients"})) {
    REQUIRE_MESSAGE(!source.lines.empty(), source.path);
    const std::string& first = source.lines.front();
    const bool said = (first.starts_with("// ") || first.starts_with("-- ")) && first.size() > 12;
    CHECK_MESSAGE(said, source.path, ": ", first);
  }
}

TEST_CASE("a file above 500 lines says why at its top") {
  for (const Source& source : sources({"server", "protocol", "tests", "editor-clients"})) {
    if (source.lines.size() <= 500) continue;
    bool said = false;
    for (std::size_t i = 0; i < 12 && source.lines[i].starts_with("//"); ++i)
      said = said || source.lines[i].find("Long because") != std::string::npos;
    CHECK_MESSAGE(said, source.path, " has ", source.lines.size(),
                  " lines and no \"Long because\" at its top");
  }
}

TEST_CASE("headers are included once") {
  for (const Source& source : sources({"server", "protocol", "tests"})) {
    if (!source.path.ends_with(".h")) continue;
    const bool once =
        std::find(source.lines.begin(), source.lines.end(), "#pragma once") != source.lines.end();
    CHECK_MESSAGE(once, source.path);
  }
}

TEST_CASE("no unfinished marks and no paths of one machine") {
  // Put together here, so that this file does not hold what it looks for.
  const std::vector<std::string> marks = {std::string("TO") + "DO", std::string("FIX") + "ME",
                                          std::string("/ro") + "ot/", std::string("/wo") + "rk/"};
  for (const Source& source : sources({"server", "protocol", "tests", "bench", "editor-clients"})) {
    for (const std::string& line : source.lines)
      for (const std::string& mark : marks)
        CHECK_MESSAGE(line.find(mark) == std::string::npos, source.path, ": ", line);
  }
}
