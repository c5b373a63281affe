// The notifications that carry a document's text.
#include "protocol/types/text_sync.h"

namespace baton::protocol {

Parsed<DidOpenParams> parse_did_open(const Json& params) {
  return parse_fields<DidOpenParams>(params, [](const Fields& fields) {
    const Fields document = fields.at("textDocument");
    DidOpenParams out;
    out.uri = document.at("uri").text();
    if (const auto language = document.find("languageId")) out.language_id = language->text();
    if (const auto version = document.find("version")) out.version = version->integer();
    out.text = document.at("text").text();
    return out;
  });
}

Parsed<DidChangeParams> parse_did_change(const Json& params) {
  return parse_fields<DidChangeParams>(params, [](const Fields& fields) {
    DidChangeParams out;
    out.uri = read_document_uri(fields);
    if (const auto version = fields.at("textDocument").find("version")) out.version = version->integer();
    for (const Fields& change : fields.at("contentChanges").list()) {
      ContentChange item;
      if (const auto range = change.find("range")) item.range = read_range(*range);
      item.text = change.at("text").text();
      out.changes.push_back(std::move(item));
    }
    return out;
  });
}

Parsed<DidSaveParams> parse_did_save(const Json& params) {
  return parse_fields<DidSaveParams>(params, [](const Fields& fields) {
    DidSaveParams out;
    out.uri = read_document_uri(fields);
    if (const auto text = fields.find("text")) out.text = text->text();
    return out;
  });
}

Parsed<DidCloseParams> parse_did_close(const Json& params) {
  return parse_fields<DidCloseParams>(
      params, [](const Fields& fields) { return DidCloseParams{read_document_uri(fields)}; });
}

}  // namespace baton::protocol
