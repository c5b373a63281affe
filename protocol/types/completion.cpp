// Completion lists as JSON.
#include "protocol/types/completion.h"

#include "protocol/capability.h"

namespace baton::protocol {
namespace {

constexpr int snippet_format = 2;  // InsertTextFormat
constexpr int as_is_mode = 1;      // InsertTextMode

// Kinds from 19 on came later: only a client that lists kinds is known to bear them.
int kind_for(CompletionItemKind kind, const CompletionCapabilities& client) {
  if (!client.all_kinds && kind == CompletionItemKind::folder)
    return static_cast<int>(CompletionItemKind::file);
  if (!client.all_kinds && kind == CompletionItemKind::enum_member)
    return static_cast<int>(CompletionItemKind::value);
  return static_cast<int>(kind);
}

Json item_json(const CompletionItem& item, const Json& range, const CompletionCapabilities& client) {
  Json out = {{"label", item.label}, {"kind", kind_for(item.kind, client)}, {"sortText", item.sort_text}};
  if (!item.detail.empty()) out["detail"] = item.detail;
  if (!item.detail.empty() && client.label_details) out["labelDetails"] = Json{{"description", item.detail}};
  if (!item.documentation.empty())
    out["documentation"] = documentation_json(item.documentation, client.markdown);
  if (item.filter_text != item.label) out["filterText"] = item.filter_text;
  if (!client.default_range)
    out["textEdit"] = Json{{"range", range}, {"newText", item.new_text}};
  else if (item.new_text != item.label)
    out["textEditText"] = item.new_text;
  if (item.snippet) out["insertTextFormat"] = snippet_format;
  if (client.as_is && item.new_text.find('\n') != std::string::npos) out["insertTextMode"] = as_is_mode;
  if (!item.data.is_null()) out["data"] = item.data;
  return out;
}

}  // namespace

CompletionCapabilities read_completion(const Json& client) {
  CompletionCapabilities out;
  const Json* given = within(client, {"textDocument", "completion"});
  if (given == nullptr) return out;
  out.snippets = is_true(*given, {"completionItem", "snippetSupport"});
  out.markdown = lists(*given, {"completionItem", "documentationFormat"}, "markdown");
  out.lazy_documentation = lists(*given, {"completionItem", "resolveSupport", "properties"}, "documentation");
  out.label_details = is_true(*given, {"completionItem", "labelDetailsSupport"});
  out.as_is = lists(*given, {"completionItem", "insertTextModeSupport", "valueSet"}, as_is_mode);
  out.default_range = lists(*given, {"completionList", "itemDefaults"}, "editRange");
  const Json* kinds = within(*given, {"completionItemKind", "valueSet"});
  out.all_kinds = kinds != nullptr && kinds->is_array();
  return out;
}

Json completion_json(const std::vector<CompletionItem>& items, const Range& range, bool incomplete,
                     const CompletionCapabilities& client) {
  const Json where = to_json(range);
  Json list = Json::array();
  for (const CompletionItem& item : items) list.push_back(item_json(item, where, client));
  Json out = {{"isIncomplete", incomplete}, {"items", list}};
  if (client.default_range) out["itemDefaults"] = Json{{"editRange", where}};
  return out;
}

Json documentation_json(const std::string& text, bool markdown) {
  return Json{{"kind", markdown ? "markdown" : "plaintext"}, {"value", text}};
}

Json to_json(const CompletionKey& key) {
  return Json{{"uri", key.uri}, {"name", key.name}};
}

Parsed<CompletionKey> parse_completion_key(const Json& item) {
  return parse_fields<CompletionKey>(item, [](const Fields& fields) {
    const Fields data = fields.at("data");
    return CompletionKey{data.at("uri").text(), data.at("name").text()};
  });
}

}  // namespace baton::protocol
