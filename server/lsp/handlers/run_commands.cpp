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
#include "server/run/file_claim.h"
#include "server/run/names.h"
#include "server/run/task_names.h"

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

// What another process began is ended there: whoever did knows what it is for.
void say_whose_run(const CommandDesk& desk, const DocumentView& view, protocol::Reply reply) {
  desk.runs.in_background([root = desk.runs.root_of(view.path), path = view.path,
                           command = command_name(*view.world, view.path),
                           held = std::make_shared<protocol::Reply>(std::move(reply))] {
    auto use = std::make_shared<std::optional<RunUnderWay>>(run_under_way(root, command, path));
    return [use, held] {
      std::move(*held).error(ErrorCode::request_failed,
                             *use ? elsewhere_words(**use) : "no run of this file is under way");
    };
  });
}

void cancel_run(const CommandDesk& desk, protocol::RunArguments given, protocol::Reply reply) {
  if (desk.runs.cancel(document_name(given.uri).path)) return std::move(reply).result(nullptr);
  find_run_subject(desk, given.uri, std::move(reply),
                   [desk](const std::optional<RunSubject>& subject, protocol::Reply back) {
                     if (subject) return say_whose_run(desk, subject->view, std::move(back));
                     std::move(back).error(ErrorCode::request_failed, "no run of this file is under way");
                   });
}

// Of the tasks that are meant the first that has an output; else why none of them has one.
Result<std::string> output_of(const Document& document, const RunView& runs, const std::string& asked) {
  std::vector<TaskNames> tasks;
  for (Index i = 0; i < runs.tasks.size(); ++i) tasks.push_back(names_of(document, i, runs.steps[i]));
  const std::vector<bool> is_meant = tasks_meant(asked, tasks);
  const TaskRun* meant = nullptr;
  for (Index i = 0; i < tasks.size(); ++i) {
    if (!is_meant[i]) continue;
    const TaskRun& run = runs.tasks[i];
    if (!run.newest_output().empty()) return run.newest_output();
    if (meant == nullptr || meant->kind == TaskRun::Kind::none) meant = &run;
  }
  if (meant == nullptr) return Error{"the file has no task " + shown(asked, 60)};
  return Error{shown(asked, 60) + " " + no_output_words(*meant)};
}

void show_output_of(const CommandDesk& desk, const RunSubject& subject, const protocol::RunArguments& given,
                    protocol::Reply reply) {
  desk.runs.look(subject.view, given.mode,
                 [&showing = desk.showing, view = subject.view, task = given.task,
                  held = std::make_shared<protocol::Reply>(std::move(reply))](const Runs::Told& told) {
                   const Result<std::string> output = output_of(*view.document, told.view, task);
                   if (output) return showing.show_file(*output, std::move(*held));
                   std::move(*held).error(ErrorCode::request_failed, output.error());
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
