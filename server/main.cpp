// The program: everything it can do is behind run_command_line.
#include <cstdlib>

#include "server/cli/command_line.h"

int main(int argc, char** argv) {
  return baton::run_command_line(argc, argv, std::_Exit);
}
