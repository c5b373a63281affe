// See edit_commands.h.
#include "server/lsp/handlers/edit_commands.h"

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

void make_agent(const CommandDesk& desk, protocol::NewAgentArguments given,
                std::shared_ptr<protocol::Reply> reply) {
  if (reply->cancelled()) return;
  const auto refuse = [&](const std::string& words) {
    std::move(*reply).error(ErrorCode::request_failed, words);
  };
  const bool able = desk.client.actions.applies_edits && desk.client.actions.file_creates &&
                    desk.client.navigation.document_changes;
  if (!able) return refuse("this editor cannot be told to create a file");
  if (desk.analysis.awaits_workspace())
    return desk.waiting.add(reply,
                            [desk, given = std::move(given), reply] { make_agent(desk, given, reply); });
  const auto file = agent_to_make(*desk.analysis.world(), document_name(given.uri).path, given.name);
  if (!file) return refuse(file.error());
  protocol::WorkspaceEdit edit;
  edit.files.push_back({desk.publisher.uri_of(file->path), file->edit.new_text});
  desk.peer.request(
      "workspace/applyEdit",
      protocol::apply_edit_params("Create agent " + baton::quoted(given.name), to_json(edit, true)),
      [reply, uri = edit.files.front().uri](const auto& outcome) {
        const std::string failure = protocol::apply_edit_failure(outcome);
        if (!failure.empty())
          return std::move(*reply).error(ErrorCode::request_failed,
                                         "the editor did not create the file: " + failure);
        std::move(*reply).result(Json{{"uri", uri}});
      });
}

// As text, which is all of the answer where documents cannot be shown.
void show_graph_of(const CommandDesk& desk, const RunSubject& subject, const std::optional<std::string>& mode,
                   protocol::Reply reply) {
  const DocumentView& view = subject.view;
  std::optional<std::size_t> index;
  if (mode && !(index = mode_index(*view.document, *mode)))
    return std::move(reply).error(ErrorCode::invalid_params,
                                  "arguments[0].mode: the name of a mode of the file is expected");
  const std::string text = graph_mermaid(pipeline_graph(*view.document, flow_of(view.input()), index));
  const bool has_place = desk.client.window.asks_for_content || subject.on_disk;
  if (!desk.client.window.shows_documents || !has_place)
    return std::move(reply).result(Json{{"mermaid", text}});
  desk.showing.show_text(
      desk.runs.root_of(view.path), std::string(path::stem(view.path)), "graph.md",
      "```mermaid\n" + text + "```\n",
      [text, held = std::make_shared<protocol::Reply>(std::move(reply))](const Result<std::string>& uri) {
        Json answer = {{"mermaid", text}};
        if (uri) answer["uri"] = *uri;
        std::move(*held).result(std::move(answer));
      });
}

}  // namespace

void create_agent(const CommandDesk& desk, protocol::NewAgentArguments given, protocol::Reply reply) {
  make_agent(desk, std::move(given), std::make_shared<protocol::Reply>(std::move(reply)));
}

void show_graph(const CommandDesk& desk, const protocol::PipelineParams& given, protocol::Reply reply) {
  find_run_subject(desk, given.uri, std::move(reply),
                   [desk, mode = given.mode](const std::optional<RunSubject>& subject, protocol::Reply back) {
                     if (!subject)
                       return std::move(back).error(ErrorCode::request_failed,
                                                    "this file is no command: it has no graph");
                     show_graph_of(desk, *subject, mode, std::move(back));
                   });
}

}  // namespace baton::lsp
