// What a client says of runs: commands that it has the server execute (LSP 3.17, "Execute a command"), and
// the pipeline it asks for (docs/lsp-extensions.md).
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "protocol/fields.h"

namespace baton::protocol {

struct RunArguments {
  std::string uri;
  std::optional<std::uint32_t> phase, from, to;  // at most one
  std::string task;                              // empty: none; else it counts, and no phase
  std::optional<std::string> mode;
  std::string arguments, runner;
  bool with_prerequisites = false, rerun = false;
  bool resume = false;  // counts before all that says what is to run, and as what
};

// What a command cannot do without.
enum class RunNeeds { document, phase, task };

// The name of a workspace/executeCommand.
Parsed<std::string> parse_command_name(const Json& params);
// Its one argument.
Parsed<RunArguments> parse_run_arguments(const Json& params, RunNeeds needs);

struct NewAgentArguments {
  std::string uri, name;  // of the command file; of the agent, "plugin:name" or alone
};
Parsed<NewAgentArguments> parse_new_agent(const Json& params);

// Of baton/pipeline; and the one argument of the command that shows the same as a picture.
struct PipelineParams {
  std::string uri;
  std::optional<std::string> mode;
};
Parsed<PipelineParams> parse_pipeline(const Json& params);
Parsed<PipelineParams> parse_show_graph(const Json& params);

// A question of a file that buttons cannot answer: parameters of baton/question, and what the user chose or
// typed; nothing where they did neither, or the client could not ask.
struct QuestionOption {
  std::string label, description;
};
Json question_params(std::string_view message, const std::vector<QuestionOption>& options, bool several);
struct GivenAnswer {
  std::vector<std::size_t> chosen;
  std::string text;
};
std::optional<GivenAnswer> given_answer(const std::variant<Json, ResponseError>& outcome);

}  // namespace baton::protocol
