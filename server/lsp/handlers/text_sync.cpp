// What the editor tells of its documents (LSP 3.17, "Text Document Synchronization").
#include <spdlog/spdlog.h>

#include "server/lsp/runs.h"
#include "server/lsp/session.h"

namespace baton::lsp {

template <typename T>
bool Session::usable(const protocol::Parsed<T>& parsed, const char* method) {
  if (parsed.value) return true;
  log_.warn("{}: {}", method, parsed.fault);
  return false;
}

void Session::did_open(const protocol::Json& params) {
  const auto parsed = protocol::parse_did_open(params);
  if (!usable(parsed, "textDocument/didOpen")) return;
  start_index();  // also for a client that forgot `initialized`
  analysis_.open(*parsed.value);
  if (indexer_.ready()) look_around();
}

// What another program did, where nobody tells of it.
void Session::look_around() {
  if (watchers_.watching()) return;
  if (client_.watch_files)
    indexer_.reload_soon();  // the client did not agree to tell, or not yet
  else
    indexer_.look_around_soon();
}

void Session::did_change(const protocol::Json& params) {
  const auto parsed = protocol::parse_did_change(params);
  if (usable(parsed, "textDocument/didChange")) analysis_.change(*parsed.value);
}

void Session::did_save(const protocol::Json& params) {
  const auto parsed = protocol::parse_did_save(params);
  if (!usable(parsed, "textDocument/didSave")) return;
  analysis_.save(*parsed.value);
  if (const auto view = analysis_.look_at(parsed.value->uri)) runs_->look_again(*view);
  if (!indexer_.covers(document_name(parsed.value->uri).path)) return indexer_.reload_soon();
  look_around();
}

void Session::did_close(const protocol::Json& params) {
  const auto parsed = protocol::parse_did_close(params);
  if (!usable(parsed, "textDocument/didClose")) return;
  analysis_.close(parsed.value->uri);
  runs_->closed(document_name(parsed.value->uri).path);
}

}  // namespace baton::lsp
