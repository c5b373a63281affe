// Completion (LSP 3.17, "Completion Request", "Completion Item Resolve Request").
#include "server/features/completion.h"

#include "server/lsp/handlers/features.h"

namespace baton::lsp {
namespace {

protocol::CompletionItemKind kind_in_protocol(CompletionItem::Kind kind) {
  using Kind = protocol::CompletionItemKind;
  switch (kind) {
    case CompletionItem::Kind::key:
    case CompletionItem::Kind::skill:
      return Kind::property;
    case CompletionItem::Kind::value:
      return Kind::value;
    case CompletionItem::Kind::agent:
      return Kind::class_;
    case CompletionItem::Kind::tool:
      return Kind::function;
    case CompletionItem::Kind::phase:
      return Kind::module;
    case CompletionItem::Kind::output:
    case CompletionItem::Kind::argument:
      return Kind::variable;
    case CompletionItem::Kind::mode:
      return Kind::enum_member;
    case CompletionItem::Kind::file:
      return Kind::file;
    case CompletionItem::Kind::folder:
      return Kind::folder;
    case CompletionItem::Kind::anchor:
      return Kind::reference;
    case CompletionItem::Kind::snippet:
      return Kind::snippet;
  }
  return Kind::value;
}

// In the order given, whatever the labels.
std::string sort_text(std::size_t place) {
  std::string digits = std::to_string(place);
  return std::string(digits.size() < 5 ? 5 - digits.size() : 0, '0') + digits;
}

}  // namespace

Answer completion(const FeatureContext& context, const protocol::Json& params) {
  const auto parsed = protocol::parse_document_position(params);
  if (!parsed.value) return refused(parsed);
  const auto place = place_at(context, *parsed.value);
  if (!place) return protocol::Json(nullptr);
  const protocol::CompletionCapabilities& client = context.client.completion;
  const FeatureInput input = place->view.input();
  const Completions found = completions(input, place->offset, client.snippets);
  std::vector<protocol::CompletionItem> items;
  for (const CompletionItem& item : found.items) {
    protocol::CompletionItem out{item.label,
                                 kind_in_protocol(item.kind),
                                 item.detail,
                                 {},
                                 sort_text(items.size()),
                                 item.filter,
                                 item.insert,
                                 item.snippet,
                                 nullptr};
    // An agent's file is looked up for the item that is looked at.
    if (item.kind == CompletionItem::Kind::agent && client.lazy_documentation)
      out.data = to_json(protocol::CompletionKey{parsed.value->uri, item.label});
    else
      out.documentation = documentation_of(input, item, client.markdown);
    items.push_back(std::move(out));
  }
  return completion_json(items, range_of(context, place->view, found.replace), found.incomplete, client);
}

Answer resolve_completion(const FeatureContext& context, const protocol::Json& params) {
  return completed(params, protocol::parse_completion_key, [&](const protocol::CompletionKey& key) -> Answer {
    const auto view = context.analysis.look_at(key.uri);
    if (!view) return params;
    protocol::Json out = params;
    const bool markdown = context.client.completion.markdown;
    const std::string words = agent_documentation(view->input(), key.name, markdown);
    if (!words.empty()) out["documentation"] = protocol::documentation_json(words, markdown);
    return out;
  });
}

}  // namespace baton::lsp
