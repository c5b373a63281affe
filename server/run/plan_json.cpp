// Writes a plan down. See plan_json.h; plan_read.cpp is the way back.
#include "server/run/plan_json.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "server/base/utf8.h"
#include "server/run/plan_names.h"

namespace baton {
namespace {

using Json = nlohmann::ordered_json;

Json text_json(const std::string& text) {
  return to_valid_utf8(text);
}
Json text_or_null(const std::string& text) {
  return text.empty() ? Json() : text_json(text);
}

Json texts_json(const std::vector<std::string>& texts) {
  Json out = Json::array();
  for (const std::string& text : texts) out.push_back(text_json(text));
  return out;
}

Json range_json(TextRange range) {
  return {{"begin", range.begin}, {"end", range.end}};
}

Json ids_json(const Plan& plan, const std::vector<StepIndex>& steps) {
  Json out = Json::array();
  for (const StepIndex step : steps) out.push_back(plan.steps[step].id);
  return out;
}

Json piece_json(const Plan& plan, const RecipePiece& piece) {
  Json out = {{"kind", word_of(piece_kind_words, piece.kind)}, {"text", text_json(piece.text)}};
  if (piece.kind == RecipePiece::Kind::outputs) out["steps"] = ids_json(plan, piece.steps);
  return out;
}

Json step_json(const Plan& plan, const PlanStep& step) {
  Json prompt = Json::array();
  for (const RecipePiece& piece : step.recipe.pieces) prompt.push_back(piece_json(plan, piece));
  return {{"id", step.id},
          {"kind", word_of(step_kind_words, step.kind)},
          {"state", word_of(step_state_words, step.state)},
          {"reason", text_or_null(step.reason)},
          {"phase", step.phase ? Json(*step.phase) : Json()},
          {"stage", step.stage},
          {"agent", text_or_null(step.agent)},
          {"agentFile", text_or_null(step.agent_file)},
          {"agentHash", text_or_null(step.agent_hash)},
          {"model", text_or_null(step.model)},
          {"description", text_or_null(step.description)},
          {"range", range_json(step.range)},
          {"line", step.line},
          {"prompt", std::move(prompt)},
          {"needs", ids_json(plan, step.needs)},
          {"blockedBy", step.blocked_by ? Json(plan.steps[*step.blocked_by].id) : Json()},
          {"notes", texts_json(step.notes)}};
}

Json question_json(const PlanQuestion& question) {
  Json options = Json::array();
  for (const PlanOption& option : question.options)
    options.push_back({{"label", text_json(option.label)},
                       {"description", text_or_null(option.description)},
                       {"mode", option.mode ? text_json(*option.mode) : Json()}});
  return {{"key", text_json(question.key())},
          {"header", text_json(question.header)},
          {"question", text_json(question.text)},
          {"multiSelect", question.several},
          {"options", std::move(options)},
          {"answers", texts_json(question.answers)},
          {"line", question.line}};
}

Json problem_json(const PlanProblem& problem) {
  return {{"kind", word_of(problem_kind_words, problem.kind)},
          {"stops", problem.stops},
          {"message", text_json(problem.message)},
          {"code", text_or_null(problem.code)},
          {"range", range_json(problem.range)},
          {"line", problem.line}};
}

}  // namespace

std::string plan_json(const Plan& plan) {
  Json steps = Json::array(), questions = Json::array(), problems = Json::array();
  for (const PlanStep& step : plan.steps) steps.push_back(step_json(plan, step));
  for (const PlanQuestion& question : plan.questions) questions.push_back(question_json(question));
  for (const PlanProblem& problem : plan.problems) problems.push_back(problem_json(problem));
  const Json out = {{"version", 1},
                    {"path", text_json(plan.path)},
                    {"command", text_json(plan.command)},
                    {"textHash", plan.text_hash},
                    {"mode", plan.mode ? text_json(*plan.mode) : Json()},
                    {"arguments", text_json(plan.arguments)},
                    {"steps", std::move(steps)},
                    {"modeQuestion", plan.mode_question ? question_json(*plan.mode_question) : Json()},
                    {"questions", std::move(questions)},
                    {"problems", std::move(problems)}};
  return out.dump() + "\n";
}

}  // namespace baton
