// What a runner's program writes, read as it comes: the text to show at once, and the output in the end.
// Chunks may end anywhere, in the middle of a character too.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/base/result.h"
#include "server/run/runner.h"

namespace baton {

struct RunnerOutput {
  std::string text;
  std::optional<double> cost = {};  // US dollars
  std::optional<unsigned> turns = {};
};

// One JSON object a line, as `claude --output-format stream-json` writes them: pieces of text, messages, and
// a last "result". Lines that are none of that are passed over.
class ClaudeStream {
 public:
  // The text that became known, to be shown.
  std::string feed(std::string_view chunk);
  // An error is one sentence: a result that says so, or no result at all.
  Result<RunnerOutput> finish();
  // The text of all messages so far.
  const std::string& so_far() const { return text_; }

 private:
  std::string line(std::string_view line);
  std::string take(std::string text);

  std::string rest_;  // of a line
  std::string text_;
  bool in_pieces_ = false;  // the message under way has come in pieces
  std::optional<RunnerOutput> result_;
  std::string fault_;
};

class OutputReader {
 public:
  explicit OutputReader(OutputFormat format) : format_(std::move(format)) {}
  std::string feed(std::string_view chunk);
  Result<RunnerOutput> finish();
  // What there is where nothing finished: shown to find out why.
  std::string partial() const;

 private:
  OutputFormat format_;
  std::string raw_;
  ClaudeStream claude_;
};

}  // namespace baton
