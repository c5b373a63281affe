// Structure as JSON.
#include "protocol/types/structure.h"

#include <algorithm>

#include "protocol/capability.h"

namespace baton::protocol {

StructureCapabilities read_structure(const Json& client) {
  StructureCapabilities out;
  out.fold_lines_only = is_true(client, {"textDocument", "foldingRange", "lineFoldingOnly"});
  if (const Json* types = within(client, {"textDocument", "semanticTokens", "tokenTypes"});
      types && types->is_array())
    for (const Json& type : *types)
      if (type.is_string()) out.token_types.push_back(type.get<std::string>());
  return out;
}

Json to_json(const FoldingRange& fold, bool lines_only) {
  Json out = {{"startLine", fold.range.start.line}, {"endLine", fold.range.end.line}};
  if (!lines_only) {
    out["startCharacter"] = fold.range.start.character;
    out["endCharacter"] = fold.range.end.character;
  }
  out["kind"] = fold.comment ? "comment" : "region";
  return out;
}

Parsed<SelectionParams> parse_selection(const Json& params) {
  return parse_fields<SelectionParams>(params, [](const Fields& fields) {
    SelectionParams out{read_document_uri(fields), {}};
    for (const Fields& position : fields.at("positions").list())
      out.positions.push_back(read_position(position));
    return out;
  });
}

Json selection_json(const std::vector<Range>& chain) {
  Json out;
  for (auto range = chain.rbegin(); range != chain.rend(); ++range) {
    Json inner = {{"range", to_json(*range)}};
    if (!out.is_null()) inner["parent"] = std::move(out);
    out = std::move(inner);
  }
  return out;
}

Json linked_json(const std::vector<Range>& ranges, const std::string& word_pattern) {
  Json list = Json::array();
  for (const Range& range : ranges) list.push_back(to_json(range));
  return Json{{"ranges", list}, {"wordPattern", word_pattern}};
}

Json color_json(const Range& range, const Color& color) {
  return Json{{"range", to_json(range)},
              {"color", {{"red", color.red}, {"green", color.green}, {"blue", color.blue}, {"alpha", 1.0}}}};
}

Parsed<ColorPresentationParams> parse_color_presentation(const Json& params) {
  return parse_fields<ColorPresentationParams>(params, [](const Fields& fields) {
    ColorPresentationParams out{read_document_uri(fields), {}, read_range(fields.at("range"))};
    const Fields color = fields.at("color");
    const auto part = [&](const char* name) {
      const Fields field = color.at(name);
      if (field.json().is_number()) return std::clamp(field.json().get<double>(), 0.0, 1.0);
      field.wrong("a number");
      return 0.0;
    };
    out.color = {part("red"), part("green"), part("blue")};
    return out;
  });
}

Json presentation_json(const std::string& label, const Range& range) {
  return Json{{"label", label}, {"textEdit", {{"range", to_json(range)}, {"newText", label}}}};
}

Parsed<DocumentRange> parse_document_range(const Json& params) {
  return parse_fields<DocumentRange>(params, [](const Fields& fields) {
    return DocumentRange{read_document_uri(fields), read_range(fields.at("range"))};
  });
}

Json hint_json(const Position& at, const std::string& label, const std::string& tooltip) {
  return Json{{"position", to_json(at)}, {"label", label}, {"tooltip", tooltip}, {"paddingLeft", true}};
}

Json tokens_json(const TokenData& data, const std::string& result_id) {
  Json out = {{"data", data}};
  if (!result_id.empty()) out["resultId"] = result_id;
  return out;
}

Json tokens_delta_json(const TokenData& before, const TokenData& now, const std::string& result_id) {
  const auto [left, right] = std::ranges::mismatch(before, now);
  const auto start = left - before.begin();
  std::ptrdiff_t same = 0;
  const auto most = static_cast<std::ptrdiff_t>(std::min(before.size(), now.size())) - start;
  while (same < most && *(before.end() - 1 - same) == *(now.end() - 1 - same)) ++same;
  Json edits = Json::array();
  const auto removed = static_cast<std::ptrdiff_t>(before.size()) - same - start;
  const TokenData added(right, now.end() - same);
  if (removed > 0 || !added.empty()) {
    Json edit = {{"start", start}, {"deleteCount", removed}};
    if (!added.empty()) edit["data"] = added;
    edits.push_back(std::move(edit));
  }
  return Json{{"edits", edits}, {"resultId", result_id}};
}

Parsed<TokenDeltaParams> parse_token_delta(const Json& params) {
  return parse_fields<TokenDeltaParams>(params, [](const Fields& fields) {
    return TokenDeltaParams{read_document_uri(fields), fields.at("previousResultId").text()};
  });
}

Parsed<OnTypeParams> parse_on_type(const Json& params) {
  return parse_fields<OnTypeParams>(params, [](const Fields& fields) {
    return OnTypeParams{read_document_position(fields), fields.at("ch").text()};
  });
}

}  // namespace baton::protocol
