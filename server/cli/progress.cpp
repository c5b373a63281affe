// One line, drawn over itself a few times a second by whichever thread comes by, and wiped with spaces: no
// terminal is too simple for that.
#include "server/cli/progress.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>

#include "server/base/utf8.h"
#include "server/cli/output.h"

namespace baton {
namespace {

constexpr auto pause = std::chrono::milliseconds(50);
constexpr std::size_t widest_bar = 40;
constexpr std::size_t narrowest_bar = 5;

// One column stays free: many terminals wrap a line that fills the last one.
std::size_t columns() {
  winsize size{};
  const bool known = ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
  return (known ? size.ws_col : 80U) - 1U;
}

}  // namespace

std::string progress_line(std::string_view what, std::size_t done, std::size_t total, std::size_t width) {
  std::string line(what);
  if (total == 0) {
    line += " \xE2\x80\xA6";
    return display_width(line) <= width ? line : "";
  }
  done = std::min(done, total);
  const std::string numbers = std::to_string(done) + "/" + std::to_string(total);
  const std::size_t around = line.size() + numbers.size() + 4;  // blanks and brackets
  if (width < around + narrowest_bar) return numbers.size() <= width ? numbers : "";
  const std::size_t bar = std::min(width - around, widest_bar);
  const std::size_t full = bar * done / total;
  return line + " [" + std::string(full, '#') + std::string(bar - full, '-') + "] " + numbers;
}

Progress::Progress(bool wanted) : shown_(wanted && ::isatty(STDERR_FILENO) == 1) {}

void Progress::begin(std::string_view what, std::size_t total) {
  what_ = what;
  total_ = total;
  done_ = 0;
  if (!shown_) return;
  const std::lock_guard lock(drawing_);
  draw();
}

void Progress::step() {
  if (!shown_) return;
  ++done_;
  const std::unique_lock lock(drawing_, std::try_to_lock);
  if (lock.owns_lock() && Clock::now() - last_ >= pause) draw();
}

void Progress::end() {
  if (drawn_ == 0) return;
  static_cast<void>(write_to_descriptor(STDERR_FILENO, "\r" + std::string(drawn_, ' ') + "\r"));
  drawn_ = 0;
}

void Progress::draw() {
  std::string line = progress_line(what_, done_, total_, columns());
  const std::size_t width = display_width(line);
  if (width < drawn_) line.append(drawn_ - width, ' ');
  drawn_ = width;
  last_ = Clock::now();
  // Where standard error is gone there is nobody to show it to.
  static_cast<void>(write_to_descriptor(STDERR_FILENO, "\r" + line));
}

}  // namespace baton
