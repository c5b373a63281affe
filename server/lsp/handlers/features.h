// The features of the editor as messages: each handler reads its parameters, asks one function of
// server/features and turns the bytes of its answer into positions.
#pragma once

#include <span>
#include <string_view>

#include "protocol/types/lifecycle.h"
#include "protocol/types/navigation.h"
#include "protocol/types/structure.h"
#include "server/features/rename.h"
#include "server/features/run_actions.h"
#include "server/lsp/analysis.h"
#include "server/lsp/convert.h"
#include "server/lsp/document_view.h"
#include "server/lsp/handlers/answer.h"

namespace baton::lsp {

struct FeatureHandler {
  std::string_view method;
  Answer (*answer)(const FeatureContext& context, const protocol::Json& params);
  // Its answer is of use only when it speaks of all files: it waits for the first reading of the workspace.
  bool of_all_files = false;
};

// All of them, in one list that one can read.
std::span<const FeatureHandler> feature_handlers();
// What `initialize` offers of them to this client.
protocol::Json feature_capabilities(const protocol::ClientCapabilities& client);

// The commands that the server carries out (handlers/run_commands.cpp lists them).
std::vector<std::string> command_names(const protocol::ClientCapabilities& client);

// A command of the client's menus and lenses (LSP 3.17, "Command").
protocol::Json to_json(const RunOffer& offer, const std::string& uri);

// Helpers for handlers.

// An open document, and the byte that a request is about.
struct DocumentPlace {
  DocumentView view;
  std::uint32_t offset = 0;
};
std::optional<DocumentPlace> place_at(const FeatureContext& context, const protocol::DocumentPosition& at);
protocol::Range range_of(const FeatureContext& context, const DocumentView& view, TextRange range);
// The way back.
TextRange bytes_of(const FeatureContext& context, const DocumentView& view, const protocol::Range& range);
protocol::Location location_of(const FeatureContext& context, const Place& place);
// Edits in the order of their paths, each file's together.
void add_edits(const FeatureContext& context, const std::vector<PlacedEdit>& edits,
               protocol::WorkspaceEdit& out);
void add_renames(const FeatureContext& context, const std::vector<FileRename>& renames,
                 protocol::WorkspaceEdit& out);

template <typename T>
Refusal refused(const protocol::Parsed<T>& parsed) {
  return {protocol::ErrorCode::invalid_params, parsed.fault};
}

// Of requests about a place: `answer(place)`, or null for a document that is not open.
template <typename Then>
Answer at_place(const FeatureContext& context, const protocol::Json& params, Then answer) {
  const auto parsed = protocol::parse_document_position(params);
  if (!parsed.value) return refused(parsed);
  const auto place = place_at(context, *parsed.value);
  if (!place) return protocol::Json(nullptr);
  return answer(*place);
}

// Of requests about a document: `answer(view)`, or null for one that is not open.
template <typename Then>
Answer in_document(const FeatureContext& context, const protocol::Json& params, Then answer) {
  const auto parsed = protocol::parse_document_uri(params);
  if (!parsed.value) return refused(parsed);
  const auto view = context.analysis.look_at(*parsed.value);
  if (!view) return protocol::Json(nullptr);
  return answer(*view);
}

// Of requests about a part of a document: `answer(view, bytes)`, or null for one that is not open.
template <typename Then>
Answer in_range(const FeatureContext& context, const protocol::Json& params, Then answer) {
  const auto parsed = protocol::parse_document_range(params);
  if (!parsed.value) return refused(parsed);
  const auto view = context.analysis.look_at(parsed.value->uri);
  if (!view) return protocol::Json(nullptr);
  return answer(*view, bytes_of(context, *view, parsed.value->range));
}

// Of requests that complete an item of an earlier answer: `answer(key)`, where `parse` reads the key of its
// "data". One without was complete, and is given back.
template <typename Parse, typename Then>
Answer completed(const protocol::Json& item, Parse parse, Then answer) {
  if (item.is_object() && !item.contains("data")) return item;
  const auto parsed = parse(item);
  if (!parsed.value) return refused(parsed);
  return answer(*parsed.value);
}

// The handlers, each in a file of its topic.
Answer definition(const FeatureContext& context, const protocol::Json& params);
Answer declaration(const FeatureContext& context, const protocol::Json& params);
Answer type_definition(const FeatureContext& context, const protocol::Json& params);
Answer implementation(const FeatureContext& context, const protocol::Json& params);
Answer references(const FeatureContext& context, const protocol::Json& params);
Answer document_highlight(const FeatureContext& context, const protocol::Json& params);
Answer hover(const FeatureContext& context, const protocol::Json& params);
Answer document_links(const FeatureContext& context, const protocol::Json& params);
Answer document_symbols(const FeatureContext& context, const protocol::Json& params);
Answer workspace_symbols(const FeatureContext& context, const protocol::Json& params);
Answer prepare_rename(const FeatureContext& context, const protocol::Json& params);
Answer rename(const FeatureContext& context, const protocol::Json& params);
Answer prepare_call_hierarchy(const FeatureContext& context, const protocol::Json& params);
Answer incoming_calls(const FeatureContext& context, const protocol::Json& params);
Answer outgoing_calls(const FeatureContext& context, const protocol::Json& params);
Answer code_actions(const FeatureContext& context, const protocol::Json& params);
Answer resolve_code_action(const FeatureContext& context, const protocol::Json& params);
Answer code_lenses(const FeatureContext& context, const protocol::Json& params);
Answer resolve_code_lens(const FeatureContext& context, const protocol::Json& params);
Answer completion(const FeatureContext& context, const protocol::Json& params);
Answer resolve_completion(const FeatureContext& context, const protocol::Json& params);
Answer folding_ranges(const FeatureContext& context, const protocol::Json& params);
Answer selection_ranges(const FeatureContext& context, const protocol::Json& params);
Answer linked_editing(const FeatureContext& context, const protocol::Json& params);
Answer document_colors(const FeatureContext& context, const protocol::Json& params);
Answer color_presentations(const FeatureContext& context, const protocol::Json& params);
Answer inlay_hints(const FeatureContext& context, const protocol::Json& params);
Answer semantic_tokens_full(const FeatureContext& context, const protocol::Json& params);
Answer semantic_tokens_delta(const FeatureContext& context, const protocol::Json& params);
Answer semantic_tokens_range(const FeatureContext& context, const protocol::Json& params);
Answer format_document(const FeatureContext& context, const protocol::Json& params);
Answer format_range(const FeatureContext& context, const protocol::Json& params);
Answer format_on_type(const FeatureContext& context, const protocol::Json& params);

// What `initialize` says of the tokens: the names of their types are the client's, where it has none the
// standard's.
protocol::Json semantic_tokens_options(const protocol::ClientCapabilities& client);

}  // namespace baton::lsp
