// Code actions and lenses as JSON.
#include "protocol/types/actions.h"

#include <utility>

#include "protocol/capability.h"

namespace baton::protocol {

ActionCapabilities read_actions(const Json& client) {
  ActionCapabilities out;
  if (const Json* given = within(client, {"textDocument", "codeAction"})) {
    const Json* literals = within(*given, {"codeActionLiteralSupport"});
    out.literals = literals != nullptr && literals->is_object();
    out.preferred = is_true(*given, {"isPreferredSupport"});
    out.disabled = is_true(*given, {"disabledSupport"});
    out.lazy_edits =
        is_true(*given, {"dataSupport"}) && lists(*given, {"resolveSupport", "properties"}, "edit");
  }
  out.applies_edits = is_true(client, {"workspace", "applyEdit"});
  out.file_creates = lists(client, {"workspace", "workspaceEdit", "resourceOperations"}, "create");
  out.shows_references = lists(client, {"experimental", "commands"}, show_references_command);
  return out;
}

Parsed<CodeActionParams> parse_code_action(const Json& params) {
  return parse_fields<CodeActionParams>(params, [](const Fields& fields) {
    CodeActionParams out;
    out.uri = read_document_uri(fields);
    out.range = read_range(fields.at("range"));
    const Fields context = fields.at("context");
    if (const auto only = context.find("only"))
      for (const Fields& kind : only->list()) out.only.push_back(kind.text());
    const auto diagnostics = context.find("diagnostics");
    out.diagnostics = diagnostics && diagnostics->json().is_array() ? diagnostics->json() : Json::array();
    return out;
  });
}

Json to_json(const CodeAction& action) {
  Json out = {{"title", action.title}, {"kind", action.kind}};
  if (action.preferred) out["isPreferred"] = true;
  if (!action.disabled.empty()) out["disabled"] = Json{{"reason", action.disabled}};
  if (!action.diagnostics.is_null()) out["diagnostics"] = action.diagnostics;
  if (!action.edit.is_null()) out["edit"] = action.edit;
  if (!action.data.is_null()) out["data"] = action.data;
  if (!action.command.is_null()) out["command"] = action.command;
  return out;
}

Json to_json(const ActionKey& key) {
  return Json{{"uri", key.uri},       {"version", key.version}, {"range", to_json(key.range)},
              {"kind", key.kind},     {"title", key.title},     {"code", key.code},
              {"at", to_json(key.at)}};
}

Parsed<ActionKey> parse_action_key(const Json& action) {
  return parse_fields<ActionKey>(action, [](const Fields& fields) {
    const Fields data = fields.at("data");
    return ActionKey{data.at("uri").text(),    data.at("version").integer(), read_range(data.at("range")),
                     data.at("kind").text(),   data.at("title").text(),      data.at("code").text(),
                     read_range(data.at("at"))};
  });
}

Parsed<std::string> parse_lens_uri(const Json& lens) {
  return parse_fields<std::string>(lens,
                                   [](const Fields& fields) { return fields.at("data").at("uri").text(); });
}

Json show_references_json(const std::string& title, const Location& at,
                          const std::vector<Location>& locations) {
  Json list = Json::array();
  for (const Location& location : locations) list.push_back(to_json(location));
  Json arguments = Json::array();
  arguments.push_back(at.uri);
  arguments.push_back(to_json(at.range.start));
  arguments.push_back(std::move(list));
  return Json{{"title", title}, {"command", show_references_command}, {"arguments", std::move(arguments)}};
}

}  // namespace baton::protocol
