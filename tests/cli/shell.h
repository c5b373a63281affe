// Lines of our pages and of the files that CI systems take, run by a shell that knows nothing but the built
// program.
#pragma once

#include <doctest/doctest.h>
#include <stdio.h>
#include <sys/wait.h>

#include <filesystem>
#include <map>
#include <string>

#include "tests/cli/program.h"
#include "tests/support/paths.h"

namespace baton::test {

using Environment = std::map<std::string, std::string>;

inline std::string in_quotes(const std::string& text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

// As a runner of GitHub does: bash -eo pipefail, with nothing else in the environment, and nobody to ask.
// Both streams in one.
inline Ran bash(const std::string& script, const std::filesystem::path& folder,
                const Environment& environment = {}) {
  std::string command =
      "cd " + in_quotes(folder.string()) + " && env -i HOME=/nonexistent PATH=" +
      in_quotes(std::filesystem::path(baton::testing::baton_program()).parent_path().string() +
                ":/usr/bin:/bin");
  for (const auto& [name, value] : environment) command += ' ' + name + '=' + in_quotes(value);
  command += " bash --noprofile --norc -eo pipefail -c " + in_quotes(script) + " 2>&1 </dev/null";
  FILE* pipe = ::popen(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  Ran ran;
  char buffer[4096];
  for (std::size_t n = 0; (n = ::fread(buffer, 1, sizeof buffer, pipe)) > 0;) ran.out.append(buffer, n);
  const int status = ::pclose(pipe);
  if (WIFEXITED(status)) ran.exit_code = WEXITSTATUS(status);
  return ran;
}

}  // namespace baton::test
