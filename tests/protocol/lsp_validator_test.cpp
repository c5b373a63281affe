// The judge itself: it must catch what is wrong, and its model must be the published one.
#include "tests/support/lsp_validator.h"
#include "tests/support/paths.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <string>

using baton::test::LspValidator;
using Json = nlohmann::json;

namespace {

Json good_diagnostics() {
  return Json::parse(
      R"({"jsonrpc":"2.0","method":"textDocument/publishDiagnostics","params":{"uri":"file:///a",
      "version":1,"diagnostics":[{"range":{"start":{"line":0,"character":1},"end":{"line":0,"character":2}},
      "severity":1,"code":"c","codeDescription":{"href":"https://x"},"source":"baton","message":"m","tags":[1],
      "relatedInformation":[{"location":{"uri":"file:///b","range":{"start":{"line":0,"character":0},
      "end":{"line":0,"character":0}}},"message":"there"}],"data":{"any":[1]}}]}})");
}

// The faults after one change at a JSON pointer.
std::vector<std::string> spoiled(const char* pointer, const Json& value) {
  Json message = good_diagnostics();
  message[Json::json_pointer(pointer)] = value;
  return LspValidator(baton::test::read_meta_model_subset()).check_from_server(message);
}

std::vector<std::string> without(const char* parent, const char* key) {
  Json message = good_diagnostics();
  message[Json::json_pointer(parent)].erase(key);
  return LspValidator(baton::test::read_meta_model_subset()).check_from_server(message);
}

using Faults = std::vector<std::string>;

}  // namespace

TEST_CASE("the reduced model is what the published one gives") {
  const std::string source = baton::testing::source_dir();
  const std::string model = baton::testing::shared("standards/lsp-metaModel.json");
  if (model.empty()) return;
  std::ifstream in(model);
  const Json reduced = baton::test::reduce_meta_model(Json::parse(in), baton::test::methods_in_use());
  if (std::getenv("UPDATE_FIXTURES"))
    std::ofstream(source + "/tests/support/lsp-meta-model-subset.json") << reduced.dump(1) << "\n";
  CHECK(reduced == baton::test::read_meta_model_subset());
}

TEST_CASE("the subset holds every message in use") {
  const Json model = baton::test::read_meta_model_subset();
  for (const std::string& method : baton::test::methods_in_use()) {
    bool found = false;
    for (const char* list : {"requests", "notifications"})
      for (const Json& entry : model.at(list)) found = found || entry.at("method") == method;
    CHECK_MESSAGE(found, method);
  }
}

TEST_CASE("a good message passes") {
  LspValidator validator(baton::test::read_meta_model_subset());
  CHECK(validator.check_from_server(good_diagnostics()) == Faults{});
}

TEST_CASE("missing, wrong and unknown things are caught") {
  const char* first = "/params/diagnostics/0";
  CHECK(without(first, "message") == Faults{"params.diagnostics[0].message: is missing"});
  CHECK(without("/params", "uri") == Faults{"params.uri: is missing"});
  CHECK(without("/params/diagnostics/0/range", "end") ==
        Faults{"params.diagnostics[0].range.end: is missing"});
  CHECK(spoiled("/params/diagnostics", 5) == Faults{"params.diagnostics: an array is expected"});
  CHECK(spoiled("/params/diagnostics/0/range/start/line", -1) ==
        Faults{"params.diagnostics[0].range.start.line: uinteger is expected"});
  CHECK(spoiled("/params/diagnostics/0/range/start/line", 1.5).size() == 1);
  CHECK(spoiled("/params/version", 3000000000LL) == Faults{"params.version: integer is expected"});
  CHECK(spoiled("/params/diagnostics/0/severity", 7) ==
        Faults{"params.diagnostics[0].severity: 7 is no DiagnosticSeverity"});
  CHECK(spoiled("/params/diagnostics/0/tags", {9}) ==
        Faults{"params.diagnostics[0].tags[0]: 9 is no DiagnosticTag"});
  CHECK(spoiled("/params/diagnostics/0/code", Json::array()).size() == 1);
  CHECK(spoiled("/params/diagnostics/0/extra", 1) ==
        Faults{"params.diagnostics[0].extra: the model has no such property"});
  CHECK(spoiled("/params/uri", "no scheme") == Faults{"params.uri: DocumentUri is expected"});
  CHECK(spoiled("/jsonrpc", "1.0") == Faults{"jsonrpc: \"2.0\" is expected"});
  CHECK(spoiled("/more", 1) == Faults{"more: a message has no such member"});
  CHECK(spoiled("/method", "textDocument/unheardOf").size() == 1);
  CHECK(spoiled("/method", "initialize").size() == 1);
  CHECK(spoiled("/id", 4) == Faults{"method: a server sends no \"textDocument/publishDiagnostics\""});
}

TEST_CASE("answers are judged by what was asked, and come once") {
  LspValidator validator(baton::test::read_meta_model_subset());
  const Json answer = Json::parse(R"({"jsonrpc":"2.0","id":1,"result":{"capabilities":{"textDocumentSync":
      {"openClose":true,"change":2,"save":{"includeText":false}},"positionEncoding":"utf-8"},
      "serverInfo":{"name":"n"}}})");
  CHECK(validator.check_from_server(answer) == Faults{"id: 1 answers nothing"});
  validator.expect_answer(1, "initialize");
  CHECK(validator.check_from_server(answer) == Faults{});
  CHECK(validator.check_from_server(answer) == Faults{"id: 1 answers nothing"});
  validator.expect_answer(1, "initialize");
  Json wrong = answer;
  wrong["result"]["capabilities"]["textDocumentSync"]["change"] = 5;
  CHECK_FALSE(validator.check_from_server(wrong).empty());
  validator.expect_answer(2, "shutdown");
  CHECK(validator.check_from_server(Json::parse(R"({"jsonrpc":"2.0","id":2,"result":{}})")) ==
        Faults{"result: null is expected"});
  validator.expect_answer(3, "x");
  CHECK(validator.check_from_server(
            Json::parse(R"({"jsonrpc":"2.0","id":3,"error":{"code":-1,"message":"m"}})")) == Faults{});
  validator.expect_answer(4, "x");
  CHECK(validator.check_from_server(Json::parse(R"({"jsonrpc":"2.0","id":4,"error":{"code":"1"}})")).size() ==
        2);
  validator.expect_answer(5, "shutdown");
  CHECK(validator.check_from_server(Json::parse(R"({"jsonrpc":"2.0","id":5,"result":null,"error":{"code":1,
      "message":"m"}})")) == Faults{"an answer has either a result or an error"});
}
