// A channel for tests and for two halves of one process.
#include <algorithm>
#include <condition_variable>
#include <mutex>

#include "protocol/channel.h"

namespace baton::protocol {
namespace {

// One direction of bytes.
struct Pipe {
  std::mutex mutex;
  std::condition_variable changed;
  std::string bytes;
  bool closed = false;

  void close() {
    const std::lock_guard lock(mutex);
    closed = true;
    changed.notify_all();
  }
};

class MemoryChannel final : public Channel {
 public:
  MemoryChannel(std::shared_ptr<Pipe> in, std::shared_ptr<Pipe> out)
      : in_(std::move(in)), out_(std::move(out)) {}
  ~MemoryChannel() override { shut(); }

  std::size_t read(char* buffer, std::size_t size) override {
    std::unique_lock lock(in_->mutex);
    in_->changed.wait(lock, [&] { return in_->closed || !in_->bytes.empty(); });
    const std::size_t count = std::min(size, in_->bytes.size());
    in_->bytes.copy(buffer, count);
    in_->bytes.erase(0, count);
    return count;
  }

  bool write(std::string_view bytes) override {
    const std::lock_guard lock(out_->mutex);
    if (out_->closed) return false;
    out_->bytes += bytes;
    out_->changed.notify_all();
    return true;
  }

  void close() override { shut(); }

 private:
  void shut() {
    out_->close();
    in_->close();
  }

  std::shared_ptr<Pipe> in_, out_;
};

}  // namespace

std::pair<std::unique_ptr<Channel>, std::unique_ptr<Channel>> memory_channels() {
  auto there = std::make_shared<Pipe>();
  auto back = std::make_shared<Pipe>();
  return {std::make_unique<MemoryChannel>(back, there), std::make_unique<MemoryChannel>(there, back)};
}

}  // namespace baton::protocol
