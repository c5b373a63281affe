// See run.h.
#include "protocol/types/run.h"

#include "protocol/types/basic.h"

namespace baton::protocol {
namespace {

std::optional<std::uint32_t> number_in(const Fields& fields, const char* key) {
  const auto found = fields.find(key);
  return found ? std::optional(found->uinteger()) : std::nullopt;
}

std::string text_in(const Fields& fields, const char* key) {
  const auto found = fields.find(key);
  return found ? found->text() : std::string();
}

bool flag_in(const Fields& fields, const char* key) {
  const auto found = fields.find(key);
  return found && found->boolean();
}

RunArguments read_run_arguments(const Fields& given, RunNeeds needs) {
  RunArguments out;
  out.uri = given.at("uri").text();
  out.phase = number_in(given, "phase");
  out.from = number_in(given, "from");
  out.to = number_in(given, "to");
  out.task = text_in(given, "task");
  if (const auto mode = given.find("mode")) out.mode = mode->text();
  out.arguments = text_in(given, "arguments");
  out.runner = text_in(given, "runner");
  out.with_prerequisites = flag_in(given, "withPrerequisites");
  out.rerun = flag_in(given, "rerun");
  out.resume = flag_in(given, "resume");
  // An empty one would be the whole file.
  if (out.task.empty() && (needs == RunNeeds::task || given.find("task")))
    given.at("task").wrong("the name of a task");
  if (needs == RunNeeds::phase && !out.phase) static_cast<void>(given.at("phase").uinteger());
  if (out.task.empty() && out.from && (out.to || out.phase)) given.at("from").wrong("no other selection");
  if (out.task.empty() && out.to && out.phase) given.at("to").wrong("no other selection");
  return out;
}

std::optional<Fields> only_argument(const Fields& fields) {
  const Fields all = fields.at("arguments");
  const std::vector<Fields> list = all.list();
  if (list.size() != 1) all.wrong("a list of one object");
  if (list.size() != 1 || !list.front().object()) return std::nullopt;
  return list.front();
}

}  // namespace

Parsed<std::string> parse_command_name(const Json& params) {
  return parse_fields<std::string>(params, [](const Fields& fields) { return fields.at("command").text(); });
}

Parsed<RunArguments> parse_run_arguments(const Json& params, RunNeeds needs) {
  return parse_fields<RunArguments>(params, [&](const Fields& fields) {
    const auto given = only_argument(fields);
    return given ? read_run_arguments(*given, needs) : RunArguments();
  });
}

Parsed<NewAgentArguments> parse_new_agent(const Json& params) {
  return parse_fields<NewAgentArguments>(params, [](const Fields& fields) {
    const auto given = only_argument(fields);
    if (!given) return NewAgentArguments();
    NewAgentArguments out{given->at("uri").text(), given->at("name").text()};
    if (out.name.empty()) given->at("name").wrong("the name of an agent");
    return out;
  });
}

Parsed<PipelineParams> parse_pipeline(const Json& params) {
  return parse_fields<PipelineParams>(params, [](const Fields& fields) {
    PipelineParams out{read_document_uri(fields), {}};
    if (const auto mode = fields.find("mode")) out.mode = mode->text();
    return out;
  });
}

Parsed<PipelineParams> parse_show_graph(const Json& params) {
  return parse_fields<PipelineParams>(params, [](const Fields& fields) {
    const auto given = only_argument(fields);
    if (!given) return PipelineParams();
    PipelineParams out{given->at("uri").text(), {}};
    if (const auto mode = given->find("mode")) out.mode = mode->text();
    return out;
  });
}

Json question_params(std::string_view message, const std::vector<QuestionOption>& options, bool several) {
  Json list = Json::array();
  for (const QuestionOption& option : options) {
    Json item = {{"label", option.label}};
    if (!option.description.empty()) item["description"] = option.description;
    list.push_back(std::move(item));
  }
  return Json{{"message", message}, {"options", std::move(list)}, {"several", several}};
}

std::optional<GivenAnswer> given_answer(const std::variant<Json, ResponseError>& outcome) {
  const Json* answer = std::get_if<Json>(&outcome);
  if (answer == nullptr || !answer->is_object()) return std::nullopt;
  GivenAnswer given;
  if (const auto text = answer->find("text"); text != answer->end() && text->is_string())
    given.text = text->get<std::string>();
  if (const auto chosen = answer->find("chosen"); chosen != answer->end() && chosen->is_array())
    for (const Json& index : *chosen) {
      if (!index.is_number_unsigned()) return std::nullopt;
      given.chosen.push_back(index.get<std::size_t>());
    }
  return given;
}

}  // namespace baton::protocol
