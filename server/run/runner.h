// A runner turns one rendered prompt into one output: a program, how it is called, how its output is read.
// Plain data. run.md, "Runners".
#pragma once

#include <cstddef>
#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "server/base/result.h"

namespace baton {

enum class PromptBy : std::uint8_t { standard_input, argument, file };

struct OutputFormat {
  enum class Kind : std::uint8_t { text, claude_stream_json, json };
  Kind kind = Kind::text;
  std::string pointer = {};  // json: where the output stands (RFC 6901)
  bool operator==(const OutputFormat&) const = default;
};

struct Runner {
  std::string name;
  std::vector<std::string> argv = {};  // empty: calls nothing, the prompt is the output
  PromptBy prompt = PromptBy::standard_input;
  OutputFormat output = {};
  std::vector<std::string> environment = {};  // names of variables that it gets, too
  unsigned timeout = 0;                       // seconds; 0: none of its own
  bool calls_nothing() const { return argv.empty(); }
  bool operator==(const Runner&) const = default;
};

// The default, which calls nothing.
inline constexpr std::string_view preview_runner = "preview";

// "preview" first.
std::span<const Runner> preset_runners();
// The user's own come before the presets.
const Runner* find_runner(std::string_view name, std::span<const Runner> own);

// "text", "claude-stream-json" or "json:/a/b"; "stdin", "argument" or "file". Nothing for other words.
std::optional<OutputFormat> output_format(std::string_view words);
std::string output_words(const OutputFormat& format);
std::optional<PromptBy> prompt_by(std::string_view words);
std::string_view prompt_words(PromptBy by);

// The object of run.md. Every problem is one sentence.
Result<Runner> read_runner(const nlohmann::json& object);
nlohmann::ordered_json runner_json(const Runner& runner);
// What of a runner a task's result depends on: how long it may take does not count.
std::string runner_identity(const Runner& runner);

// What stands for {agent} and the others in argv. Empty: not known.
struct CallValues {
  std::string agent = {}, model = {}, agent_file = {}, workspace = {}, run_dir = {};
};

struct Call {
  std::vector<std::string> arguments;  // the first is the program's name
  std::string input;                   // for standard input
};

// Each placeholder is replaced within its one argument, and what was put in is not looked at again. An
// argument for which a value is not known is left out. `prompt_file`: of PromptBy::file.
Result<Call> make_call(const Runner& runner, const CallValues& values, const std::string& prompt,
                       const std::string& prompt_file);

}  // namespace baton
