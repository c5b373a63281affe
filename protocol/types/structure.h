// How a document is built and shown: folding, selection, linked editing, colours, hints, tokens, formatting
// (LSP 3.17, "Folding Range Request" and so on to "Document On Type Formatting Request").
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "protocol/fields.h"
#include "protocol/types/navigation.h"

namespace baton::protocol {

// What the client takes of it.
struct StructureCapabilities {
  bool fold_lines_only = false;          // textDocument.foldingRange.lineFoldingOnly
  std::vector<std::string> token_types;  // textDocument.semanticTokens.tokenTypes
};
StructureCapabilities read_structure(const Json& client);

struct FoldingRange {
  Range range;
  bool comment = false;
};
Json to_json(const FoldingRange& fold, bool lines_only);

struct SelectionParams {
  std::string uri;
  std::vector<Position> positions;
};
Parsed<SelectionParams> parse_selection(const Json& params);
// A chain from the innermost outwards; never empty.
Json selection_json(const std::vector<Range>& chain);

Json linked_json(const std::vector<Range>& ranges, const std::string& word_pattern);

struct Color {
  double red = 0, green = 0, blue = 0;
};
Json color_json(const Range& range, const Color& color);
struct ColorPresentationParams {
  std::string uri;
  Color color;
  Range range;
};
Parsed<ColorPresentationParams> parse_color_presentation(const Json& params);
Json presentation_json(const std::string& label, const Range& range);

// A request about a part of a document, or all of it.
struct DocumentRange {
  std::string uri;
  Range range;
};
Parsed<DocumentRange> parse_document_range(const Json& params);

Json hint_json(const Position& at, const std::string& label, const std::string& tooltip);

// Numbers as LSP wants them: five for each token.
using TokenData = std::vector<std::uint32_t>;
Json tokens_json(const TokenData& data, const std::string& result_id);
// The one piece in which two lists differ.
Json tokens_delta_json(const TokenData& before, const TokenData& now, const std::string& result_id);
struct TokenDeltaParams {
  std::string uri, previous;
};
Parsed<TokenDeltaParams> parse_token_delta(const Json& params);

struct OnTypeParams {
  DocumentPosition at;
  std::string typed;
};
Parsed<OnTypeParams> parse_on_type(const Json& params);

}  // namespace baton::protocol
