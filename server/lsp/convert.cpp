// The only place of the server where bytes become UTF-16.
#include "server/lsp/convert.h"

#include <algorithm>

#include "server/checks/check.h"

namespace baton::lsp {

const PositionRange& positions_of(const Place& place, PositionEncoding encoding) {
  switch (encoding) {
    case PositionEncoding::utf8:
      return place.utf8;
    case PositionEncoding::utf16:
      return place.utf16;
    case PositionEncoding::utf32:
      return place.utf32;
  }
  return place.utf16;
}

PositionEncoding choose_encoding(const std::vector<std::string>& offered) {
  const auto has = [&](std::string_view name) {
    return std::find(offered.begin(), offered.end(), name) != offered.end();
  };
  if (has("utf-8")) return PositionEncoding::utf8;
  return has("utf-32") && !has("utf-16") ? PositionEncoding::utf32 : PositionEncoding::utf16;
}

std::string_view encoding_name(PositionEncoding encoding) {
  switch (encoding) {
    case PositionEncoding::utf8:
      return "utf-8";
    case PositionEncoding::utf16:
      return "utf-16";
    case PositionEncoding::utf32:
      return "utf-32";
  }
  return "utf-16";
}

DiagnosticView diagnostic_view(const protocol::ClientCapabilities& client, PositionEncoding encoding) {
  const auto& tags = client.diagnostic_tags;
  return {encoding, client.related_information, client.code_description, client.diagnostic_data,
          std::find(tags.begin(), tags.end(), 1) != tags.end()};
}

PositionRange to_core(const protocol::Range& range) {
  return {{range.start.line, range.start.character}, {range.end.line, range.end.character}};
}

protocol::Range to_protocol(const PositionRange& range) {
  return {{range.start.line, range.start.character}, {range.end.line, range.end.character}};
}

protocol::Range range_in(const Document& document, TextRange range, PositionEncoding encoding,
                         bool hidden_mark) {
  PositionRange positions = document.lines.range(document.text, range, encoding);
  if (hidden_mark && document.has_byte_order_mark) {
    const std::uint32_t width = encoding == PositionEncoding::utf8 ? 3 : 1;
    for (Position* position : {&positions.start, &positions.end})
      if (position->line == 0) position->character -= std::min(width, position->character);
  }
  return to_protocol(positions);
}

std::vector<protocol::Diagnostic> to_protocol(const std::vector<Diagnostic>& found, const Document& document,
                                              const DiagnosticView& view, bool hidden_mark,
                                              const std::function<std::string(const std::string&)>& uri_of) {
  std::vector<protocol::Diagnostic> out;
  out.reserve(found.size());
  for (const Diagnostic& diagnostic : found) {
    protocol::Diagnostic item;
    item.range = range_in(document, diagnostic.range, view.encoding, hidden_mark);
    item.severity = static_cast<int>(diagnostic.severity);
    item.code = diagnostic.code;
    if (view.code_description) item.code_href = std::string(check_pages).append(item.code).append(".md");
    item.source = "baton";
    item.message = diagnostic.message;
    if (view.unnecessary && diagnostic.unnecessary) item.tags.push_back(1);
    if (view.related) {
      for (const RelatedPlace& related : diagnostic.related) {
        const protocol::Range range = to_protocol(positions_of(related.place, view.encoding));
        item.related.push_back({{uri_of(related.place.path), range}, related.message});
      }
    }
    // What a later request for fixes gets back: their titles, nearest first.
    if (view.data)
      for (const Fix& fix : diagnostic.fixes) item.fix_titles.push_back(fix.title);
    out.push_back(std::move(item));
  }
  return out;
}

}  // namespace baton::lsp
