// The command line: reads the arguments, does what they ask.
#pragma once

namespace baton {

// Returns the process's exit code (docs/cli.md lists them). `leave` may end the process with it as soon as
// all is written: then nobody takes apart, piece by piece, what the system takes back at once.
int run_command_line(int argc, char** argv, void (*leave)(int) = nullptr);

}  // namespace baton
