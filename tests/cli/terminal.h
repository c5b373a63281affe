// The built program at a terminal, as a shell starts it there: at the head of a session of its own.
#pragma once

#include <termios.h>

#include <string>
#include <vector>

#include "tests/cli/program.h"

namespace baton::test {

struct Sat {
  int exit_code = -1;           // -1: ended by a signal
  std::string shown;            // by the terminal, with what was typed
  bool is_non_blocking = true;  // the terminal, afterwards
  bool is_as_before = false;    // its modes
};

// `options.input` is what is typed, at once.
inline Sat at_terminal(const std::string& folder, const std::vector<std::string>& arguments,
                       const RunOptions& options = {}) {
  int ends[2];
  open_terminal(ends);
  termios before{}, after{};
  REQUIRE(::tcgetattr(ends[0], &before) == 0);
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    ::setsid();
    ::ioctl(ends[1], TIOCSCTTY, 0);
    for (const int stream : {0, 1, 2}) ::dup2(ends[1], stream);
    for (const int end : ends) ::close(end);
    ::setenv("HOME", "/nonexistent", 1);
    for (const std::string& variable : options.environment) ::putenv(const_cast<char*>(variable.c_str()));
    ::alarm(20);
    std::string program = baton::testing::baton_program();
    std::vector<std::string> words = arguments;
    std::vector<char*> argv = {program.data()};
    for (std::string& word : words) argv.push_back(word.data());
    argv.push_back(nullptr);
    if (::chdir(folder.c_str()) == 0) ::execv(program.c_str(), argv.data());
    ::_exit(122);
  }
  CHECK(::write(ends[0], options.input.data(), options.input.size()) ==
        static_cast<ssize_t>(options.input.size()));
  Sat sat;
  int status = 0;
  ::fcntl(ends[0], F_SETFL, O_NONBLOCK);
  for (bool ended = false; !ended;) {
    ended = ::waitpid(child, &status, WNOHANG) == child;
    pollfd ready{ends[0], POLLIN, 0};
    char buffer[4096];
    while (::poll(&ready, 1, ended ? 0 : 20) > 0) {
      const ssize_t n = ::read(ends[0], buffer, sizeof buffer);
      if (n <= 0) break;
      sat.shown.append(buffer, static_cast<std::size_t>(n));
    }
  }
  if (WIFEXITED(status)) sat.exit_code = WEXITSTATUS(status);
  sat.is_non_blocking = (::fcntl(ends[1], F_GETFL) & O_NONBLOCK) != 0;
  REQUIRE(::tcgetattr(ends[0], &after) == 0);
  sat.is_as_before =
      before.c_iflag == after.c_iflag && before.c_oflag == after.c_oflag && before.c_lflag == after.c_lflag;
  for (const int end : ends) ::close(end);
  return sat;
}

}  // namespace baton::test
