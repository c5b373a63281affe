// The door: byte ranges become positions in the client's units, and findings become what the client can show.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/types/basic.h"
#include "protocol/types/diagnostics.h"
#include "protocol/types/lifecycle.h"
#include "server/base/line_index.h"
#include "server/checks/diagnostic.h"
#include "server/syntax/document.h"

namespace baton::lsp {

// The encoding to use with a client: utf-8 where offered (it costs nothing here), else utf-16 where offered
// or nothing is, else utf-32 (LSP 3.17, "PositionEncodingKind").
PositionEncoding choose_encoding(const std::vector<std::string>& offered);
std::string_view encoding_name(PositionEncoding encoding);

// What of a finding the client takes, and how.
struct DiagnosticView {
  PositionEncoding encoding = PositionEncoding::utf16;
  bool related = false;
  bool code_description = false;
  bool data = false;
  bool unnecessary = false;
};
DiagnosticView diagnostic_view(const protocol::ClientCapabilities& client, PositionEncoding encoding);

// Of a place that knows its positions.
const PositionRange& positions_of(const Place& place, PositionEncoding encoding);

PositionRange to_core(const protocol::Range& range);
protocol::Range to_protocol(const PositionRange& range);

// `hidden_mark`: the document begins with a byte-order mark that the client, once it opens the file, does not
// see.
protocol::Range range_in(const Document& document, TextRange range, PositionEncoding encoding,
                         bool hidden_mark);

// `uri_of` gives the URI by which the client knows a path.
std::vector<protocol::Diagnostic> to_protocol(const std::vector<Diagnostic>& found, const Document& document,
                                              const DiagnosticView& view, bool hidden_mark,
                                              const std::function<std::string(const std::string&)>& uri_of);

}  // namespace baton::lsp
