// How a document is built and shown (LSP 3.17, "Folding Range Request", "Selection Range Request", "Linked
// Editing Range", "Document Color Request", "Inlay Hint Request").
#include "protocol/types/structure.h"

#include <algorithm>
#include <cmath>

#include "server/features/colors.h"
#include "server/features/folding.h"
#include "server/features/inlay_hints.h"
#include "server/features/linked_editing.h"
#include "server/features/selection.h"
#include "server/lsp/handlers/features.h"

namespace baton::lsp {
namespace {

using protocol::Json;

protocol::Color color_in_protocol(const Color& color) {
  return {color.rgb[0] / 255.0, color.rgb[1] / 255.0, color.rgb[2] / 255.0};
}

Color color_from_protocol(const protocol::Color& color) {
  const auto part = [](double value) { return static_cast<std::uint8_t>(std::lround(value * 255.0)); };
  return {{part(color.red), part(color.green), part(color.blue)}};
}

}  // namespace

Answer folding_ranges(const FeatureContext& context, const Json& params) {
  return in_document(context, params, [&](const DocumentView& view) -> Answer {
    Json list = Json::array();
    for (const Fold& fold : folding(view.input()))
      list.push_back(to_json(protocol::FoldingRange{range_of(context, view, fold.range), fold.comment},
                             context.client.structure.fold_lines_only));
    return list;
  });
}

Answer selection_ranges(const FeatureContext& context, const Json& params) {
  const auto parsed = protocol::parse_selection(params);
  if (!parsed.value) return refused(parsed);
  Json list = Json::array();
  for (const protocol::Position& position : parsed.value->positions) {
    const auto place = place_at(context, {parsed.value->uri, position});
    if (!place) return Json(nullptr);
    std::vector<protocol::Range> chain;
    for (const TextRange range : selection_chain(place->view.input(), place->offset)) {
      const protocol::Range next = range_of(context, place->view, range);
      if (chain.empty() || chain.back() != next) chain.push_back(next);
    }
    list.push_back(protocol::selection_json(chain));
  }
  return list;
}

Answer linked_editing(const FeatureContext& context, const Json& params) {
  return at_place(context, params, [&](const DocumentPlace& place) -> Answer {
    std::vector<protocol::Range> ranges;
    for (const TextRange range : linked_names(place.view.input(), place.offset))
      ranges.push_back(range_of(context, place.view, range));
    return ranges.empty() ? Json(nullptr) : protocol::linked_json(ranges, "[A-Za-z]*");
  });
}

Answer document_colors(const FeatureContext& context, const Json& params) {
  return in_document(context, params, [&](const DocumentView& view) -> Answer {
    Json list = Json::array();
    if (const auto found = color_of(view.input()))
      list.push_back(
          protocol::color_json(range_of(context, view, found->range), color_in_protocol(found->color)));
    return list;
  });
}

Answer color_presentations(const FeatureContext& context, const Json& params) {
  const auto parsed = protocol::parse_color_presentation(params);
  if (!parsed.value) return refused(parsed);
  Json list = Json::array();
  if (const auto view = context.analysis.look_at(parsed.value->uri))
    for (const std::string& label : color_spellings(view->input(), color_from_protocol(parsed.value->color)))
      list.push_back(protocol::presentation_json(label, parsed.value->range));
  return list;
}

Answer inlay_hints(const FeatureContext& context, const Json& params) {
  return in_range(context, params, [&](const DocumentView& view, TextRange range) -> Answer {
    Json list = Json::array();
    for (const InlayHint& hint : baton::inlay_hints(view.input(), range))
      list.push_back(protocol::hint_json(range_of(context, view, {hint.offset, hint.offset}).start,
                                         hint.label, hint.tooltip));
    return list;
  });
}

}  // namespace baton::lsp
