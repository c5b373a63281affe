// Optional members are left out where they are empty.
#include "protocol/types/diagnostics.h"

namespace baton::protocol {

Json to_json(const Diagnostic& diagnostic) {
  Json out = {{"range", to_json(diagnostic.range)},
              {"severity", diagnostic.severity},
              {"code", diagnostic.code},
              {"source", diagnostic.source},
              {"message", diagnostic.message}};
  if (!diagnostic.code_href.empty()) out["codeDescription"] = Json{{"href", diagnostic.code_href}};
  if (!diagnostic.tags.empty()) out["tags"] = diagnostic.tags;
  if (!diagnostic.related.empty()) {
    Json& list = out["relatedInformation"] = Json::array();
    for (const RelatedInformation& place : diagnostic.related)
      list.push_back(Json{{"location", to_json(place.location)}, {"message", place.message}});
  }
  if (!diagnostic.data.is_null()) out["data"] = diagnostic.data;
  return out;
}

Json to_json(const PublishDiagnosticsParams& params) {
  Json out = {{"uri", params.uri}};
  if (params.version) out["version"] = *params.version;
  Json& list = out["diagnostics"] = Json::array();
  for (const Diagnostic& diagnostic : params.diagnostics) list.push_back(to_json(diagnostic));
  return out;
}

}  // namespace baton::protocol
