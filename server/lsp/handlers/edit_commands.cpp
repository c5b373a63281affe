// Commands that make or show something and run nothing: an agent's file, a pipeline's graph.
#include <memory>
#include <utility>

#include "protocol/types/run.h"
#include "server/base/name_words.h"
#include "server/base/path.h"
#include "server/checks/new_agent.h"
#include "server/checks/words.h"
#include "server/flow/pipeline_picture.h"
#include "server/lsp/handlers/features.h"
#include "server/lsp/judge.h"
#include "server/lsp/run_subject.h"
#include "server/lsp/runs.h"
#include "server/lsp/session.h"
#include "server/syntax/modes.h"

namespace baton::lsp {
namespace {

using protocol::ErrorCode;
using protocol::Json;

// The agent's file, or why there is none to make.
Result<FileEdit> agent_to_make(const Snapshot& world, const std::string& from, const std::string& name) {
  const std::string bare(bare_name(name));
  const std::string plugin = bare == name ? std::string() : name.substr(0, name.find(':'));
  if (!names_agent_file(bare)) return Error{baton::quoted(name) + " cannot be the name of an agent's file"};
  if (!plugin.empty() && world.plugin_named(plugin) == nullptr)
    return Error{"no plugin " + baton::quoted(plugin) + " is in this workspace"};
  const AgentResolution known = world.resolve_agent(from, name);
  if (known.status == AgentResolution::Status::resolved)
    return Error{"there is an agent " + baton::quoted(name) + " already" +
                 (known.agent == nullptr ? std::string() : ": " + known.agent->path)};
  auto file = new_agent(world, from, plugin, bare);
  if (!file) return Error{"this file lies in no folder of the workspace, so there is no place for agents"};
  if (world.look_up(file->path).presence == Presence::exists)
    return Error{"there is a file " + file->path + " already"};
  return std::move(*file);
}

}  // namespace

void Session::create_agent(protocol::NewAgentArguments given, std::shared_ptr<protocol::Reply> reply) {
  if (reply->cancelled()) return;
  const auto refuse = [&](const std::string& words) {
    std::move(*reply).error(ErrorCode::request_failed, words);
  };
  const bool able =
      client_.actions.applies_edits && client_.actions.file_creates && client_.navigation.document_changes;
  if (!able) return refuse("this editor cannot be told to create a file");
  if (indexer_.loads_first())
    return waiting_.add(reply, [this, given = std::move(given), reply] { create_agent(given, reply); });
  const auto file = agent_to_make(*analysis_.world(), document_name(given.uri).path, given.name);
  if (!file) return refuse(file.error());
  protocol::WorkspaceEdit edit;
  edit.files.push_back({publisher_.uri_of(file->path), file->edit.new_text});
  peer_.request("workspace/applyEdit",
                protocol::apply_edit_params("Create agent " + baton::quoted(given.name), to_json(edit, true)),
                [reply, uri = edit.files.front().uri](const auto& outcome) {
                  const std::string failure = protocol::apply_edit_failure(outcome);
                  if (!failure.empty())
                    return std::move(*reply).error(ErrorCode::request_failed,
                                                   "the editor did not create the file: " + failure);
                  std::move(*reply).result(Json{{"uri", uri}});
                });
}

void Session::show_graph(protocol::PipelineParams given, protocol::Reply reply) {
  find_run_subject(waiting_, *runs_, analysis_, given.uri, std::move(reply),
                   [this, mode = given.mode](const std::optional<RunSubject>& subject, protocol::Reply back) {
                     if (!subject)
                       return std::move(back).error(ErrorCode::request_failed,
                                                    "this file is no command: it has no graph");
                     show_graph_of(*subject, mode, std::move(back));
                   });
}

// As text, which is all of the answer where documents cannot be shown.
void Session::show_graph_of(const RunSubject& subject, const std::optional<std::string>& mode,
                            protocol::Reply reply) {
  const DocumentView& view = subject.view;
  std::optional<std::size_t> index;
  if (mode && !(index = mode_index(*view.document, *mode)))
    return std::move(reply).error(ErrorCode::invalid_params,
                                  "arguments[0].mode: the name of a mode of the file is expected");
  const std::string text = graph_mermaid(pipeline_graph(*view.document, flow_of(view.input()), index));
  const bool has_place = client_.window.asks_for_content || subject.on_disk;
  if (!client_.window.shows_documents || !has_place) return std::move(reply).result(Json{{"mermaid", text}});
  showing_.show_text(
      runs_->root_of(view.path), std::string(path::stem(view.path)), "graph.md",
      "```mermaid\n" + text + "```\n",
      [text, held = std::make_shared<protocol::Reply>(std::move(reply))](const Result<std::string>& uri) {
        Json answer = {{"mermaid", text}};
        if (uri) answer["uri"] = *uri;
        std::move(*held).result(std::move(answer));
      });
}

}  // namespace baton::lsp
