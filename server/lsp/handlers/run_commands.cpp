// Commands that the server carries out (LSP 3.17, "Execute a command"), and the texts that they show.
#include <algorithm>
#include <memory>
#include <utility>

#include "protocol/types/run.h"
#include "protocol/types/text_sync.h"
#include "protocol/uri.h"
#include "server/base/path.h"
#include "server/lsp/handlers/edit_commands.h"
#include "server/lsp/handlers/features.h"
#include "server/lsp/run_attempt.h"
#include "server/lsp/run_subject.h"
#include "server/lsp/runs.h"
#include "server/lsp/session.h"
#include "server/run/names.h"

namespace baton::lsp {
namespace {

using protocol::ErrorCode;
using protocol::Json;
using protocol::RunNeeds;

struct RunCommand {
  const char* name;
  RunNeeds needs;
  void (*execute)(const CommandDesk& desk, protocol::RunArguments given, protocol::Reply reply);
};

constexpr const char* restart_index = "baton.restartIndex";
constexpr const char* create_agent_command = "baton.createAgent";
constexpr const char* show_graph_command = "baton.showGraph";

void cancel_run(const CommandDesk& desk, protocol::RunArguments given, protocol::Reply reply) {
  if (!desk.runs.cancel(document_name(given.uri).path))
    return std::move(reply).error(ErrorCode::request_failed, "no run of this file is under way");
  std::move(reply).result(nullptr);
}

// By its step's name, else the agent's: then the first of its tasks that has an output.
void show_output_of(const CommandDesk& desk, const RunSubject& subject, const protocol::RunArguments& given,
                    protocol::Reply reply) {
  const DocumentView view = subject.view;
  desk.runs.look(view, given.mode,
                 [&showing = desk.showing, view, task = given.task,
                  held = std::make_shared<protocol::Reply>(std::move(reply))](const Runs::Told& told) {
                   for (std::size_t i = 0; i < told.view.tasks.size(); ++i) {
                     const auto& agents = view.document->tasks[i].agents;
                     const std::string& output = told.view.tasks[i].newest_output();
                     const bool meant =
                         told.view.steps[i] == task || std::ranges::any_of(agents, [&](Index agent) {
                           return view.document->agent_references[agent].text == task;
                         });
                     if (meant && !output.empty()) return showing.show_file(output, std::move(*held));
                   }
                   std::move(*held).error(ErrorCode::request_failed, shown(task, 60) + " has no output yet");
                 });
}

void show_output(const CommandDesk& desk, protocol::RunArguments given, protocol::Reply reply) {
  find_run_subject(desk, given.uri, std::move(reply),
                   [desk, given](const std::optional<RunSubject>& subject, protocol::Reply back) {
                     if (!subject)
                       return std::move(back).error(ErrorCode::request_failed,
                                                    "this file is no command: nothing of it has run");
                     show_output_of(desk, *subject, given, std::move(back));
                   });
}

constexpr RunCommand run_commands[] = {
    {"baton.run", RunNeeds::document, &attempt_run},
    {"baton.runPhase", RunNeeds::phase, &attempt_run},
    {"baton.runTask", RunNeeds::task, &attempt_run},
    {"baton.preview", RunNeeds::document, &attempt_preview},
    {"baton.cancel", RunNeeds::document, &cancel_run},
    {"baton.showOutput", RunNeeds::task, &show_output},
};

}  // namespace

std::vector<std::string> command_names(const protocol::ClientCapabilities& client) {
  std::vector<std::string> names;
  for (const RunCommand& command : run_commands) names.emplace_back(command.name);
  names.emplace_back(create_agent_command);
  // One that draws graphs itself has a command of that name.
  if (!client.window.shows_graphs) names.emplace_back(show_graph_command);
  names.emplace_back(restart_index);
  return names;
}

void Session::execute_command(const Json& params, protocol::Reply reply) {
  const auto name = protocol::parse_command_name(params);
  if (!name.value) return std::move(reply).error(ErrorCode::invalid_params, name.fault);
  if (*name.value == restart_index) {
    indexer_.reload_soon();
    return std::move(reply).result(nullptr);
  }
  if (*name.value == create_agent_command) {
    auto given = protocol::parse_new_agent(params);
    if (!given.value) return std::move(reply).error(ErrorCode::invalid_params, given.fault);
    return create_agent(desk(), std::move(*given.value), std::move(reply));
  }
  if (*name.value == show_graph_command) {
    auto given = protocol::parse_show_graph(params);
    if (!given.value) return std::move(reply).error(ErrorCode::invalid_params, given.fault);
    return show_graph(desk(), *given.value, std::move(reply));
  }
  for (const RunCommand& command : run_commands) {
    if (*name.value != command.name) continue;
    auto given = protocol::parse_run_arguments(params, command.needs);
    if (!given.value) return std::move(reply).error(ErrorCode::invalid_params, given.fault);
    return command.execute(desk(), std::move(*given.value), std::move(reply));
  }
  std::move(reply).error(ErrorCode::invalid_params,
                         "command: the server does not know " + shown(*name.value, 60));
}

bool Session::trusts(const std::string& path) const {
  if (!settings_.trusted) return false;
  // What the user trusts is a workspace: another file that happens to be open is no part of it.
  return folders_.empty() || std::ranges::any_of(folders_, [&](const protocol::WorkspaceFolder& folder) {
           const auto root = protocol::path_of_uri(folder.uri);
           return root && path::is_below(path, path::normalise(*root));
         });
}

CommandDesk Session::desk() {
  return {peer_,      client_,   encoding_,
          publisher_, analysis_, waiting_,
          *runs_,     showing_,  [this](const std::string& path) { return trusts(path); }};
}

void Session::text_document_content(const Json& params, protocol::Reply reply) {
  const auto uri = protocol::parse_fields<std::string>(
      params, [](const protocol::Fields& fields) { return fields.at("uri").text(); });
  if (!uri.value) return std::move(reply).error(ErrorCode::invalid_params, uri.fault);
  const auto text = showing_.text_of(*uri.value);
  if (!text) return std::move(reply).error(ErrorCode::request_failed, "this text is not kept any more");
  std::move(reply).result(Json{{"text", *text}});
}

}  // namespace baton::lsp
