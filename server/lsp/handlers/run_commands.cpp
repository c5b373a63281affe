// Commands that the server carries out (LSP 3.17, "Execute a command"), and the texts that they show.
#include <algorithm>
#include <memory>
#include <utility>

#include "protocol/types/run.h"
#include "protocol/types/text_sync.h"
#include "protocol/uri.h"
#include "server/base/path.h"
#include "server/lsp/handlers/features.h"
#include "server/lsp/run_attempt.h"
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
  void (Session::*execute)(protocol::RunArguments given, protocol::Reply reply);
};

constexpr const char* restart_index = "baton.restartIndex";
constexpr const char* create_agent_command = "baton.createAgent";
constexpr const char* show_graph_command = "baton.showGraph";

}  // namespace

// The handlers of single commands: what each does with arguments that are right.
struct RunCommands {
  static constexpr RunCommand all[] = {
      {"baton.run", RunNeeds::document, &Session::begin_run},
      {"baton.runPhase", RunNeeds::phase, &Session::begin_run},
      {"baton.runTask", RunNeeds::task, &Session::begin_run},
      {"baton.preview", RunNeeds::document, &Session::preview},
      {"baton.cancel", RunNeeds::document, &Session::cancel_run},
      {"baton.showOutput", RunNeeds::task, &Session::show_output},
  };
};

std::vector<std::string> command_names(const protocol::ClientCapabilities& client) {
  std::vector<std::string> names;
  for (const RunCommand& command : RunCommands::all) names.emplace_back(command.name);
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
    return create_agent(std::move(*given.value), std::make_shared<protocol::Reply>(std::move(reply)));
  }
  if (*name.value == show_graph_command) {
    auto given = protocol::parse_show_graph(params);
    if (!given.value) return std::move(reply).error(ErrorCode::invalid_params, given.fault);
    return show_graph(std::move(*given.value), std::move(reply));
  }
  for (const RunCommand& command : RunCommands::all) {
    if (*name.value != command.name) continue;
    auto given = protocol::parse_run_arguments(params, command.needs);
    if (!given.value) return std::move(reply).error(ErrorCode::invalid_params, given.fault);
    return (this->*command.execute)(std::move(*given.value), std::move(reply));
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

RunDesk Session::desk() {
  return {waiting_, *runs_, analysis_, [this](const std::string& path) { return trusts(path); }, showing_};
}

void Session::begin_run(protocol::RunArguments given, protocol::Reply reply) {
  attempt_run(desk(), std::move(given), std::move(reply));
}

void Session::preview(protocol::RunArguments given, protocol::Reply reply) {
  attempt_preview(desk(), std::move(given), std::move(reply));
}

void Session::cancel_run(protocol::RunArguments given, protocol::Reply reply) {
  if (!runs_->cancel(document_name(given.uri).path))
    return std::move(reply).error(ErrorCode::request_failed, "no run of this file is under way");
  std::move(reply).result(nullptr);
}

void Session::show_output(protocol::RunArguments given, protocol::Reply reply) {
  find_run_subject(waiting_, *runs_, analysis_, given.uri, std::move(reply),
                   [this, given](const std::optional<RunSubject>& subject, protocol::Reply back) {
                     if (!subject)
                       return std::move(back).error(ErrorCode::request_failed,
                                                    "this file is no command: nothing of it has run");
                     show_output_of(*subject, given, std::move(back));
                   });
}

// By its step's name, else the agent's: then the first of its tasks that has an output.
void Session::show_output_of(const RunSubject& subject, const protocol::RunArguments& given,
                             protocol::Reply reply) {
  const DocumentView view = subject.view;
  runs_->look(view, given.mode,
              [this, view, task = given.task,
               held = std::make_shared<protocol::Reply>(std::move(reply))](const Runs::Told& told) {
                for (std::size_t i = 0; i < told.view.tasks.size(); ++i) {
                  const auto& agents = view.document->tasks[i].agents;
                  const std::string& output = told.view.tasks[i].newest_output();
                  const bool meant =
                      told.view.steps[i] == task || std::ranges::any_of(agents, [&](Index agent) {
                        return view.document->agent_references[agent].text == task;
                      });
                  if (meant && !output.empty()) return showing_.show_file(output, std::move(*held));
                }
                std::move(*held).error(ErrorCode::request_failed, shown(task, 60) + " has no output yet");
              });
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
