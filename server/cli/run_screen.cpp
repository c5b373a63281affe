// One owner of standard output: whatever is drawn over itself is wiped before a line is written.
#include "server/cli/run_screen.h"

#include <fcntl.h>
#include <unistd.h>

#include <asio/buffer.hpp>
#include <asio/posix/stream_descriptor.hpp>
#include <asio/read_until.hpp>
#include <asio/steady_timer.hpp>
#include <map>
#include <utility>
#include <vector>

#include "server/base/utf8.h"
#include "server/cli/output.h"
#include "server/cli/plain_text.h"
#include "server/cli/xml.h"
#include "server/run/run_counts.h"
#include "server/run/runner_choice.h"
#include "server/run/system_words.h"

namespace baton {
namespace {

std::string place_of(const RunEvent& event) {
  return (event.phase ? "phase " + std::to_string(*event.phase) + ": " : "") + escaped(task_name(event));
}

std::string finished_words(const RunEvent& event) {
  std::string words = place_of(event);
  if (!event.from_run.empty())
    words += " is as it was in run " + event.from_run;
  else
    words += " done in " + duration_words(event.seconds.value_or(0));
  words += ", " + size_words(event.bytes);
  if (event.cost)
    words += ", $" + std::to_string(*event.cost).substr(0, std::to_string(*event.cost).find('.') + 3);
  return words;
}

// Empty: nothing that a person needs to be told.
std::string line_of(const RunEvent& event) {
  switch (event.kind) {
    case RunEventKind::run_started:
    case RunEventKind::run_resumed:
      return std::string(event.kind == RunEventKind::run_started ? "run " : "going on with run ") +
             event.run + ": /" + escaped(event.command) +
             (event.mode ? " in mode " + escaped(*event.mode) : "") + ", runner " + escaped(event.runner);
    case RunEventKind::task_started:
      return place_of(event) + " started";
    case RunEventKind::task_finished:
      return finished_words(event);
    case RunEventKind::task_failed:
      return place_of(event) + " failed: " + escaped(event.reason);
    case RunEventKind::task_cancelled:
      return place_of(event) + " cancelled";
    case RunEventKind::task_skipped:
      return place_of(event) + " skipped: " + escaped(event.reason);
    case RunEventKind::task_blocked:
      return place_of(event) + " blocked: " + escaped(event.reason);
    case RunEventKind::task_not_run:
      return place_of(event) + " not run: " + escaped(event.reason);
    case RunEventKind::gate_waiting:
      return "gate: " + escaped(event.text);
    case RunEventKind::gate_passed:
      return "gate passed: " + escaped(event.text);
    case RunEventKind::cancelled:
      return "cancelled";
    default:
      return {};
  }
}

// The terminal of standard input, opened anew: the loop makes non-blocking what it reads, and standard input
// is shared with the shell that the user comes back to.
int open_own_terminal() {
  constexpr int flags = O_RDONLY | O_NOCTTY | O_CLOEXEC;
  char name[256];
  const int own = ::ttyname_r(STDIN_FILENO, name, sizeof name) == 0 ? ::open(name, flags) : -1;
  return own >= 0 ? own : ::open("/dev/tty", flags);
}

class Screen : public RunScreen {
 public:
  Screen(asio::io_context& loop, const Plan& plan) : input_(loop), timer_(loop) {
    for (const PlanStep& step : plan.steps)
      if (step.kind == StepKind::task && step.state == StepState::run) ++total_;
  }

  void ask_gate(const PlanStep& gate, const std::vector<std::string>& outputs,
                std::function<void(bool)> answer) override {
    static_cast<void>(gate);
    if (::isatty(STDIN_FILENO) != 1 || ::isatty(STDERR_FILENO) != 1) return answer(false);
    if (!input_.is_open()) {
      const int terminal = open_own_terminal();
      if (terminal < 0) return answer(false);
      input_.assign(terminal);
    }
    wipe();
    for (const std::string& file : outputs) say("  " + escaped(file) + "\n");
    say("Go on? [y/N] ");
    asio::async_read_until(input_, asio::dynamic_buffer(line_), '\n',
                           [this, answer](const asio::error_code& fault, std::size_t n) {
                             const std::string line = line_.substr(0, n);
                             line_.erase(0, n);
                             answer(!fault && (line.starts_with('y') || line.starts_with('Y')));
                           });
  }

  const std::string& unwritten() const override { return unwritten_; }

  void on_event(const RunEvent& event) override {
    if (event.kind == RunEventKind::run_finished) {
      asio::error_code ignored;
      input_.close(ignored);
      timer_.cancel();
      wipe();
    }
    count(event);
    show(event);
  }

 protected:
  virtual void show(const RunEvent& event) = 0;

  void count(const RunEvent& event) {
    fold(state_, event);
    if (event.kind == RunEventKind::task_started)
      running_[event.task] = {escaped(task_name(event)), std::chrono::steady_clock::now()};
    if (ends_task(event.kind)) running_.erase(event.task);
  }

  std::string counts() const {
    const RunCounts counts = count_tasks(state_);
    std::string words = std::to_string(counts.done) + " done";
    if (counts.from_before > 0) words += " (" + std::to_string(counts.from_before) + " from before)";
    words += not_done_words(counts);
    if (counts.skipped > 0) words += ", " + std::to_string(counts.skipped) + " skipped";
    return words;
  }

  static void say(std::string_view text) { static_cast<void>(write_to_descriptor(STDERR_FILENO, text)); }
  // A reader that has gone away does not stop a run, and neither does a full disk; but that is told.
  void print(const std::string& text) {
    if (unwritten_.empty()) unwritten_ = write_out(text);
  }

  void wipe() {
    if (drawn_ > 0) say("\r" + std::string(drawn_, ' ') + "\r");
    drawn_ = 0;
  }

  struct Live {
    std::string name;
    std::chrono::steady_clock::time_point begun;
  };

  std::string unwritten_;
  asio::posix::stream_descriptor input_;
  asio::steady_timer timer_;
  std::string line_;
  RunState state_;
  std::map<std::string, Live> running_;
  std::size_t total_ = 0;
  std::size_t drawn_ = 0;  // columns
};

class TextScreen : public Screen {
 public:
  TextScreen(asio::io_context& loop, const Plan& plan)
      : Screen(loop, plan), live_(::isatty(STDERR_FILENO) == 1), streams_(::isatty(STDOUT_FILENO) == 1) {
    if (live_) tick();
  }

  void finish(const RunEnd& end, const std::string& folder) override {
    if (!end.fault.empty()) return complain(end.fault);
    print(counts() + "; outputs in " + escaped(folder) + "\n");
    if (end.outcome == RunOutcome::waiting)
      complain("a gate waits: go on with " +
               options_to_resume(folder.substr(folder.rfind('/') + 1), state_.runner, true));
  }

 private:
  void show(const RunEvent& event) override {
    if (event.kind == RunEventKind::task_text) {
      if (streams_) stream(event);
      return;
    }
    if (const auto rest = rests_.find(event.task);
        rest != rests_.end() && event.kind != RunEventKind::task_ready) {
      if (!rest->second.empty()) write_line("  " + escaped(task_name(event)) + " | " + escaped(rest->second));
      rests_.erase(rest);
    }
    if (const std::string line = line_of(event); !line.empty()) write_line(line);
  }

  // Whole lines, so that two tasks do not mix.
  void stream(const RunEvent& event) {
    std::string& rest = rests_[event.task];
    std::string_view text = event.text;
    for (std::size_t end; (end = text.find('\n')) != std::string_view::npos; text.remove_prefix(end + 1)) {
      rest += text.substr(0, end);
      write_line("  " + escaped(task_name(event)) + " | " + escaped(rest));
      rest.clear();
    }
    rest += text;
  }

  void write_line(const std::string& line) {
    wipe();
    print(line + "\n");
  }

  void tick() {
    timer_.expires_after(std::chrono::milliseconds(100));
    timer_.async_wait([this](const asio::error_code& fault) {
      if (fault) return;
      draw();
      tick();
    });
  }

  void draw() {
    constexpr std::string_view wheel = "|/-\\";
    if (running_.empty()) return wipe();
    std::string line(1, wheel[++turns_ % wheel.size()]);
    line += " " + std::to_string(count_tasks(state_).done) + "/" + std::to_string(total_);
    for (const auto& [task, live] : running_)
      line += "  " + live.name + " " +
              duration_words(
                  std::chrono::duration<double>(std::chrono::steady_clock::now() - live.begun).count());
    if (display_width(line) > 79)
      line = line.substr(0, 1) + " " + std::to_string(running_.size()) + " tasks running";
    wipe();
    drawn_ = display_width(line);
    say(line);
  }

  bool live_, streams_;
  std::size_t turns_ = 0;
  std::map<std::string, std::string> rests_;
};

class JsonScreen : public Screen {
 public:
  using Screen::Screen;
  void finish(const RunEnd& end, const std::string&) override {
    if (!end.fault.empty()) complain(end.fault);
  }

 private:
  void show(const RunEvent& event) override { print(event_line(event) + "\n"); }
};

class JunitScreen : public Screen {
 public:
  using Screen::Screen;
  void finish(const RunEnd& end, const std::string&) override {
    if (!end.fault.empty()) complain(end.fault);
    const RunCounts counts = count_tasks(state_);
    const std::size_t failures = counts.failed + counts.blocked;
    const std::size_t skipped = counts.skipped + counts.not_run;
    const std::size_t tests = counts.done + failures + counts.cancelled + skipped;
    const std::string head = xml_attribute("name", "baton run") +
                             xml_attribute("tests", std::to_string(tests)) +
                             xml_attribute("failures", std::to_string(failures)) +
                             xml_attribute("errors", std::to_string(counts.cancelled)) +
                             xml_attribute("skipped", std::to_string(skipped));
    print("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n  <testsuite" + head + ">\n" + cases_ +
          "  </testsuite>\n</testsuites>\n");
  }

 private:
  void show(const RunEvent& event) override {
    std::string inner;
    switch (event.kind) {
      case RunEventKind::task_finished:
        break;
      case RunEventKind::task_failed:
      case RunEventKind::task_blocked:
        inner = "<failure" +
                xml_attribute("type", event.kind == RunEventKind::task_failed ? "failed" : "blocked") +
                xml_attribute("message", escaped(event.reason)) + "/>";
        break;
      case RunEventKind::task_cancelled:
        inner =
            "<error" + xml_attribute("type", "cancelled") + xml_attribute("message", "was cancelled") + "/>";
        break;
      case RunEventKind::task_skipped:
        inner = "<skipped" + xml_attribute("message", escaped(event.reason)) + "/>";
        break;
      case RunEventKind::task_not_run:
        inner = "<skipped" + xml_attribute("message", "not run: " + escaped(event.reason)) + "/>";
        break;
      default:
        return;
    }
    char time[32];
    std::snprintf(time, sizeof time, "%.3f", event.seconds.value_or(0));
    cases_ += "    <testcase classname=\"baton\"" + xml_attribute("name", escaped(event.task)) +
              xml_attribute("time", time) + (inner.empty() ? "/>\n" : ">" + inner + "</testcase>\n");
  }

  std::string cases_;
};

}  // namespace

std::unique_ptr<RunScreen> make_run_screen(asio::io_context& loop, RunFormat format, const Plan& plan) {
  switch (format) {
    case RunFormat::text:
      return std::make_unique<TextScreen>(loop, plan);
    case RunFormat::json:
      return std::make_unique<JsonScreen>(loop, plan);
    case RunFormat::junit:
      return std::make_unique<JunitScreen>(loop, plan);
  }
  return nullptr;
}

}  // namespace baton
