// From a runner and a task to the arguments of one call, without anything on the way that could take a value
// for more than a value.
#include "server/run/runner.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <utility>

namespace baton {
namespace {

using Json = nlohmann::json;

constexpr std::array<std::string_view, 3> prompt_names = {"stdin", "argument", "file"};

const std::string* value_of(std::string_view name, const CallValues& values) {
  const std::array<std::pair<std::string_view, const std::string*>, 5> table = {
      {{"agent", &values.agent},
       {"model", &values.model},
       {"agent_file", &values.agent_file},
       {"workspace", &values.workspace},
       {"run_dir", &values.run_dir}}};
  for (const auto& [key, value] : table)
    if (key == name) return value;
  return nullptr;
}

struct Filled {
  std::string text;
  bool known = true;
  bool begins_with_value = false;
};

// One way through: what is put in is never looked at.
Filled fill(std::string_view argument, const CallValues& values) {
  Filled filled;
  while (!argument.empty()) {
    const std::size_t open = argument.find('{');
    const std::size_t close = open == std::string_view::npos ? open : argument.find('}', open);
    const std::string* value = close == std::string_view::npos
                                   ? nullptr
                                   : value_of(argument.substr(open + 1, close - open - 1), values);
    if (value == nullptr) {
      const std::size_t taken = open == std::string_view::npos ? argument.size() : open + 1;
      filled.text += argument.substr(0, taken);
      argument.remove_prefix(taken);
      continue;
    }
    filled.begins_with_value = filled.begins_with_value || (filled.text.empty() && open == 0);
    filled.known = filled.known && !value->empty();
    filled.text.append(argument.substr(0, open)).append(*value);
    argument.remove_prefix(close + 1);
  }
  return filled;
}

bool strings_of(const Json& list, std::vector<std::string>& out) {
  if (!list.is_array()) return false;
  for (const Json& item : list) {
    if (!item.is_string()) return false;
    out.push_back(item.get<std::string>());
  }
  return true;
}

// Empty, or what is wrong with the value.
std::string read_field(const std::string& key, const Json& value, Runner& runner) {
  if (key == "name" || key == "prompt" || key == "output") {
    if (!value.is_string()) return key + " must be a text";
    const std::string text = value.get<std::string>();
    if (key == "name") {
      runner.name = text;
    } else if (key == "prompt") {
      const auto by = prompt_by(text);
      if (!by) return "prompt is \"" + text + "\", and may be stdin, argument or file";
      runner.prompt = *by;
    } else {
      const auto format = output_format(text);
      if (!format)
        return "output is \"" + text + "\", and may be text, claude-stream-json or json: and a JSON pointer";
      runner.output = *format;
    }
    return {};
  }
  if (key == "argv") return strings_of(value, runner.argv) ? "" : "argv must be a list of texts";
  if (key == "env")
    return strings_of(value, runner.environment) ? "" : "env must be a list of names of variables";
  if (key == "timeout") {
    if (!value.is_number_integer() || value < 1 || value > 604800)
      return "timeout must be a whole number of seconds from 1 to 604800";
    runner.timeout = value.get<unsigned>();
    return {};
  }
  return "there is no key " + key;
}

}  // namespace

const Runner* find_runner(std::string_view name, std::span<const Runner> own) {
  for (const std::span<const Runner> list : {own, preset_runners()})
    for (const Runner& runner : list)
      if (runner.name == name) return &runner;
  return nullptr;
}

std::optional<OutputFormat> output_format(std::string_view words) {
  if (words == "text") return OutputFormat{};
  if (words == "claude-stream-json") return OutputFormat{OutputFormat::Kind::claude_stream_json};
  if (!words.starts_with("json:")) return std::nullopt;
  const std::string pointer(words.substr(5));
  try {
    static_cast<void>(Json::json_pointer(pointer));
  } catch (const Json::exception&) {
    return std::nullopt;
  }
  return OutputFormat{OutputFormat::Kind::json, pointer};
}

std::string output_words(const OutputFormat& format) {
  switch (format.kind) {
    case OutputFormat::Kind::text:
      return "text";
    case OutputFormat::Kind::claude_stream_json:
      return "claude-stream-json";
    case OutputFormat::Kind::json:
      return "json:" + format.pointer;
  }
  return {};
}

std::optional<PromptBy> prompt_by(std::string_view words) {
  const auto found = std::ranges::find(prompt_names, words);
  if (found == prompt_names.end()) return std::nullopt;
  return static_cast<PromptBy>(found - prompt_names.begin());
}

std::string_view prompt_words(PromptBy by) {
  return prompt_names[static_cast<std::size_t>(by)];
}

Result<Runner> read_runner(const Json& object) {
  if (!object.is_object()) return Error{"a runner must be an object"};
  Runner runner;
  for (const auto& [key, value] : object.items())
    if (std::string wrong = read_field(key, value, runner); !wrong.empty()) return Error{wrong};
  if (runner.name.empty()) return Error{"a runner must have a name"};
  if (runner.name == preview_runner) return Error{"the name preview stands for the one that calls nothing"};
  if (runner.argv.empty() || runner.argv.front().empty())
    return Error{"argv must begin with the program that the runner calls"};
  for (const std::string& argument : runner.argv)
    if (argument.find('\0') != std::string::npos) return Error{"argv holds a NUL byte"};
  if (runner.argv.front().find('{') != std::string::npos)
    return Error{"the program that a runner calls cannot be made of placeholders"};
  return runner;
}

nlohmann::ordered_json runner_json(const Runner& runner) {
  nlohmann::ordered_json object = {{"name", runner.name},
                                   {"argv", runner.argv},
                                   {"prompt", std::string(prompt_words(runner.prompt))},
                                   {"output", output_words(runner.output)},
                                   {"env", runner.environment}};
  if (runner.timeout > 0) object["timeout"] = runner.timeout;
  return object;
}

std::string runner_identity(const Runner& runner) {
  nlohmann::ordered_json object = runner_json(runner);
  object.erase("timeout");
  return object.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

Result<Call> make_call(const Runner& runner, const CallValues& values, const std::string& prompt,
                       const std::string& prompt_file) {
  Call call;
  for (const std::string& argument : runner.argv) {
    const Filled filled = fill(argument, values);
    if (!filled.known) continue;
    if (filled.begins_with_value && filled.text.starts_with('-'))
      return Error{"the value of " + argument + " begins with \"-\", which " + runner.argv.front() +
                   " could take for a flag"};
    if (filled.text.find('\0') != std::string::npos)
      return Error{"the value of " + argument + " holds a NUL byte"};
    call.arguments.push_back(filled.text);
  }
  switch (runner.prompt) {
    case PromptBy::standard_input:
      call.input = prompt;
      break;
    case PromptBy::argument:
      if (prompt.find('\0') != std::string::npos)
        return Error{"the prompt holds a NUL byte and cannot be given as an argument"};
      // A prompt that begins like a flag must not become one.
      call.arguments.push_back(prompt.starts_with('-') ? "\n" + prompt : prompt);
      break;
    case PromptBy::file:
      call.arguments.push_back(prompt_file);
      break;
  }
  return call;
}

}  // namespace baton
