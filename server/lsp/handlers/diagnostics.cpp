// Diagnostics for a client that asks for them (LSP 3.17, "Pull Diagnostics").
#include "protocol/types/diagnostics.h"

#include <map>
#include <utility>

#include "server/lsp/session.h"

namespace baton::lsp {
namespace {

// What is told unasked is not kept. Such a client was not offered that it may ask.
void refuse(protocol::Reply reply) {
  std::move(reply).error(protocol::ErrorCode::method_not_found,
                         "this client did not say that it asks for diagnostics: they are published to it");
}

}  // namespace

void Session::document_diagnostic(const protocol::Json& params, protocol::Reply reply) {
  if (!client_.pull_diagnostics) return refuse(std::move(reply));
  const auto parsed = protocol::parse_document_diagnostic(params);
  if (!parsed.value) return std::move(reply).error(protocol::ErrorCode::invalid_params, parsed.fault);
  const std::string path = document_name(parsed.value->uri).path;
  analysis_.bring_up_to_date(path);
  std::move(reply).result_text(publisher_.document_report(path, parsed.value->previous_result_id));
}

void Session::workspace_diagnostic(const protocol::Json& params, protocol::Reply reply) {
  if (!client_.pull_diagnostics) return refuse(std::move(reply));
  auto parsed = protocol::parse_workspace_diagnostic(params);
  if (!parsed.value) return std::move(reply).error(protocol::ErrorCode::invalid_params, parsed.fault);
  std::map<std::string, std::string> known;
  for (auto& [uri, id] : parsed.value->previous_result_ids) known[document_name(uri).path] = std::move(id);
  publisher_.hold(std::move(reply), std::move(known), std::move(parsed.value->partial_result_token));
}

}  // namespace baton::lsp
