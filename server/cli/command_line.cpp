// Reads the arguments and hands over to what they ask for.
#include "server/cli/command_line.h"

#include <cstdio>
#include <string_view>

#include "server/cli/version.h"

namespace baton {

int run_command_line(int argc, char** argv) {
  const std::string_view flag = argc > 1 ? argv[1] : "";
  if (flag == "--version") {
    std::printf("baton %.*s\n", static_cast<int>(version.size()), version.data());
    return 0;
  }
  if (flag == "--help") {
    std::puts("baton --version, baton --help");
    return 0;
  }
  return 2;
}

}  // namespace baton
