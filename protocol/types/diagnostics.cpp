// Optional members are left out where they are empty.
#include "protocol/types/diagnostics.h"

namespace baton::protocol {
namespace {

void append(std::string& out, const Position& position) {
  out += R"({"line":)";
  append_number(out, position.line);
  out += R"(,"character":)";
  append_number(out, position.character);
  out += '}';
}

void append(std::string& out, const Range& range) {
  out += R"({"start":)";
  append(out, range.start);
  out += R"(,"end":)";
  append(out, range.end);
  out += '}';
}

void append(std::string& out, const RelatedInformation& place) {
  out += R"({"location":{"uri":)";
  append_string(out, place.location.uri);
  out += R"(,"range":)";
  append(out, place.location.range);
  out += R"(},"message":)";
  append_string(out, place.message);
  out += '}';
}

// The items between brackets, with commas.
template <typename Item, typename Append>
void append_list(std::string& out, const std::vector<Item>& items, const Append& append_item) {
  out += '[';
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) out += ',';
    append_item(items[i]);
  }
  out += ']';
}

void append(std::string& out, const Diagnostic& diagnostic) {
  out += R"({"range":)";
  append(out, diagnostic.range);
  out += R"(,"severity":)";
  append_number(out, diagnostic.severity);
  out += R"(,"code":)";
  append_string(out, diagnostic.code);
  if (!diagnostic.code_href.empty()) {
    out += R"(,"codeDescription":{"href":)";
    append_string(out, diagnostic.code_href);
    out += '}';
  }
  out += R"(,"source":)";
  append_string(out, diagnostic.source);
  out += R"(,"message":)";
  append_string(out, diagnostic.message);
  if (!diagnostic.tags.empty()) {
    out += R"(,"tags":)";
    append_list(out, diagnostic.tags, [&](int tag) { append_number(out, tag); });
  }
  if (!diagnostic.related.empty()) {
    out += R"(,"relatedInformation":)";
    append_list(out, diagnostic.related, [&](const RelatedInformation& place) { append(out, place); });
  }
  if (!diagnostic.fix_titles.empty()) {
    out += R"(,"data":{"fixes":)";
    append_list(out, diagnostic.fix_titles, [&](const std::string& title) { append_string(out, title); });
    out += '}';
  }
  out += '}';
}

}  // namespace

JsonText diagnostics_text(const std::vector<Diagnostic>& diagnostics) {
  JsonText list;
  list.text.reserve(diagnostics.size() * 400 + 2);
  append_list(list.text, diagnostics, [&](const Diagnostic& diagnostic) { append(list.text, diagnostic); });
  return list;
}

JsonText publish_diagnostics_params(std::string_view uri, std::optional<std::int64_t> version,
                                    const JsonText& diagnostics) {
  JsonText params{R"({"uri":)"};
  params.text.reserve(diagnostics.text.size() + uri.size() + 64);
  append_string(params.text, uri);
  if (version) {
    params.text += R"(,"version":)";
    append_number(params.text, *version);
  }
  params.text.append(R"(,"diagnostics":)").append(diagnostics.text).append("}");
  return params;
}

Parsed<DocumentDiagnosticParams> parse_document_diagnostic(const Json& params) {
  return parse_fields<DocumentDiagnosticParams>(params, [](const Fields& fields) {
    DocumentDiagnosticParams out{read_document_uri(fields), {}};
    if (const auto id = fields.find("previousResultId")) out.previous_result_id = id->text();
    return out;
  });
}

Parsed<WorkspaceDiagnosticParams> parse_workspace_diagnostic(const Json& params) {
  return parse_fields<WorkspaceDiagnosticParams>(params, [](const Fields& fields) {
    WorkspaceDiagnosticParams out;
    for (const Fields& known : fields.at("previousResultIds").list())
      out.previous_result_ids.emplace_back(known.at("uri").text(), known.at("value").text());
    if (const auto token = fields.find("partialResultToken")) {
      if (token->json().is_string() || token->json().is_number_integer())
        out.partial_result_token = token->json();
      else
        token->wrong("a string or an integer");
    }
    return out;
  });
}

JsonText full_report(std::string_view result_id, const JsonText& items) {
  JsonText report{R"({"kind":"full","resultId":)"};
  report.text.reserve(report.text.size() + result_id.size() + items.text.size() + 16);
  append_string(report.text, result_id);
  report.text.append(R"(,"items":)").append(items.text).append("}");
  return report;
}

JsonText unchanged_report(std::string_view result_id) {
  JsonText report{R"({"kind":"unchanged","resultId":)"};
  append_string(report.text, result_id);
  report.text += '}';
  return report;
}

JsonText closed_file_report(std::string_view uri, std::string_view result_id, const JsonText& items) {
  JsonText report = full_report(result_id, items);
  report.text.pop_back();
  report.text += R"(,"version":null,"uri":)";
  append_string(report.text, uri);
  report.text += '}';
  return report;
}

JsonText workspace_report(const std::vector<JsonText>& reports) {
  JsonText whole{R"({"items":)"};
  append_list(whole.text, reports, [&](const JsonText& report) { whole.text += report.text; });
  whole.text += '}';
  return whole;
}

}  // namespace baton::protocol
