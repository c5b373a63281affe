// The command line: reads the arguments, does what they ask.
#pragma once

namespace baton {

// Returns the process's exit code (docs/cli.md lists them).
int run_command_line(int argc, char** argv);

}  // namespace baton
