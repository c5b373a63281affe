// --progress: how far Baton is, on standard error, where that is a terminal. Elsewhere nothing is written.
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <mutex>
#include <string>
#include <string_view>

namespace baton {

// "checking [#####-----] 5/10"; without a total "reading files …". At most `width` columns, and empty where
// not even the numbers fit.
std::string progress_line(std::string_view what, std::size_t done, std::size_t total, std::size_t width);

class Progress {
 public:
  explicit Progress(bool wanted);
  ~Progress() { end(); }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  // A new piece of work; `total` 0: nobody knows how much it is.
  void begin(std::string_view what, std::size_t total);
  // One more is done. From any thread.
  void step();
  // Wipes the line, so that what is written next stands alone.
  void end();

 private:
  using Clock = std::chrono::steady_clock;

  void draw();

  bool shown_ = false;
  std::string what_;
  std::size_t total_ = 0;
  std::atomic<std::size_t> done_ = 0;
  std::mutex drawing_;     // guards what follows
  std::size_t drawn_ = 0;  // columns
  Clock::time_point last_;
};

}  // namespace baton
