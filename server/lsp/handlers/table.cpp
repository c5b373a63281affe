// Registration: the method's name and who handles it.
#include "server/lsp/handlers/table.h"

namespace baton::lsp {

std::span<const RequestHandler> request_handlers() {
  static constexpr RequestHandler handlers[] = {
      {"initialize", &Session::initialize},
      {"shutdown", &Session::shutdown},
      {"textDocument/diagnostic", &Session::document_diagnostic},
      {"workspace/diagnostic", &Session::workspace_diagnostic},
      {"workspace/willCreateFiles", &Session::will_create_files},
      {"workspace/willRenameFiles", &Session::will_rename_files},
      {"workspace/willDeleteFiles", &Session::will_delete_files},
      {"workspace/executeCommand", &Session::execute_command},
      {"workspace/textDocumentContent", &Session::text_document_content},
      {"baton/pipeline", &Session::pipeline},
  };
  return handlers;
}

std::span<const NotificationHandler> notification_handlers() {
  static constexpr NotificationHandler handlers[] = {
      {"initialized", &Session::initialized},
      {"exit", &Session::exit},
      {"$/setTrace", &Session::set_trace},
      {"textDocument/didOpen", &Session::did_open},
      {"textDocument/didChange", &Session::did_change},
      {"textDocument/didSave", &Session::did_save},
      {"textDocument/didClose", &Session::did_close},
      {"workspace/didChangeWatchedFiles", &Session::did_change_watched_files},
      {"workspace/didChangeWorkspaceFolders", &Session::did_change_workspace_folders},
      {"workspace/didChangeConfiguration", &Session::did_change_configuration},
      {"workspace/didCreateFiles", &Session::did_create_or_delete_files},
      {"workspace/didRenameFiles", &Session::did_rename_files},
      {"workspace/didDeleteFiles", &Session::did_create_or_delete_files},
      {"window/workDoneProgress/cancel", &Session::cancel_progress},
  };
  return handlers;
}

}  // namespace baton::lsp
