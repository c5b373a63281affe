// One task given to its runner: the program called, what it writes read, how it ended said in words.
#pragma once

#include <asio/io_context.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/run/process.h"
#include "server/run/runner.h"
#include "server/run/stream_json.h"

namespace baton {

struct TaskRequest {
  Runner runner;
  std::string program;  // absolute
  Call call;
  std::vector<std::string> environment;  // what the program gets
  std::string folder;                    // where it runs
  std::chrono::milliseconds timeout{0};  // 0: none
};

struct TaskResult {
  std::optional<RunnerOutput> output;  // nothing: it failed
  std::string reason = {};             // failed: in words
  std::optional<int> exit_code = {}, signal = {};
  std::string partial = {};  // failed: what there was of an output
  bool cancelled = false;    // it did not fail by itself; then without a reason
};

// `on_text`: whole characters, as they come. `on_end`: once, later, on the loop.
std::shared_ptr<Process> call_runner(asio::io_context& loop, TaskRequest request,
                                     std::function<void(std::string_view)> on_text,
                                     std::function<void(TaskResult)> on_end);

}  // namespace baton
