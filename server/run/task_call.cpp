// The program's end and its output are two witnesses: only where both say that all went well has the task an
// output.
#include "server/run/task_call.h"

#include <utility>

#include "server/base/path.h"
#include "server/run/names.h"
#include "server/run/system_words.h"

namespace baton {
namespace {

// The last line that a program wrote to standard error is what it died of, more often than not.
std::string last_words(const std::string& errors) {
  const std::size_t end = errors.find_last_not_of(" \t\r\n");
  if (end == std::string::npos) return {};
  const std::size_t begin = errors.find_last_of("\r\n", end);
  const std::size_t first = begin == std::string::npos ? 0 : begin + 1;
  return ": " + shown(std::string_view(errors).substr(first, end + 1 - first));
}

std::string why(const ProcessEnd& end, const TaskRequest& request) {
  const std::string& program = request.call.arguments.front();
  const std::string name = shown(path::file_name(program));
  switch (end.how) {
    case ProcessEnd::How::exited:
      return name + " ended with exit code " + std::to_string(end.exit_code) + last_words(end.errors);
    case ProcessEnd::How::killed_by_signal:
      return name + " was ended by " + signal_words(end.signal) + last_words(end.errors);
    case ProcessEnd::How::lost:
      return name + " ended, and the system does not say how" + last_words(end.errors);
    case ProcessEnd::How::not_started:
      return shown(program) + " could not be started (" + end.fault + ")";
    case ProcessEnd::How::timed_out:
      return "took longer than " + duration_words(static_cast<double>(request.timeout.count()) / 1000) +
             " and was stopped";
    case ProcessEnd::How::cancelled:
      return {};
    case ProcessEnd::How::too_much_output:
      return "wrote more than " + size_words(ProcessRequest{}.most_output) + ": the output was cut there";
  }
  return {};
}

TaskResult result_of(const ProcessEnd& end, const TaskRequest& request, OutputReader& reader) {
  TaskResult result;
  if (end.succeeded()) {
    std::string partial = reader.partial();
    Result<RunnerOutput> output = reader.finish();
    if (output)
      result.output = std::move(*output);
    else
      result = {{}, output.error() + last_words(end.errors), 0, {}, std::move(partial)};
    return result;
  }
  result.cancelled = end.how == ProcessEnd::How::cancelled;
  result.reason = why(end, request);
  result.partial = reader.partial();
  if (end.how == ProcessEnd::How::exited) result.exit_code = end.exit_code;
  if (end.how == ProcessEnd::How::killed_by_signal) result.signal = end.signal;
  // A program that fails may have said why in its own way.
  if (end.how == ProcessEnd::How::exited &&
      request.runner.output.kind == OutputFormat::Kind::claude_stream_json)
    if (const Result<RunnerOutput> output = reader.finish(); !output && end.errors.empty())
      result.reason += ": " + output.error();
  return result;
}

}  // namespace

std::shared_ptr<Process> call_runner(asio::io_context& loop, TaskRequest request,
                                     std::function<void(std::string_view)> on_text,
                                     std::function<void(TaskResult)> on_end) {
  ProcessRequest process;
  process.program = request.program;
  process.arguments = request.call.arguments;
  process.environment = request.environment;
  process.folder = request.folder;
  process.input = std::move(request.call.input);
  process.timeout = request.timeout;
  const auto reader = std::make_shared<OutputReader>(request.runner.output);
  return Process::start(
      loop, std::move(process),
      [reader, on_text = std::move(on_text)](std::string_view chunk) {
        if (const std::string text = reader->feed(chunk); !text.empty()) on_text(text);
      },
      [reader, request = std::move(request), on_end = std::move(on_end)](const ProcessEnd& end) {
        on_end(result_of(end, request, *reader));
      });
}

}  // namespace baton
