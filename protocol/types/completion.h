// Completion (LSP 3.17, "Completion Request", "Completion Item Resolve Request").
#pragma once

#include <string>
#include <vector>

#include "protocol/fields.h"
#include "protocol/types/basic.h"

namespace baton::protocol {

// What the client takes of it.
struct CompletionCapabilities {
  bool snippets = false;            // completionItem.snippetSupport
  bool markdown = false;            // completionItem.documentationFormat holds "markdown"
  bool lazy_documentation = false;  // completionItem.resolveSupport.properties holds "documentation"
  bool label_details = false;       // completionItem.labelDetailsSupport
  bool as_is = false;               // completionItem.insertTextModeSupport.valueSet holds 1
  bool default_range = false;       // completionList.itemDefaults holds "editRange"
  bool all_kinds = false;           // completionItemKind.valueSet is there: unknown kinds do no harm
};
CompletionCapabilities read_completion(const Json& client);

// LSP 3.17, "CompletionItemKind": those in use.
enum class CompletionItemKind : int {
  function = 3,
  variable = 6,
  class_ = 7,
  module = 9,
  property = 10,
  value = 12,
  snippet = 15,
  file = 17,
  reference = 18,
  folder = 19,
  enum_member = 20,
};

// The JSON library's moves do not throw but by an assertion of its own.
struct CompletionItem {  // NOLINT(bugprone-exception-escape)
  std::string label;
  CompletionItemKind kind = CompletionItemKind::value;
  std::string detail, documentation;  // empty: left out
  std::string sort_text, filter_text;
  std::string new_text;
  bool snippet = false;
  Json data;  // null: left out
};

// The whole answer. Each item replaces `range`.
Json completion_json(const std::vector<CompletionItem>& items, const Range& range, bool incomplete,
                     const CompletionCapabilities& client);
Json documentation_json(const std::string& text, bool markdown);

struct CompletionKey {
  std::string uri, name;
};
Json to_json(const CompletionKey& key);
Parsed<CompletionKey> parse_completion_key(const Json& item);

}  // namespace baton::protocol
