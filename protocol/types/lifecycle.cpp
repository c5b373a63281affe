// Capabilities are read through a path that may break off anywhere.
#include "protocol/types/lifecycle.h"

#include "protocol/capability.h"
#include "protocol/uri.h"

namespace baton::protocol {
namespace {

std::vector<std::string> texts_at(const Json& given, std::initializer_list<const char*> path) {
  std::vector<std::string> out;
  if (const Json* list = within(given, path); list && list->is_array())
    for (const Json& item : *list)
      if (item.is_string()) out.push_back(item.get<std::string>());
  return out;
}

ClientCapabilities read_capabilities(const Json& given) {
  ClientCapabilities out;
  out.position_encodings = texts_at(given, {"general", "positionEncodings"});
  out.asks_again = texts_at(given, {"general", "staleRequestSupport", "retryOnContentModified"});
  if (const Json* published = within(given, {"textDocument", "publishDiagnostics"})) {
    out.related_information = is_true(*published, {"relatedInformation"});
    out.code_description = is_true(*published, {"codeDescriptionSupport"});
    out.diagnostic_data = is_true(*published, {"dataSupport"});
    if (const Json* tags = within(*published, {"tagSupport", "valueSet"}); tags && tags->is_array())
      for (const Json& tag : *tags)
        if (tag.is_number_integer()) out.diagnostic_tags.push_back(tag.get<int>());
  }
  if (const Json* pull = within(given, {"textDocument", "diagnostic"}))
    out.pull_diagnostics = pull->is_object();
  out.refresh_diagnostics = is_true(given, {"workspace", "diagnostics", "refreshSupport"});
  out.configuration = is_true(given, {"workspace", "configuration"});
  out.work_done_progress = is_true(given, {"window", "workDoneProgress"});
  out.watch_files = is_true(given, {"workspace", "didChangeWatchedFiles", "dynamicRegistration"});
  out.relative_patterns = is_true(given, {"workspace", "didChangeWatchedFiles", "relativePatternSupport"});
  out.navigation = read_navigation(given);
  out.actions = read_actions(given);
  out.completion = read_completion(given);
  out.structure = read_structure(given);
  out.files = read_file_operations(given);
  out.window = read_window(given);
  return out;
}

std::vector<WorkspaceFolder> read_folders(const Fields& params) {
  std::vector<WorkspaceFolder> folders;
  if (const auto given = params.find("workspaceFolders")) {
    for (const Fields& folder : given->list()) {
      const auto name = folder.find("name");
      folders.push_back({folder.at("uri").text(), name ? name->text() : std::string()});
    }
  } else if (const auto uri = params.find("rootUri")) {
    folders.push_back({uri->text(), {}});
  } else if (const auto path = params.find("rootPath")) {
    folders.push_back({uri_of_path(path->text()), {}});
  }
  return folders;
}

}  // namespace

Trace read_trace(const Json& value) {
  if (value == "messages") return Trace::messages;
  return value == "verbose" ? Trace::verbose : Trace::off;
}

Parsed<InitializeParams> parse_initialize(const Json& params) {
  return parse_fields<InitializeParams>(params, [](const Fields& fields) {
    InitializeParams out;
    if (const auto process = fields.find("processId")) out.process_id = process->integer();
    out.folders = read_folders(fields);
    if (const Fields capabilities = fields.at("capabilities"); capabilities.object())
      out.capabilities = read_capabilities(capabilities.json());
    if (const auto trace = fields.find("trace")) out.trace = read_trace(trace->json());
    return out;
  });
}

Json initialize_result(const ServerCapabilities& capabilities, const ServerInfo& info) {
  const Json sync = {
      {"openClose", true}, {"change", 2}, {"save", {{"includeText", false}}}};  // 2: incremental
  Json server = {{"name", info.name}};
  if (!info.version.empty()) server["version"] = info.version;
  Json offered = {
      {"positionEncoding", capabilities.position_encoding},
      {"textDocumentSync", sync},
      {"workspace", {{"workspaceFolders", {{"supported", true}, {"changeNotifications", true}}}}}};
  if (capabilities.pull_diagnostics)
    offered["diagnosticProvider"] = {
        {"identifier", "baton"}, {"interFileDependencies", true}, {"workspaceDiagnostics", true}};
  if (capabilities.features.is_object()) offered.update(capabilities.features, true);
  return Json{{"capabilities", offered}, {"serverInfo", server}};
}

}  // namespace baton::protocol
