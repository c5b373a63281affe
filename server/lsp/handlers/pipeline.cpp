// baton/pipeline (docs/lsp-extensions.md): the graph of a command file with what is known of its runs.
#include <memory>
#include <utility>

#include "protocol/types/run.h"
#include "server/flow/pipeline_graph.h"
#include "server/lsp/pipeline_json.h"
#include "server/lsp/run_subject.h"
#include "server/lsp/runs.h"
#include "server/lsp/session.h"
#include "server/syntax/modes.h"

namespace baton::lsp {
namespace {

PipelineJson state_json(const TaskRun& task, const Publisher& publisher) {
  PipelineJson out = {{"kind", kind_word(task.kind)}};
  if (!task.reason.empty()) out["reason"] = task.reason;
  if (!task.output.empty()) out["output"] = publisher.uri_of(task.output);
  return out;
}

PipelineJson run_json(const std::optional<LastRun>& run) {
  if (!run) return nullptr;
  return {{"id", run->id},
          {"mode", run->mode ? PipelineJson(*run->mode) : PipelineJson()},
          {"state", state_word(run->state)},
          {"underWay", run->under_way}};
}

struct Question {
  RunSubject subject;
  PipelineGraph graph;
  PositionEncoding encoding = PositionEncoding::utf16;
};

protocol::JsonText answer_of(const Question& question, const Runs::Told& told, const Publisher& publisher) {
  const Document& document = *question.subject.view.document;
  const auto range = [&](TextRange at) {
    const protocol::Range found = range_in(document, at, question.encoding, !question.subject.open);
    const auto json = [](const protocol::Position& position) {
      return PipelineJson{{"line", position.line}, {"character", position.character}};
    };
    return PipelineJson{{"start", json(found.start)}, {"end", json(found.end)}};
  };
  PipelineJson out = pipeline_json(question.graph, document, range);
  out["version"] = question.subject.open ? PipelineJson(question.subject.view.version) : PipelineJson();
  for (std::size_t i = 0; i < question.graph.tasks.size(); ++i) {
    const Index task = question.graph.tasks[i].task;
    const std::string& step = told.view.steps[task];
    out["tasks"][i]["step"] = step.empty() ? PipelineJson() : PipelineJson(step);
    out["tasks"][i]["state"] = state_json(told.view.tasks[task], publisher);
  }
  out["run"] = run_json(told.last);
  out["runners"] = told.runners;
  return {out.dump(-1, ' ', false, PipelineJson::error_handler_t::replace)};
}

void tell_pipeline(const CommandDesk& desk, RunSubject subject, const std::optional<std::string>& mode,
                   protocol::Reply reply) {
  const DocumentView view = subject.view;
  const Document& document = *view.document;
  std::optional<std::size_t> index;
  if (mode && !(index = mode_index(document, *mode)))
    return std::move(reply).error(protocol::ErrorCode::invalid_params,
                                  "mode: the name of a mode of the file is expected");
  desk.runs.watch(view.path);
  auto question = std::make_shared<Question>(
      Question{std::move(subject), pipeline_graph(document, flow_of(view.input()), index), desk.encoding});
  desk.runs.look(
      view, mode,
      [&publisher = desk.publisher, question, held = std::make_shared<protocol::Reply>(std::move(reply))](
          const Runs::Told& told) { std::move(*held).result_text(answer_of(*question, told, publisher)); });
}

}  // namespace

void Session::pipeline(const protocol::Json& params, protocol::Reply reply) {
  const auto parsed = protocol::parse_pipeline(params);
  if (!parsed.value) return std::move(reply).error(protocol::ErrorCode::invalid_params, parsed.fault);
  const CommandDesk here = desk();
  find_run_subject(
      here, parsed.value->uri, std::move(reply),
      [here, mode = parsed.value->mode](std::optional<RunSubject> subject, protocol::Reply back) {
        if (!subject) return std::move(back).result(nullptr);
        tell_pipeline(here, std::move(*subject), mode, std::move(back));
      });
}

}  // namespace baton::lsp
