// Opens the channel and the log, runs one session, and makes sure that the process ends when the session
// should.
#include "server/lsp/server.h"

#include <spdlog/spdlog.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <thread>

#include "protocol/listen.h"
#include "server/lsp/log.h"
#include "server/lsp/session.h"
#include "server/lsp/signal_watch.h"
#include "server/workspace/disk/load.h"

namespace baton {
namespace {

// Work that is under way when the client goes is given this long.
constexpr std::chrono::milliseconds grace{700};

void complain(const std::string& sentence) {
  std::fprintf(stderr, "baton: %s\n", sentence.c_str());
}

protocol::Opened open_channel(const ServerOptions& options) {
  switch (options.channel) {
    case ServerOptions::Channel::port:
      return protocol::accept_tcp(
          options.port, [](int port) { complain("listening on 127.0.0.1:" + std::to_string(port)); });
    case ServerOptions::Channel::pipe:
      return protocol::open_pipe(options.pipe, [&] { complain("listening on " + options.pipe); });
    case ServerOptions::Channel::stdio:
      break;
  }
  return {protocol::stdio_channel(), {}};
}

// Ends the process when the session does not do so by itself in time.
void end_within_grace(int exit_code) {
  static std::atomic<bool> armed = false;
  if (armed.exchange(true)) return;
  std::thread([exit_code] {
    std::this_thread::sleep_for(grace);
    std::_Exit(exit_code);
  }).detach();
}

}  // namespace

int run_server(const ServerOptions& options) {
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);  // a file that may not grow is a failed write, of which the run tells
  std::signal(SIGCHLD, SIG_DFL);  // where it is inherited as ignored, nobody learns how a program ended
  const auto log = lsp::open_log(options.log_file, options.log_level);
  if (!log) {
    complain(log.error());
    return 1;
  }
  const protocol::Opened opened = open_channel(options);
  if (!opened.channel) {
    complain(opened.error);
    return 1;
  }
  lsp::SessionOptions session_options;
  session_options.version = options.version;
  session_options.index.home = home_folder();
  session_options.ending = end_within_grace;
  session_options.runs = lsp::places_of_user();
  // It outlives the session: an editor that has said goodbye sends a signal soon after, while the programs of
  // a run are still being ended.
  const lsp::SignalWatch watch([&] { opened.channel->close(); });
  lsp::Session session(*opened.channel, session_options, **log);
  const int exit_code = session.run();
  if (!session.fault().empty()) complain(session.fault());
  return exit_code;
}

}  // namespace baton
