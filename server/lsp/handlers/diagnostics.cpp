// Diagnostics for a client that asks for them (LSP 3.17, "Pull Diagnostics").
#include "protocol/types/diagnostics.h"

#include <map>
#include <memory>
#include <string>
#include <utility>

#include "server/lsp/session.h"

namespace baton::lsp {
namespace {

// A client that did not announce that it asks has its diagnostics published: no list is kept for it.
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
  const std::string& previous = parsed.value->previous_result_id;
  analysis_.bring_up_to_date(path);
  if (client_.refresh_diagnostics || !analysis_.ask_disk_and_await(path))
    return std::move(reply).result_text(publisher_.document_report(path, previous));
  const auto held = std::make_shared<protocol::Reply>(std::move(reply));
  report_when_known(held, path, previous);
  // No disk is that slow; a large workspace may be read for longer.
  loop_.after(options_.longest_pull, [this, held, path, previous] {
    std::move(*held).result_text(publisher_.document_report(path, previous));
  });
}

// To a client that cannot be told to ask again: what the disk decides comes with its answer, or never.
void Session::report_when_known(const std::shared_ptr<protocol::Reply>& reply, const std::string& path,
                                const std::string& previous_result_id) {
  waiting_.add(reply, [this, reply, path, previous_result_id] {
    analysis_.bring_up_to_date(path);
    if (analysis_.ask_disk_and_await(path)) return report_when_known(reply, path, previous_result_id);
    std::move(*reply).result_text(publisher_.document_report(path, previous_result_id));
  });
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
