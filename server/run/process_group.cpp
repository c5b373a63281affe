// fork without exec: the leader calls nothing but the system, since other threads may have held any lock.
#include "server/run/process_group.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

#include <cerrno>
#include <utility>

namespace baton {
namespace {

void close_from(int first) {
#ifdef SYS_close_range
  if (::syscall(SYS_close_range, static_cast<unsigned>(first), ~0U, 0U) == 0) return;
#endif
  for (int descriptor = ::getdtablesize() - 1; descriptor >= first; --descriptor) ::close(descriptor);
}

// All signals are blocked here, so that who ends the group by a signal that can be refused ends the others
// only.
[[noreturn]] void lead(int life) {
  ::setpgid(0, 0);
#ifdef __linux__
  // Not found by who kills Baton by its name.
  ::prctl(PR_SET_NAME, "run-group");
#endif
  ::dup2(life, STDIN_FILENO);
  // The other ends of pipes are here, too, and who reads these would wait for us.
  close_from(STDIN_FILENO + 1);
  // A program that is just being started has the end that tells of our life, too, until it has joined.
  char byte = 0;
  ssize_t got = 0;
  while ((got = ::read(STDIN_FILENO, &byte, 1)) > 0 || (got < 0 && errno == EINTR)) {
  }
  // By its number: while those who joined are killed (clear), the leader is in our own group.
  ::kill(-::getpid(), SIGKILL);
  ::_exit(0);
}

}  // namespace

int ProcessGroup::begin() {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return errno;
  life_ = ends[1];
  sigset_t all, before;
  ::sigfillset(&all);
  ::pthread_sigmask(SIG_SETMASK, &all, &before);
  leader_ = ::fork();
  if (leader_ == 0) lead(ends[0]);
  const int fault = leader_ < 0 ? errno : 0;
  ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
  ::close(ends[0]);
  // Here as well: whichever comes first.
  if (fault == 0) ::setpgid(leader_, leader_);
  return fault;
}

void ProcessGroup::signal(int signal) const {
  if (leader_ > 0) ::kill(-leader_, signal);
}

bool ProcessGroup::clear() {
  // A leader that died is not buried yet: until end has killed the others, the group's number is its own.
  siginfo_t death{};
  if (leader_ <= 0 || ::waitid(P_PID, static_cast<id_t>(leader_), &death, WEXITED | WNOHANG | WNOWAIT) != 0 ||
      death.si_pid != 0)
    return false;
  if (::setpgid(leader_, ::getpgrp()) != 0) return false;
  signal(SIGKILL);
  return ::setpgid(leader_, leader_) == 0;
}

void ProcessGroup::end() {
  signal(SIGKILL);
  if (leader_ > 0) ::kill(leader_, SIGKILL);  // wherever clear left it
  if (const pid_t leader = std::exchange(leader_, -1); leader > 0)
    while (::waitpid(leader, nullptr, 0) < 0 && errno == EINTR) {
    }
  if (const int life = std::exchange(life_, -1); life >= 0) ::close(life);
}

asio::execution_context::id ProcessGroups::id;

int ProcessGroups::take(std::unique_ptr<ProcessGroup>& group) {
  while (!idle_.empty()) {
    group = std::move(idle_.back());
    idle_.pop_back();
    if (group->clear()) return 0;
  }
  group = std::make_unique<ProcessGroup>();
  return group->begin();
}

void ProcessGroups::give_back(std::unique_ptr<ProcessGroup> group) {
  if (group && group->clear()) idle_.push_back(std::move(group));
}

}  // namespace baton
