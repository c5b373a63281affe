// Semantic tokens: whole, changes, a range (LSP 3.17, "Semantic Tokens").
#include "server/features/semantic_tokens.h"

#include <algorithm>
#include <array>
#include <utility>

#include "server/lsp/handlers/features.h"

namespace baton::lsp {
namespace {

using protocol::Json;

constexpr std::size_t most_kept = 32;  // documents

struct TypeName {
  const char* own;
  const char* standard;  // for clients that do not know the other
};
// In the order of SemanticToken::Type.
constexpr std::array<TypeName, 8> type_names = {{{"phase", "namespace"},
                                                 {"agent", "class"},
                                                 {"output", "variable"},
                                                 {"mode", "enumMember"},
                                                 {"argument", "parameter"},
                                                 {"condition", "macro"},
                                                 {"tag", "keyword"},
                                                 {"key", "property"}}};

protocol::TokenData data_of(const FeatureContext& context, const DocumentView& view, TextRange within) {
  protocol::TokenData data;
  protocol::Position last;
  for (const SemanticToken& token : semantic_tokens(view.input())) {
    if (!within.overlaps(token.range)) continue;
    const protocol::Range range = range_of(context, view, token.range);
    if (range.start == range.end || range.start.line != range.end.line) continue;
    const std::uint32_t lines = range.start.line - last.line;
    data.insert(data.end(), {lines, range.start.character - (lines == 0 ? last.character : 0),
                             range.end.character - range.start.character,
                             static_cast<std::uint32_t>(token.type), token.modifiers});
    last = range.start;
  }
  return data;
}

TextRange whole(const DocumentView& view) {
  return {0, static_cast<std::uint32_t>(view.document->text.size())};
}

}  // namespace

std::string TokenMemory::keep(const std::string& path, protocol::TokenData data) {
  if (!given_.contains(path) && given_.size() == most_kept)
    given_.erase(std::ranges::min_element(given_, {}, [](const auto& entry) { return entry.second.number; }));
  Given& given = given_[path];
  given.number = ++number_;
  given.id = std::to_string(number_);
  given.data = std::move(data);
  return given.id;
}

Json semantic_tokens_options(const protocol::ClientCapabilities& client) {
  Json types = Json::array();
  const std::vector<std::string>& known = client.structure.token_types;
  for (const TypeName& name : type_names)
    types.push_back(std::ranges::find(known, name.own) != known.end() ? name.own : name.standard);
  return Json{
      {"legend", {{"tokenTypes", types}, {"tokenModifiers", {"declaration", "unresolved", "conditional"}}}},
      {"full", {{"delta", true}}},
      {"range", true}};
}

Answer semantic_tokens_full(const FeatureContext& context, const Json& params) {
  return in_document(context, params, [&](const DocumentView& view) -> Answer {
    protocol::TokenData data = data_of(context, view, whole(view));
    return protocol::tokens_json(data, context.tokens.keep(view.path, data));
  });
}

Answer semantic_tokens_delta(const FeatureContext& context, const Json& params) {
  const auto parsed = protocol::parse_token_delta(params);
  if (!parsed.value) return refused(parsed);
  const auto view = context.analysis.look_at(parsed.value->uri);
  if (!view) return Json(nullptr);
  protocol::TokenData data = data_of(context, *view, whole(*view));
  const TokenMemory::Given* given = context.tokens.find(view->path, parsed.value->previous);
  if (given == nullptr) return protocol::tokens_json(data, context.tokens.keep(view->path, data));
  const protocol::TokenData before = given->data;
  const std::string id = context.tokens.keep(view->path, data);
  return protocol::tokens_delta_json(before, data, id);
}

Answer semantic_tokens_range(const FeatureContext& context, const Json& params) {
  return in_range(context, params, [&](const DocumentView& view, TextRange range) -> Answer {
    return protocol::tokens_json(data_of(context, view, range), {});
  });
}

}  // namespace baton::lsp
