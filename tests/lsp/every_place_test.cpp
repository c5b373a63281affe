// Every request that takes a place, asked at every place of files that are hard to read: an answer each time,
// never an error, and each one as the protocol's model has it.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "tests/support/lsp_client.h"

using baton::test::LspClient;
using baton::test::TemporaryFolder;
using baton::test::uri;
using Json = nlohmann::json;

namespace {

Json able() {
  return Json::parse(R"({"capabilities": {
    "workspace": {"workspaceEdit": {"documentChanges": true, "resourceOperations": ["create", "rename"]}},
    "textDocument": {
      "completion": {"completionItem": {"snippetSupport": true, "labelDetailsSupport": true,
        "documentationFormat": ["markdown"]}, "completionList": {"itemDefaults": ["editRange"]}},
      "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix"]}},
        "isPreferredSupport": true, "disabledSupport": true},
      "rename": {"prepareSupport": true},
      "hover": {"contentFormat": ["markdown"]}}}})");
}

// Half-typed, unclosed, with every line end and wide characters.
const std::vector<std::string>& hard_files() {
  static const std::vector<std::string> files = {
      "",
      "---",
      "---\nagents: [a\nexecution_modes:\n  qu:\n   - {\n",
      "\xEF\xBB\xBF---\r\nmodel:\r\n---\r\n# \xF0\x9D\x84\x9E\r\n[x](#\r\n<Task>\r\nsubagent_type: "
      "\r\nprompt: {phase1.",
      "---\nexecution_modes:\n  q: 1\n---\n## Phase 1\n<Task>\nsubagent_type: b\nprompt: |\n  [Q/ "
      "{phase1.b.out\n"
      "lost\n## Phase 1\n<Task>\n</Task><AskUserQuestion>\nquestions:\n  -",
      "## Phase 2\r```yaml\rTask:\r  subagent_type: \"b\r  prompt: '\r```\r| Agent |\r|-|\r| b "
      "|\r{phase2.\xC3\xA9",
      "use task tool subagent_type=\"b\" prompt: \"[b](../x.md#a) $1 <phase0.b.output>\"\n[a]: <x y.md\n\n[a",
  };
  return files;
}

std::size_t units_in(const std::string& line) {
  std::size_t units = 0;
  for (const char c : line) {
    const auto byte = static_cast<unsigned char>(c);
    units += (byte & 0xC0) == 0x80 ? 0 : byte >= 0xF0 ? 2 : 1;
  }
  return units;
}

// How many UTF-16 units each line has, and one more place behind each.
std::vector<std::size_t> widths(const std::string& text) {
  std::vector<std::size_t> out;
  std::string line;
  for (const char c : text) {
    if (c != '\n' && c != '\r') {
      line += c;
    } else {
      out.push_back(units_in(line));
      line.clear();
    }
  }
  out.push_back(units_in(line));
  return out;
}

}  // namespace

TEST_CASE("every request at every place of hard files has an answer") {
  TemporaryFolder folder;
  folder.write("agents/b.md", "---\nname: b\ndescription: B\n---\n");
  LspClient client;
  client.initialize({folder.path()}, able());
  int file = 0;
  for (const std::string& text : hard_files()) {
    const std::string path = folder / ("commands/c" + std::to_string(file++) + ".md");
    client.open(path, text);
    const Json document = {{"uri", uri(path)}};
    const auto ask = [&](const char* method, const Json& params) {
      const Json answer = client.request(method, params);
      CHECK_MESSAGE(answer.contains("result"), method, " ", params.dump(), " ", answer.dump());
      return answer.value("result", Json());
    };
    for (const char* method :
         {"textDocument/documentSymbol", "textDocument/foldingRange", "textDocument/documentColor",
          "textDocument/documentLink", "textDocument/semanticTokens/full"})
      ask(method, {{"textDocument", document}});
    ask("textDocument/formatting",
        {{"textDocument", document}, {"options", {{"tabSize", 2}, {"insertSpaces", true}}}});
    const std::vector<std::size_t> lines = widths(text);
    for (std::size_t line = 0; line < lines.size(); ++line) {
      for (std::size_t character = 0; character <= lines[line] + 1; ++character) {
        const Json position = {{"line", line}, {"character", character}};
        const Json at = {{"textDocument", document}, {"position", position}};
        for (const char* method : {"textDocument/completion", "textDocument/hover", "textDocument/definition",
                                   "textDocument/declaration", "textDocument/typeDefinition",
                                   "textDocument/implementation", "textDocument/documentHighlight",
                                   "textDocument/linkedEditingRange", "textDocument/prepareCallHierarchy"})
          ask(method, at);
        Json references = at;
        references["context"] = {{"includeDeclaration", true}};
        ask("textDocument/references", references);
        const Json range = {{"start", position}, {"end", {{"line", line + 1}, {"character", 0}}}};
        for (const Json& where : {Json{{"start", position}, {"end", position}}, range})
          ask("textDocument/codeAction",
              {{"textDocument", document}, {"range", where}, {"context", {{"diagnostics", Json::array()}}}});
        for (const char* method : {"textDocument/inlayHint", "textDocument/semanticTokens/range"})
          ask(method, {{"textDocument", document}, {"range", range}});
        Json positions = Json::array();
        positions.push_back(position);
        ask("textDocument/selectionRange", {{"textDocument", document}, {"positions", positions}});
        Json typed = at;
        typed["ch"] = "\n";
        typed["options"] = {{"tabSize", 2}, {"insertSpaces", true}};
        ask("textDocument/onTypeFormatting", typed);
      }
    }
    client.close(path);
  }
  CHECK(client.finish() == 0);
  for (const std::string& fault : client.validator_faults) FAIL_CHECK(fault);
}
