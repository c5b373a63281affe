// Runs the built program as a user would: arguments, working directory, standard input; output, errors, exit
// code.
#pragma once

#include <doctest/doctest.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "tests/support/paths.h"

namespace baton::test {

struct Ran {
  int exit_code = -1;  // -1: ended by a signal
  std::string out;
  std::string err;
};

struct RunOptions {
  std::string input;
  std::vector<std::string> environment;  // "NAME=value"
  bool as_nobody = false;                // gives up root's rights first, where it has them
  bool terminal = false;                 // standard error is a terminal, of 80 columns
};

// Both ends of a terminal: [0] to read what was written to [1].
inline void open_terminal(int (&ends)[2]) {
  ends[0] = ::posix_openpt(O_RDWR | O_NOCTTY);
  REQUIRE(ends[0] >= 0);
  REQUIRE(::grantpt(ends[0]) == 0);
  REQUIRE(::unlockpt(ends[0]) == 0);
  ends[1] = ::open(::ptsname(ends[0]), O_RDWR | O_NOCTTY);
  REQUIRE(ends[1] >= 0);
  const winsize size{24, 80, 0, 0};
  REQUIRE(::ioctl(ends[1], TIOCSWINSZ, &size) == 0);
}

// NOLINTNEXTLINE: reading three pipes takes its lines
inline Ran run(const std::string& folder, std::vector<std::string> arguments,
               const RunOptions& options = {}) {
  int in[2], out[2], err[2];
  REQUIRE(::pipe(in) == 0);
  REQUIRE(::pipe(out) == 0);
  if (options.terminal)
    open_terminal(err);
  else
    REQUIRE(::pipe(err) == 0);
  // Opened first: after giving up rights the way to it may be closed.
  const int file = ::open(baton::testing::baton_program().c_str(), O_RDONLY | O_CLOEXEC);
  REQUIRE(file >= 0);
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    ::dup2(in[0], 0);
    ::dup2(out[1], 1);
    ::dup2(err[1], 2);
    for (const int end : {in[0], in[1], out[0], out[1], err[0], err[1]}) ::close(end);
    ::unsetenv("NO_COLOR");
    ::setenv("HOME", "/nonexistent", 1);
    for (const std::string& variable : options.environment) ::putenv(const_cast<char*>(variable.c_str()));
    if (::chdir(folder.c_str()) != 0) ::_exit(120);
    if (options.as_nobody && ::getuid() == 0 && (::setgid(65534) != 0 || ::setuid(65534) != 0)) ::_exit(121);
    std::vector<char*> argv;
    std::string program = baton::testing::baton_program();
    argv.push_back(program.data());
    for (std::string& argument : arguments) argv.push_back(argument.data());
    argv.push_back(nullptr);
    ::fexecve(file, argv.data(), environ);
    ::_exit(122);
  }
  ::close(file);
  ::close(in[0]);
  ::close(out[1]);
  ::close(err[1]);
  ::signal(SIGPIPE, SIG_IGN);
  Ran ran;
  std::string_view left = options.input;
  pollfd ends[3] = {{in[1], POLLOUT, 0}, {out[0], POLLIN, 0}, {err[0], POLLIN, 0}};
  while (ends[0].fd >= 0 || ends[1].fd >= 0 || ends[2].fd >= 0) {
    if (::poll(ends, 3, -1) < 0) continue;
    if (ends[0].fd >= 0 && ends[0].revents != 0) {
      const ssize_t n = left.empty() ? -1 : ::write(ends[0].fd, left.data(), left.size());
      if (n > 0) left.remove_prefix(static_cast<std::size_t>(n));
      if (n < 0 || left.empty()) {
        ::close(ends[0].fd);
        ends[0].fd = -1;
      }
    }
    for (const int i : {1, 2}) {
      if (ends[i].fd < 0 || ends[i].revents == 0) continue;
      char buffer[65536];
      const ssize_t n = ::read(ends[i].fd, buffer, sizeof buffer);
      if (n > 0) {
        (i == 1 ? ran.out : ran.err).append(buffer, static_cast<std::size_t>(n));
      } else {
        ::close(ends[i].fd);
        ends[i].fd = -1;
      }
    }
  }
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  if (WIFEXITED(status)) ran.exit_code = WEXITSTATUS(status);
  return ran;
}

}  // namespace baton::test
