// The language server as the command line starts it: which channel, which log. Everything else a client says.
#pragma once

#include <string>

namespace baton {

struct ServerOptions {
  enum class Channel { stdio, port, pipe };
  Channel channel = Channel::stdio;
  int port = 0;                    // Channel::port: listens on 127.0.0.1
  std::string pipe;                // Channel::pipe: the Unix socket's path
  std::string version;             // told to the client; empty: not told
  std::string log_file;            // empty: stderr
  std::string log_level = "info";  // trace, debug, info, warning, error, off
};

// Serves one client and returns the process's exit code: 0 after `shutdown` and `exit`, else 1 (LSP 3.17,
// "Exit Notification"). A channel that cannot be opened or a header that cannot be read is 1 with one line on
// stderr.
int run_server(const ServerOptions& options);

}  // namespace baton
