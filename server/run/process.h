// One program, called and watched on an event loop: its input written, its output read as it comes, its time
// and size limited, and nothing of it left behind. run.md, "Runners". No shell, no signal handlers, no
// threads. Whoever uses it ignores SIGPIPE.
#pragma once

#include <asio/io_context.hpp>
#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "server/base/result.h"

namespace baton {

struct ProcessRequest {
  std::string program;                               // absolute
  std::vector<std::string> arguments;                // with the program's name as the first
  std::vector<std::string> environment;              // "NAME=value", and nothing else
  std::string folder;                                // where it runs
  std::string input = {};                            // written to its standard input, which is closed then
  std::size_t most_output = std::size_t{64} << 20U;  // bytes; what writes more is stopped
  std::size_t most_errors = std::size_t{64} << 10U;  // of standard error so many last bytes are kept
  std::chrono::milliseconds timeout{0};              // 0: none
  std::chrono::milliseconds grace{5000};             // between the request to end and the end
  // How long others may hold on to the output of a program that has ended.
  std::chrono::milliseconds linger{500};
};

struct ProcessEnd {
  // lost: it ended, and the system does not say how.
  enum class How { exited, killed_by_signal, not_started, timed_out, cancelled, too_much_output, lost };
  How how = How::exited;
  int exit_code = 0;   // exited
  int signal = 0;      // killed_by_signal
  std::string fault;   // not_started: the system's words
  std::string errors;  // the end of what it wrote to standard error
  bool succeeded() const { return how == How::exited && exit_code == 0; }
};

class Process {
 public:
  using OnOutput = std::function<void(std::string_view)>;
  using OnEnd = std::function<void(const ProcessEnd&)>;

  // Calls back on the loop, `on_end` exactly once and last, also where it could not be started.
  static std::shared_ptr<Process> start(asio::io_context& loop, ProcessRequest request, OnOutput on_output,
                                        OnEnd on_end);

  virtual ~Process() = default;
  // Asks the whole process group to end, and makes it after a while; called again, at once.
  virtual void cancel() = 0;
};

// The program that a name means: by the absolute folders of `search` ("/usr/bin:/bin"), so that no file of a
// workspace can be meant; a name with "/" must be absolute. The error is one sentence.
Result<std::string> find_program(const std::string& name, std::string_view search);

// Of `all` ("NAME=value") only PATH, HOME, LANG, TERM, TMPDIR, XDG_* and the names allowed.
std::vector<std::string> runner_environment(std::span<const std::string> all,
                                            std::span<const std::string> allowed);

// The environment of this program.
std::vector<std::string> own_environment();

}  // namespace baton
