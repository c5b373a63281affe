// What is known of the runs of one command file, as values: what lenses, actions and hovers tell of them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace baton {

struct TaskRun {
  enum class Kind : std::uint8_t {
    none,
    fresh,
    stale,
    waiting,
    running,
    failed,
    cancelled,
    skipped,
    blocked,
    interrupted  // its run ended without a word
  };
  Kind kind = Kind::none;
  std::string reason = {};   // in words, for stale, failed, skipped, blocked and interrupted
  std::string output = {};   // the path of the file that holds its output; empty: there is none
  std::string opening = {};  // the first lines of it
  // That of the newest run that finished it: it stays there when a later run fails or is under way.
  std::string made = {};
  // It ended before it was done: what it left then is for people to read.
  bool broke_off() const {
    return kind == Kind::failed || kind == Kind::cancelled || kind == Kind::interrupted;
  }
  // Empty: no run has left one.
  const std::string& newest_output() const { return output.empty() ? made : output; }
  // The one that a later task would read; empty: there is none.
  const std::string& usable_output() const { return broke_off() ? made : newest_output(); }
  bool operator==(const TaskRun&) const = default;
};
std::string_view kind_word(TaskRun::Kind kind);  // "none", "fresh" …
// "not run yet", "done", "stale: the prompt changed"
std::string state_words(const TaskRun& task);
// Of a task without one: "has no output yet", "has no output: failed: …".
std::string no_output_words(const TaskRun& task);

struct RunView {
  std::vector<std::string> steps;  // of each of Document::tasks the step's name; empty: it cannot run
  std::vector<TaskRun> tasks;      // likewise
  bool known = false;              // the disk was asked: before that nobody can say what has not run
  bool under_way = false;
  std::string elsewhere = {};  // whose run is under way, in words; empty: nobody else's
  bool resumable = false;      // the last run can be gone on with
  std::string forbidden = {};  // why nothing runs but a preview; empty: what the user chose may
};

}  // namespace baton
