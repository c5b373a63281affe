// Everything asked for under what each editor says of itself (clients/*.json): no answer holds what it cannot
// take.
#include <doctest/doctest.h>

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "tests/support/client_limits.h"
#include "tests/support/desk.h"
#include "tests/support/lsp_client.h"
#include "tests/support/paths.h"
#include "tests/support/text_of.h"

namespace fs = std::filesystem;
using baton::testing::text_of;
using namespace baton::test;
using Json = nlohmann::json;

namespace {

std::map<std::string, Json> clients() {
  std::map<std::string, Json> out;
  for (const auto& entry :
       fs::directory_iterator(fs::path(baton::testing::source_dir()) / "tests/lsp/clients"))
    if (entry.path().extension() == ".json")
      out[entry.path().stem().string()] = Json::parse(text_of(entry.path()));
  return out;
}

// Every so many characters, and where words begin that mean something.
std::vector<Json> places_in(const std::string& text) {
  std::vector<Json> out;
  int line = 0, character = 0, count = 0;
  bool ascii = true;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool marked = std::string_view("{.(#/\"").find(text[i]) != std::string_view::npos;
    if (ascii && (marked || ++count % 29 == 0)) out.push_back({{"line", line}, {"character", character + 1}});
    ++character;
    ascii = ascii && static_cast<unsigned char>(text[i]) < 0x80;
    if (text[i] != '\n') continue;
    ++line;
    character = 0;
    ascii = true;
  }
  return out;
}

// One editor, and how often each kind of answer held something.
class Editor {
 public:
  Editor(std::string name, const Json& initialize)
      : name_(std::move(name)), client_(initialize.at("capabilities")) {}

  LspClient& lsp() { return lsp_; }
  const std::set<std::string>& answered() const { return answered_; }

  Json ask(const std::string& method, const Json& params) {
    const Json answer = lsp_.request(method, params);
    const bool refused = method == "textDocument/rename" || method == "textDocument/prepareRename";
    CHECK_MESSAGE((refused || answer.contains("result")), name_, " ", method, " ", answer.dump());
    const Json result = answer.value("result", Json());
    if (result.is_null() || result.empty()) return result;
    answered_.insert(method);
    for (const std::string& fault : beyond_limits(client_, method, result)) say(method, fault, result);
    return result;
  }

  void take_sent(const std::string& method) {
    for (Json message = lsp_.next(method, 0); !message.is_null(); message = lsp_.next(method, 0)) {
      answered_.insert(method);
      for (const std::string& fault : beyond_limits_sent(client_, message)) say(method, fault, message);
    }
  }

  void offered(const Json& server) {
    for (const std::string& fault : beyond_limits_offered(client_, server)) say("initialize", fault, server);
  }

 private:
  void say(const std::string& method, const std::string& fault, const Json& what) {
    if (said_.insert(method + fault).second)
      FAIL_CHECK(name_, ": ", method, ": ", fault, ": ", what.dump().substr(0, 600));
  }

  std::string name_;
  const Json& client_;
  LspClient lsp_;
  std::set<std::string> answered_, said_;
};

void ask_everywhere(Editor& editor, const std::string& path) {
  const std::string text = text_of(path);
  const Json document = {{"uri", uri(path)}};
  editor.lsp().open(path, text);
  for (const char* feature :
       {"documentSymbol", "foldingRange", "documentColor", "documentLink", "semanticTokens/full"})
    editor.ask(std::string("textDocument/") + feature, {{"textDocument", document}});
  const Json lenses = editor.ask("textDocument/codeLens", {{"textDocument", document}});
  if (lenses.is_array() && !lenses.empty()) editor.ask("codeLens/resolve", lenses[0]);
  for (const Json& position : places_in(text)) {
    const Json at = {{"textDocument", document}, {"position", position}};
    for (const char* feature : {"completion", "hover", "definition", "declaration", "typeDefinition",
                                "implementation", "documentHighlight", "prepareRename"})
      editor.ask(std::string("textDocument/") + feature, at);
    Json rename = at;
    rename["newName"] = "zz-top";
    editor.ask("textDocument/rename", rename);
    const Json range = {{"start", position}, {"end", position}};
    for (const Json& only : {Json::array(), Json::array({"refactor"})}) {
      Json context = {{"diagnostics", Json::array()}};
      if (!only.empty()) context["only"] = only;
      const Json actions = editor.ask("textDocument/codeAction",
                                      {{"textDocument", document}, {"range", range}, {"context", context}});
      for (const Json& action : actions.is_array() ? actions : Json::array())
        if (action.contains("data")) editor.ask("codeAction/resolve", action);
    }
  }
}

}  // namespace

TEST_CASE("clients: no answer holds what an editor cannot take") {
  const fs::path root = fs::path(baton::testing::source_dir()) / "docs/examples/faulty";
  const std::string plugin = (root / "plugins/release-train").string();
  const auto all = clients();
  REQUIRE(all.size() == 7);
  for (const auto& [name, given] : all) {
    Editor editor(name, given);
    editor.offered(editor.lsp().initialize({root.string()}, given)["capabilities"]);
    wait_until_read(editor.lsp());
    editor.ask("workspace/symbol", {{"query", "release"}});
    for (const char* file : {"/commands/release.md", "/agents/release-manager.md", "/agents/linter.md"})
      ask_everywhere(editor, plugin + file);
    Json moves = Json::array();
    moves.push_back({{"oldUri", uri(plugin + "/docs")}, {"newUri", uri(plugin + "/texts")}});
    editor.ask("workspace/willRenameFiles", {{"files", moves}});
    for (const char* method :
         {"textDocument/publishDiagnostics", "client/registerCapability", "workspace/configuration",
          "window/workDoneProgress/create", "workspace/diagnostic/refresh"})
      editor.take_sent(method);
    // A feature that a client offers a button for must not be silent there.
    for (const char* method : {"textDocument/completion", "textDocument/hover", "textDocument/definition",
                               "textDocument/documentSymbol", "textDocument/rename",
                               "textDocument/foldingRange", "textDocument/documentLink",
                               "textDocument/codeAction", "workspace/willRenameFiles", "workspace/symbol"})
      CHECK_MESSAGE(editor.answered().contains(method), name, ": ", method);
    CHECK(editor.lsp().finish() == 0);
    for (const std::string& fault : editor.lsp().validator_faults) FAIL_CHECK(name, ": ", fault);
  }
}

TEST_CASE("clients: the judge sees what is too much") {
  const Json none = Json::object();
  const auto faults = [&](const char* method, const char* result) {
    return beyond_limits(none, method, Json::parse(result)).size();
  };
  CHECK(faults("textDocument/completion",
               R"({"isIncomplete": false, "itemDefaults": {"editRange": 1}, "items": [
    {"label": "a", "kind": 25, "insertTextFormat": 2, "documentation": {"kind": "markdown", "value": ""}}]})") ==
        4);
  CHECK(faults("textDocument/completion", R"([{"label": "a", "kind": 18, "documentation": "x"}])") == 0);
  CHECK(faults("textDocument/hover", R"({"contents": {"kind": "markdown", "value": ""}})") == 1);
  CHECK(faults("textDocument/definition", R"([{"targetUri": "a"}])") == 1);
  CHECK(faults("textDocument/definition", R"([{"uri": "a"}])") == 0);
  CHECK(faults("textDocument/documentSymbol", R"([{"kind": 24, "selectionRange": {}}])") == 2);
  CHECK(faults("textDocument/rename", R"({"documentChanges": [{"kind": "rename"}]})") == 2);
  CHECK(faults("textDocument/rename", R"({"changes": {}})") == 0);
  CHECK(faults("textDocument/codeAction",
               R"([{"title": "a", "isPreferred": true, "edit": {"changes": {}}}])") == 2);
  CHECK(faults("textDocument/codeAction", R"([{"title": "a", "command": "b"}])") == 0);
  CHECK(faults("textDocument/documentLink", R"([{"tooltip": "a"}])") == 1);
  CHECK(faults("textDocument/codeLens",
               R"([{"command": {"title": "a", "command": "baton.showReferences"}}])") == 1);
  CHECK(beyond_limits_sent(none, Json::parse(R"({"method": "workspace/configuration"})")).size() == 1);
  CHECK(beyond_limits_sent(none, Json::parse(R"({"method": "textDocument/publishDiagnostics", "params": {
    "diagnostics": [{"tags": [1], "data": 1, "codeDescription": {"href": ""}, "relatedInformation": []}]}})"))
            .size() == 4);
  CHECK(beyond_limits_offered(none, Json::parse(R"({"positionEncoding": "utf-8", "diagnosticProvider": {},
    "workspace": {"fileOperations": {"willRename": {}}}})"))
            .size() == 3);
}
