// Channels for clients that do not start the server with pipes: TCP on this machine, and Unix sockets.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "protocol/channel.h"

namespace baton::protocol {

struct Opened {
  std::unique_ptr<Channel> channel;  // null: `error` says why, as one sentence without a full stop
  std::string error;
};

// Listens on 127.0.0.1 and waits for one client. Port 0 lets the system choose; `listening` is told which it
// is before the wait begins.
Opened accept_tcp(int port, const std::function<void(int port)>& listening);

// The Unix socket at `path`. Where a client already listens there (it made the socket before it started the
// server: LSP 3.17, "Implementation Considerations", --pipe), connects to it; else listens there and waits
// for one client. A socket that nobody listens on is replaced, any other file is left alone and refused.
Opened open_pipe(const std::string& path, const std::function<void()>& listening);

}  // namespace baton::protocol
