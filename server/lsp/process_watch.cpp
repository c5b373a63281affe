// Linux 5.3 has descriptors for processes; elsewhere the process is asked for by its number.
#include "server/lsp/process_watch.h"

#include <poll.h>
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <limits>

namespace baton::lsp {

ProcessWatch::ProcessWatch(std::int64_t process) : process_(process) {
#ifdef SYS_pidfd_open
  if (process > 0 && process <= std::numeric_limits<pid_t>::max())
    descriptor_ = static_cast<int>(::syscall(SYS_pidfd_open, static_cast<pid_t>(process), 0));
#endif
}

ProcessWatch::~ProcessWatch() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

bool ProcessWatch::alive() const {
  if (process_ <= 0 || process_ > std::numeric_limits<pid_t>::max()) return false;
  if (descriptor_ >= 0) {
    pollfd ended{descriptor_, POLLIN, 0};
    return ::poll(&ended, 1, 0) == 0;
  }
  return ::kill(static_cast<pid_t>(process_), 0) == 0 || errno != ESRCH;
}

}  // namespace baton::lsp
