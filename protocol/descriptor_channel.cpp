// Pipes, terminals and sockets as one kind of channel. A second, private pipe wakes a reader that waits.
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <mutex>

#include "protocol/channel.h"

namespace baton::protocol {
namespace {

class DescriptorChannel final : public Channel {
 public:
  DescriptorChannel(int input, int output) : input_(input), output_(output) {
    if (::pipe2(wake_, O_CLOEXEC | O_NONBLOCK) != 0) wake_[0] = wake_[1] = -1;
  }

  ~DescriptorChannel() override {
    if (input_ >= 0) ::close(input_);
    if (output_ >= 0 && output_ != input_) ::close(output_);
    for (const int end : wake_)
      if (end >= 0) ::close(end);
  }

  std::size_t read(char* buffer, std::size_t size) override {
    while (!closed_ && input_ >= 0) {
      pollfd waits[2] = {{input_, POLLIN, 0}, {wake_[0], POLLIN, 0}};
      if (::poll(waits, 2, -1) < 0 && errno != EINTR) return 0;
      if (waits[0].revents == 0) continue;
      const ssize_t count = ::read(input_, buffer, size);
      if (count >= 0) return static_cast<std::size_t>(count);
      if (errno != EINTR && errno != EAGAIN) return 0;
    }
    return 0;
  }

  bool write(std::string_view bytes) override {
    const std::lock_guard lock(writing_);
    while (!bytes.empty()) {
      if (closed_) return false;
      const ssize_t count = ::write(output_, bytes.data(), bytes.size());
      if (count >= 0) {
        bytes.remove_prefix(static_cast<std::size_t>(count));
      } else if (errno == EAGAIN) {
        // The other end may have made the shared pipe non-blocking.
        pollfd waits[2] = {{output_, POLLOUT, 0}, {wake_[0], POLLIN, 0}};
        ::poll(waits, 2, -1);
      } else if (errno != EINTR) {
        return false;
      }
    }
    return true;
  }

  void close() override {
    closed_ = true;
    const char byte = 0;
    if (wake_[1] >= 0 && ::write(wake_[1], &byte, 1) < 0) return;  // full: already awake
  }

 private:
  int input_;
  int output_;
  int wake_[2];
  std::mutex writing_;
  std::atomic<bool> closed_ = false;
};

}  // namespace

std::unique_ptr<Channel> descriptor_channel(int input, int output) {
  return std::make_unique<DescriptorChannel>(input, output);
}

std::unique_ptr<Channel> stdio_channel() {
  const int input = ::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3);
  const int output = ::fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
  if (::dup2(STDERR_FILENO, STDOUT_FILENO) < 0) {
    const int nowhere = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
    ::dup2(nowhere, STDOUT_FILENO);
    ::close(nowhere);
  }
  return descriptor_channel(input, output);
}

}  // namespace baton::protocol
