// Where bytes come from and go to: the seam between the protocol and the system.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace baton::protocol {

// One thread reads; any number may write, one at a time.
class Channel {
 public:
  Channel() = default;
  Channel(const Channel&) = delete;
  Channel& operator=(const Channel&) = delete;
  virtual ~Channel() = default;

  // Waits for bytes and returns how many were put into `buffer`; 0: the end of the input, or closed.
  virtual std::size_t read(char* buffer, std::size_t size) = 0;
  // Writes all bytes; false: the other side is gone, or closed.
  virtual bool write(std::string_view bytes) = 0;
  // From any thread: a waiting `read` returns 0, and so does every later one.
  virtual void close() = 0;
};

// Two ends in memory: what one writes the other reads. Closing one end is the other's end of input.
std::pair<std::unique_ptr<Channel>, std::unique_ptr<Channel>> memory_channels();

// Standard input and output. Anything else in the process that writes to standard output afterwards goes to
// standard error, so that the stream carries messages only.
std::unique_ptr<Channel> stdio_channel();

// A channel on two open file descriptors, which it closes at its end (the same one twice for a socket).
std::unique_ptr<Channel> descriptor_channel(int input, int output);

}  // namespace baton::protocol
