// docs/security.md keeps its word: each test that it names is there, and what it says about the sources holds
// for all of them.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>
#include <string>

#include "tests/support/paths.h"

namespace fs = std::filesystem;

namespace {

std::string text_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  REQUIRE_MESSAGE(in, path.string());
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

fs::path root() {
  return baton::testing::source_dir();
}

// A literal of C++ that goes on in the next line is one.
std::string joined(const std::string& source) {
  return std::regex_replace(source, std::regex("\"\\s*\n\\s*\""), "");
}

// The sources of the program in which the pattern occurs, comments left out.
std::set<std::string> sources_with(const std::string& pattern) {
  const std::regex wanted(pattern);
  std::set<std::string> found;
  std::size_t read = 0;
  for (const char* folder : {"server", "protocol"})
    for (const auto& entry : fs::recursive_directory_iterator(root() / folder)) {
      const std::string extension = entry.path().extension().string();
      if (extension != ".cpp" && extension != ".h") continue;
      ++read;
      std::istringstream lines(text_of(entry.path()));
      for (std::string line; std::getline(lines, line);)
        if (std::regex_search(line.substr(0, line.find("//")), wanted))
          found.insert(fs::relative(entry.path(), root()).string());
    }
  CHECK(read > 200);
  return found;
}

using Files = std::set<std::string>;

}  // namespace

TEST_CASE("each test that docs/security.md names is there") {
  const std::string page = text_of(root() / "docs/security.md");
  const std::regex named("`(tests/[a-z_/]+_test\\.cpp)`: ((?:\"[^\"]+\"(?:, )?)+)");
  const std::regex quoted("\"([^\"]+)\"");
  std::size_t cases = 0, files = 0;
  for (std::sregex_iterator at(page.begin(), page.end(), named), last; at != last; ++at, ++files) {
    const std::string source = joined(text_of(root() / (*at)[1].str()));
    const std::string list = (*at)[2];
    for (std::sregex_iterator name(list.begin(), list.end(), quoted); name != last; ++name, ++cases) {
      const std::string test = "\"" + (*name)[1].str() + "\") {";
      CHECK_MESSAGE(source.find(test) != std::string::npos, (*at)[1].str(), " has no test ",
                    (*name)[1].str());
    }
  }
  CHECK(cases >= 40);
  // A file that is named in another way would not be looked into.
  const std::string start = "`tests/";
  std::size_t mentioned = 0;
  for (std::size_t at = page.find(start); at != std::string::npos; at = page.find(start, at + 1)) ++mentioned;
  CHECK(mentioned == files);
}

TEST_CASE("programs are started in one place, and never by a shell") {
  CHECK(sources_with("\\bposix_spawn\\(") == Files{"server/run/process.cpp"});
  CHECK(
      sources_with("\\b(posix_spawnp|v?fork|clone|exec[lv]p?e?|fexecve|execveat|system|popen|wordexp)\\(") ==
      Files{});
  CHECK(sources_with("\"(/bin/|/usr/bin/)?(ba|da|z)?sh\"|\"-c\"") == Files{});
  CHECK(sources_with("\\bdlopen\\(") == Files{"server/cli/git_library.cpp"});
}

TEST_CASE("the only sockets are those on which an editor of this machine is listened to") {
  CHECK(sources_with("asio::(ip|local)\\b|<sys/socket\\.h>|<netdb\\.h>|<netinet/|<curl/") ==
        Files{"protocol/listen.cpp"});
  CHECK(sources_with("\\b(getaddrinfo|gethostbyname|async_connect|resolver|address_v4::any|address_v6)\\b") ==
        Files{});
  CHECK(sources_with("address_v4::loopback\\(\\)") == Files{"protocol/listen.cpp"});
}
