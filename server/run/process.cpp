// posix_spawn, three pipes and a look at the end.
#include "server/run/process.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <asio/posix/stream_descriptor.hpp>
#include <asio/post.hpp>
#include <asio/steady_timer.hpp>
#include <cerrno>
#include <mutex>
#include <optional>
#include <utility>

#include "server/base/error_words.h"
#include "server/run/process_group.h"

namespace baton {
namespace {

using Descriptor = asio::posix::stream_descriptor;

struct Pipe {
  int read = -1;
  int write = -1;
  Pipe() = default;
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  ~Pipe() {
    if (read >= 0) ::close(read);
    if (write >= 0) ::close(write);
  }
  bool open() {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) return false;
    read = ends[0];
    write = ends[1];
    return true;
  }
};

int handed_over(int& descriptor) {
  return std::exchange(descriptor, -1);
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> result;
  for (std::string& text : texts) result.push_back(text.data());
  result.push_back(nullptr);
  return result;
}

// A program that asks the terminal, or sets it, would be stopped, being in the background, and wait for ever:
// where these signals are ignored the one is refused, and the other done. They cannot be set for the child
// alone, so that of several threads that start programs each waits for its turn. (Blocked they would do the
// same, but shells undo that.)
class TerminalSignals {
 public:
  static constexpr std::array all = {SIGTTIN, SIGTTOU};

  TerminalSignals() : turn_(turns()) {
    struct sigaction ignore {};
    ignore.sa_handler = SIG_IGN;
    for (std::size_t i = 0; i < all.size(); ++i) ::sigaction(all[i], &ignore, &before_[i]);
  }
  TerminalSignals(const TerminalSignals&) = delete;
  TerminalSignals& operator=(const TerminalSignals&) = delete;
  ~TerminalSignals() {
    for (std::size_t i = 0; i < all.size(); ++i) ::sigaction(all[i], &before_[i], nullptr);
  }

 private:
  static std::mutex& turns() {
    static std::mutex those_of_all_threads;
    return those_of_all_threads;
  }

  std::lock_guard<std::mutex> turn_;
  std::array<struct sigaction, all.size()> before_{};
};

// The child in that group, with no signal blocked, and none but these ignored. Returns an errno.
int spawn(ProcessRequest& request, const Pipe& in, const Pipe& out, const Pipe& err, pid_t group,
          pid_t& child) {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawnattr_init(&attributes);
  ::posix_spawn_file_actions_adddup2(&actions, in.read, STDIN_FILENO);
  ::posix_spawn_file_actions_adddup2(&actions, out.write, STDOUT_FILENO);
  ::posix_spawn_file_actions_adddup2(&actions, err.write, STDERR_FILENO);
  ::posix_spawn_file_actions_addchdir_np(&actions, request.folder.c_str());
#if defined(__GLIBC__) && __GLIBC_PREREQ(2, 34)
  // What whoever started us left open is not for strangers.
  ::posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
#endif
  sigset_t none, all;
  ::sigemptyset(&none);
  ::sigfillset(&all);
  for (const int signal : TerminalSignals::all) ::sigdelset(&all, signal);
  ::posix_spawnattr_setsigmask(&attributes, &none);
  ::posix_spawnattr_setsigdefault(&attributes, &all);
  ::posix_spawnattr_setpgroup(&attributes, group);
  ::posix_spawnattr_setflags(&attributes,
                             POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  const std::vector<char*> argv = pointers(request.arguments);
  const std::vector<char*> environment = pointers(request.environment);
  const TerminalSignals refused;
  const int fault =
      ::posix_spawn(&child, request.program.c_str(), &actions, &attributes, argv.data(), environment.data());
  ::posix_spawnattr_destroy(&attributes);
  ::posix_spawn_file_actions_destroy(&actions);
  return fault;
}

class Running : public Process, public std::enable_shared_from_this<Running> {
 public:
  Running(asio::io_context& loop, ProcessRequest request, OnOutput on_output, OnEnd on_end)
      : request_(std::move(request)),
        on_output_(std::move(on_output)),
        on_end_(std::move(on_end)),
        loop_(loop),
        in_(loop),
        out_(loop),
        err_(loop),
        exit_(loop),
        limit_(loop),
        kill_(loop),
        look_(loop),
        groups_(asio::use_service<ProcessGroups>(loop)) {}

  ~Running() override {
    if (child_ > 0 && !ended_) bury();
  }

  void begin() {
    Pipe in, out, err;
    int fault = in.open() && out.open() && err.open() ? 0 : errno;
    if (fault == 0) fault = groups_.take(group_);
    if (fault == 0) fault = spawn(request_, in, out, err, group_->id(), child_);
    if (fault != 0) {
      groups_.give_back(std::move(group_));
      end_.how = ProcessEnd::How::not_started;
      end_.fault = error_words(fault);
      asio::post(loop_, [self = shared_from_this()] { self->on_end_(self->end_); });
      return;
    }
    in_.assign(handed_over(in.write));
    out_.assign(handed_over(out.read));
    err_.assign(handed_over(err.read));
    in_.native_non_blocking(true);
    write_input();
    read_output();
    read_errors();
    watch_exit();
    if (request_.timeout.count() > 0)
      after(limit_, request_.timeout, [this] { stop(ProcessEnd::How::timed_out); });
  }

  void cancel() override {
    if (stopping_ && !ended_) signal_group(SIGKILL);
    stop(ProcessEnd::How::cancelled);
  }

 private:
  template <typename Then>
  void after(asio::steady_timer& timer, std::chrono::milliseconds time, Then then) {
    timer.expires_after(time);
    timer.async_wait([self = shared_from_this(), then](const asio::error_code& fault) {
      if (!fault && !self->ended_) then();
    });
  }

  // A program that reads nothing keeps us waiting, one that has closed its input does not.
  void write_input() {
    if (written_ == request_.input.size()) {
      close(in_);
      return;
    }
    in_.async_write_some(asio::buffer(request_.input.data() + written_, request_.input.size() - written_),
                         [self = shared_from_this()](const asio::error_code& fault, std::size_t n) {
                           if (self->ended_) return;
                           self->written_ = fault ? self->request_.input.size() : self->written_ + n;
                           self->write_input();
                         });
  }

  void read_output() {
    out_.async_read_some(asio::buffer(out_buffer_),
                         [self = shared_from_this()](const asio::error_code& fault, std::size_t n) {
                           if (self->ended_) return;
                           if (fault) {
                             close(self->out_);
                             self->end_if_done();
                             return;
                           }
                           self->take_output(std::string_view(self->out_buffer_.data(), n));
                           self->read_output();
                         });
  }

  void take_output(std::string_view text) {
    const std::size_t room = request_.most_output - received_;
    if (room == 0 && end_.how == ProcessEnd::How::too_much_output) return;
    const bool too_much = text.size() > room;
    if (too_much) text = text.substr(0, room);
    received_ += text.size();
    if (!text.empty() && on_output_) on_output_(text);
    if (too_much) stop(ProcessEnd::How::too_much_output);
  }

  void read_errors() {
    err_.async_read_some(asio::buffer(err_buffer_),
                         [self = shared_from_this()](const asio::error_code& fault, std::size_t n) {
                           if (self->ended_) return;
                           if (fault) {
                             close(self->err_);
                             self->end_if_done();
                             return;
                           }
                           self->take_errors(n);
                           self->read_errors();
                         });
  }

  void take_errors(std::size_t n) {
    end_.errors.append(err_buffer_.data(), n);
    if (end_.errors.size() > 2 * request_.most_errors) keep_last_errors();
  }

  void keep_last_errors() {
    if (end_.errors.size() > request_.most_errors)
      end_.errors.erase(0, end_.errors.size() - request_.most_errors);
  }

  // By a descriptor that can be read when the process has ended; by looking now and then where the system has
  // none.
  void watch_exit() {
#ifdef SYS_pidfd_open
    const int descriptor = static_cast<int>(::syscall(SYS_pidfd_open, child_, 0));
    if (descriptor >= 0) {
      exit_.assign(descriptor);
      exit_.async_wait(Descriptor::wait_read, [self = shared_from_this()](const asio::error_code& fault) {
        if (!fault && !self->ended_) self->look_at_exit();
      });
      return;
    }
#endif
    look_at_exit();
  }

  void look_at_exit() {
    siginfo_t info{};
    const bool known = ::waitid(P_PID, static_cast<id_t>(child_), &info, WEXITED | WNOHANG | WNOWAIT) == 0;
    if (known && info.si_pid != child_) {
      after(look_, std::chrono::milliseconds(10), [this] { look_at_exit(); });
      return;
    }
    exited_ = true;
    close(in_);
    if (exit_.is_open()) close(exit_);
    after(look_, request_.linger, [this] { end(); });
    end_if_done();
  }

  void stop(ProcessEnd::How why) {
    if (ended_ || stopping_ || child_ < 0) return;
    stopping_ = true;
    end_.how = why;
    signal_group(SIGTERM);
    after(kill_, request_.grace, [this] { signal_group(SIGKILL); });
  }

  void signal_group(int signal) {
    // A stopped process hears nothing but this and SIGKILL.
    group_->signal(signal);
    group_->signal(SIGCONT);
  }

  void end_if_done() {
    if (exited_ && !out_.is_open() && !err_.is_open()) end();
  }

  // Nobody of the group is left behind. Returns the leader's status, where the system has it.
  std::optional<int> bury() {
    groups_.give_back(std::move(group_));
    int status = 0;
    pid_t buried = 0;
    while ((buried = ::waitpid(child_, &status, 0)) < 0 && errno == EINTR) {
    }
    return buried == child_ ? std::optional<int>(status) : std::nullopt;
  }

  void note_end(std::optional<int> status) {
    end_.how = ProcessEnd::How::lost;
    if (status && WIFSIGNALED(*status)) {
      end_.how = ProcessEnd::How::killed_by_signal;
      end_.signal = WTERMSIG(*status);
    } else if (status && WIFEXITED(*status)) {
      end_.how = ProcessEnd::How::exited;
      end_.exit_code = WEXITSTATUS(*status);
    }
  }

  void end() {
    if (ended_) return;
    const std::optional<int> status = bury();
    if (!stopping_) note_end(status);
    ended_ = true;
    for (Descriptor* descriptor : {&in_, &out_, &err_, &exit_}) close(*descriptor);
    for (asio::steady_timer* timer : {&limit_, &kill_, &look_}) timer->cancel();
    keep_last_errors();
    on_end_(end_);
  }

  static void close(Descriptor& descriptor) {
    asio::error_code ignored;
    descriptor.close(ignored);
  }

  ProcessRequest request_;
  OnOutput on_output_;
  OnEnd on_end_;
  asio::io_context& loop_;
  Descriptor in_, out_, err_, exit_;
  asio::steady_timer limit_, kill_, look_;
  std::array<char, 65536> out_buffer_{};
  std::array<char, 8192> err_buffer_{};
  std::size_t written_ = 0;
  std::size_t received_ = 0;
  ProcessGroups& groups_;
  std::unique_ptr<ProcessGroup> group_;
  pid_t child_ = -1;
  bool exited_ = false;
  bool stopping_ = false;
  bool ended_ = false;
  ProcessEnd end_;
};

bool is_program(const std::string& path) {
  struct stat about {};
  return ::stat(path.c_str(), &about) == 0 && S_ISREG(about.st_mode) && ::access(path.c_str(), X_OK) == 0;
}

}  // namespace

std::shared_ptr<Process> Process::start(asio::io_context& loop, ProcessRequest request, OnOutput on_output,
                                        OnEnd on_end) {
  auto process = std::make_shared<Running>(loop, std::move(request), std::move(on_output), std::move(on_end));
  process->begin();
  return process;
}

Result<std::string> find_program(const std::string& name, std::string_view search) {
  if (name.empty()) return Error{"the runner names no program"};
  if (name.front() == '/')
    return is_program(name) ? Result<std::string>(name) : Error{name + " is not there, or cannot be run"};
  if (name.find('/') != std::string::npos)
    return Error{name + " is neither a program's name nor an absolute path"};
  while (!search.empty()) {
    const std::size_t colon = search.find(':');
    const std::string folder(search.substr(0, colon));
    if (folder.starts_with('/'))
      if (const std::string path = folder + "/" + name; is_program(path)) return path;
    search.remove_prefix(colon == std::string_view::npos ? search.size() : colon + 1);
  }
  return Error{"there is no program " + name + " on the PATH"};
}

std::vector<std::string> runner_environment(std::span<const std::string> all,
                                            std::span<const std::string> allowed) {
  constexpr std::array<std::string_view, 5> always = {"PATH", "HOME", "LANG", "TERM", "TMPDIR"};
  std::vector<std::string> result;
  for (const std::string& variable : all) {
    const std::string_view name = std::string_view(variable).substr(0, variable.find('='));
    const bool may = name.starts_with("XDG_") || std::ranges::find(always, name) != always.end() ||
                     std::ranges::find(allowed, name) != allowed.end();
    if (may) result.push_back(variable);
  }
  return result;
}

std::vector<std::string> own_environment() {
  std::vector<std::string> result;
  for (char** variable = environ; variable != nullptr && *variable != nullptr; ++variable)
    result.emplace_back(*variable);
  return result;
}

}  // namespace baton
