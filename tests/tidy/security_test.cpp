// docs/security.md keeps its word: what it says about the sources holds for all of them.
#include <doctest/doctest.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "tests/support/paths.h"
#include "tests/support/text_of.h"

namespace fs = std::filesystem;

namespace {

fs::path root() {
  return baton::testing::source_dir();
}

using baton::testing::text_of;
using Words = std::vector<std::string>;

bool is_of_a_name(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

// Whether a word stands there that does not go on to the left.
bool holds(const std::string& line, const std::string& word) {
  for (std::size_t at = line.find(word); at != std::string::npos; at = line.find(word, at + 1))
    if (at == 0 || !is_of_a_name(line[at - 1])) return true;
  return false;
}

// The sources of the program in which one of the words stands, comments left out.
std::set<std::string> sources_with(const Words& words) {
  std::set<std::string> found;
  std::size_t read = 0;
  for (const char* folder : {"server", "protocol"})
    for (const auto& entry : fs::recursive_directory_iterator(root() / folder)) {
      const std::string extension = entry.path().extension().string();
      if (extension != ".cpp" && extension != ".h") continue;
      ++read;
      std::istringstream lines(text_of(entry.path()));
      for (std::string line; std::getline(lines, line);) {
        line.erase(std::min(line.find("//"), line.size()));
        if (std::any_of(words.begin(), words.end(), [&](const auto& word) { return holds(line, word); }))
          found.insert(fs::relative(entry.path(), root()).string());
      }
    }
  CHECK(read > 200);
  return found;
}

using Files = std::set<std::string>;

}  // namespace

TEST_CASE("programs are started in one place, and never by a shell") {
  CHECK(sources_with({"posix_spawn("}) == Files{"server/run/process.cpp"});
  // Its fork leads a group and calls no program.
  CHECK(sources_with({"fork("}) == Files{"server/run/process_group.cpp"});
  CHECK(sources_with({"posix_spawnp(", "vfork(", "clone(", "execl(", "execv(", "execle(", "execve(",
                      "execlp(", "execvp(", "execvpe(", "fexecve(", "execveat(", "system(", "popen(",
                      "wordexp(", "\"-c\"", "\"/bin/sh\"", "\"/bin/bash\""}) == Files{});
  // A library that only --diff needs.
  CHECK(sources_with({"dlopen("}) == Files{"server/cli/git_library.cpp"});
}

TEST_CASE("the only sockets are those on which an editor of this machine is listened to") {
  CHECK(sources_with({"asio::ip::", "asio::local::", "<sys/socket.h>", "<netdb.h>", "<netinet/", "<curl/"}) ==
        Files{"protocol/listen.cpp"});
  CHECK(sources_with({"getaddrinfo(", "gethostbyname(", "async_connect(", "resolver", "address_v4::any",
                      "address_v6"}) == Files{});
  CHECK(sources_with({"address_v4::loopback()"}) == Files{"protocol/listen.cpp"});
}
