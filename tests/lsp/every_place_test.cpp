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
      // Characters of two, three and four bytes, before and within all that has a name.
      "---\nexecution_modes:\n  \xC3\xA9t\xC3\xA9: 1\nexternal_docs:\n  \xE6\xBC\xA2: ../agents/b.md\n---\n# "
      "\xF0\x9F\x98\x80 T\n\n"
      "[\xC3\xA9t\xC3\xA9 mode: \xF0\x9F\x98\x80 [\xE6\xBC\xA2](#-t) {phase1.b.output}]\n## Phase 1: "
      "\xF0\x9F\x98\x80\n<Task>\nsubagent_type: b\n"
      "prompt: |\n  \xF0\x9F\x98\x80 {phase1.b.output} \xE6\xBC\xA2 $ARGUMENTS\n</Task>\n",
      // Blocks within blocks, none of them closed.
      "> - 1. ```\n> - | Agent | Modes |\n  |---|\n  | b | all | x\n<!-- "
      "baton-disable-next-line\n<Task>\n<Task>\nsubagent_type: [b, "
      "{a: b}]\nprompt: >\n   {{phase1.b.output}}\n\t</Task\n<AskUserQuestion>\n- question: \"\n",
      // Null bytes, line ends of all kinds, and numbers that are too large.
      std::string("---\r\rname: ") + '\0' +
          "x\n\n---\r\n# \xEF\xBF\xBD[b](../agents/b.md#\xE2\x80\xA8)\r## Phase 18446744073709551616\n"
          "{phase99999999999999999999.b.output}\r\n\r{phase1.b.output",
  };
  return files;
}

std::size_t units_in(const std::string& line, const std::string& encoding) {
  if (encoding == "utf-8") return line.size();
  std::size_t units = 0;
  for (const char c : line) {
    const auto byte = static_cast<unsigned char>(c);
    units += (byte & 0xC0) == 0x80 ? 0 : byte >= 0xF0 && encoding == "utf-16" ? 2 : 1;
  }
  return units;
}

// How many units each line has.
std::vector<std::size_t> widths(const std::string& text, const std::string& encoding) {
  std::vector<std::size_t> out;
  std::string line;
  for (const char c : text) {
    if (c != '\n' && c != '\r') {
      line += c;
    } else {
      out.push_back(units_in(line, encoding));
      line.clear();
    }
  }
  out.push_back(units_in(line, encoding));
  return out;
}

class Asker {
 public:
  Asker(LspClient& client, const std::string& path) : client_(client), document_{{"uri", uri(path)}} {}

  void about_all() {
    for (const char* method :
         {"textDocument/documentSymbol", "textDocument/foldingRange", "textDocument/documentColor",
          "textDocument/documentLink", "textDocument/codeLens", "textDocument/semanticTokens/full"})
      ask(method, {{"textDocument", document_}});
    ask("textDocument/formatting", {{"textDocument", document_}, {"options", options_}});
  }

  void about(std::size_t line, std::size_t character) {
    const Json position = {{"line", line}, {"character", character}};
    const Json at = {{"textDocument", document_}, {"position", position}};
    for (const char* method : {"textDocument/completion", "textDocument/hover", "textDocument/definition",
                               "textDocument/declaration", "textDocument/typeDefinition",
                               "textDocument/implementation", "textDocument/documentHighlight",
                               "textDocument/linkedEditingRange", "textDocument/prepareCallHierarchy"})
      ask(method, at);
    ask("textDocument/references", with(at, "context", {{"includeDeclaration", true}}));
    ask("textDocument/prepareRename", at, refused);
    ask("textDocument/rename", with(at, "newName", "zz9"), refused);
    const Json range = {{"start", position}, {"end", {{"line", line + 1}, {"character", 0}}}};
    for (const Json& where : {Json{{"start", position}, {"end", position}}, range})
      ask("textDocument/codeAction",
          {{"textDocument", document_}, {"range", where}, {"context", {{"diagnostics", Json::array()}}}});
    for (const char* method : {"textDocument/inlayHint", "textDocument/semanticTokens/range"})
      ask(method, {{"textDocument", document_}, {"range", range}});
    ask("textDocument/rangeFormatting",
        {{"textDocument", document_}, {"range", range}, {"options", options_}});
    ask("textDocument/selectionRange", {{"textDocument", document_}, {"positions", Json::array({position})}});
    Json typed = with(at, "ch", "\n");
    ask("textDocument/onTypeFormatting", with(typed, "options", options_));
  }

 private:
  static constexpr int refused = -32803;  // with a reason

  static Json with(Json params, const char* key, const Json& value) {
    params[key] = value;
    return params;
  }
  void ask(const char* method, const Json& params, int other_code = 0) {
    const Json answer = client_.request(method, params);
    const bool good =
        answer.contains("result") || (other_code != 0 && answer["error"]["code"] == other_code &&
                                      !answer["error"]["message"].get<std::string>().empty());
    CHECK_MESSAGE(good, method, " ", params.dump(), " ", answer.dump());
  }

  LspClient& client_;
  Json document_;
  Json options_ = {{"tabSize", 2}, {"insertSpaces", true}};
};

void ask_everywhere(LspClient& client, const std::string& path, const std::vector<std::size_t>& lines) {
  Asker asker(client, path);
  asker.about_all();
  for (std::size_t line = 0; line < lines.size(); ++line)
    for (std::size_t character = 0; character <= lines[line] + 1; ++character) asker.about(line, character);
}

}  // namespace

TEST_CASE("every request at every place of hard files has an answer") {
  CHECK(hard_files().size() == 10);
  TemporaryFolder folder;
  folder.write("agents/b.md", "---\nname: b\ndescription: B\n---\n");
  for (const std::string encoding : {"utf-8", "utf-16", "utf-32"}) {
    CAPTURE(encoding);
    LspClient client;
    Json more = able();
    more["capabilities"]["general"]["positionEncodings"] = Json::array({encoding});
    const Json offered = client.initialize({folder.path()}, more);
    REQUIRE(offered["capabilities"]["positionEncoding"] == encoding);
    int file = 0;
    for (const std::string& text : hard_files()) {
      const std::string path = folder / ("commands/c" + std::to_string(file++) + ".md");
      client.open(path, text);
      ask_everywhere(client, path, widths(text, encoding));
      client.close(path);
    }
    CHECK(client.finish() == 0);
    for (const std::string& fault : client.validator_faults) FAIL_CHECK(fault);
  }
}
