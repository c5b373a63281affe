// Answers fit the version that the client had when it asked: all is done in the order in which it came. Where
// the client asks again by itself, it is told that an answer would be of yesterday.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "server/lsp/pending_changes.h"
#include "tests/support/desk.h"
#include "tests/support/lsp_client.h"

using namespace baton::test;
using Json = nlohmann::json;

namespace {

const Json asks_again = Json::parse(R"({"capabilities": {"general": {"staleRequestSupport":
  {"cancel": true, "retryOnContentModified": ["textDocument/semanticTokens/full", "textDocument/foldingRange"]}}}})");

// Edits that add a phase each, and a request behind each of them, in one piece: the server reads faster
// than it answers, so that later edits are there before it comes to the first request.
std::vector<Json> ask_between_edits(LspClient& client, const std::string& path, const std::string& method,
                                    int first_version, int count) {
  std::vector<Json> messages;
  const auto id = [&](int i) { return "q" + std::to_string(first_version + i); };
  for (int i = 0; i < count; ++i) {
    messages.push_back({{"jsonrpc", "2.0"},
                        {"id", id(i)},
                        {"method", method},
                        {"params", {{"textDocument", {{"uri", uri(path)}}}}}});
    Json change = Json::array();
    change.push_back({{"range", range(0, 0, 0)}, {"text", "## Phase 1\n\n"}});
    messages.push_back({{"jsonrpc", "2.0"},
                        {"method", "textDocument/didChange"},
                        {"params",
                         {{"textDocument", {{"uri", uri(path)}, {"version", first_version + i}}},
                          {"contentChanges", change}}}});
  }
  client.send_together(messages);
  std::vector<Json> out;
  for (int i = 0; i < count; ++i) out.push_back(client.answer(id(i)));
  return out;
}

}  // namespace

TEST_CASE("stale: an edit that waits is known from its arrival until it was acted upon") {
  baton::lsp::PendingChanges pending;
  const auto change = [](const std::string& of) {
    return baton::protocol::Notification{"textDocument/didChange", {{"textDocument", {{"uri", of}}}}};
  };
  const Json about_a = {{"textDocument", {{"uri", "file:///a.md"}}}};
  CHECK_FALSE(pending.concern(about_a));
  pending.came(change("file:///b.md"));
  CHECK_FALSE(pending.concern(about_a));
  pending.came(change("file:///a.md"));
  pending.came(change("file:///a.md"));
  pending.handled(change("file:///a.md"));
  CHECK(pending.concern(about_a));
  pending.handled(change("file:///a.md"));
  CHECK_FALSE(pending.concern(about_a));
  pending.came({"textDocument/didSave", about_a});
  pending.came({"textDocument/didChange", nullptr});
  pending.came({"textDocument/didChange", {{"textDocument", {{"uri", 7}}}}});
  pending.handled({"textDocument/didChange", nullptr});
  for (const Json& params : {about_a, Json(), Json::object(), Json{{"textDocument", 1}}})
    CHECK_FALSE(pending.concern(params));
}

TEST_CASE("stale: -32801 where the client asks again, else the answer of the version it asked about") {
  const std::string path = "/nowhere/.claude/commands/a.md";
  constexpr int count = 40;
  for (const bool again : {true, false}) {
    CAPTURE(again);
    LspClient client;
    client.initialize({}, again ? asks_again : Json::object());
    client.open(path, "", 1);
    int refused = 0;
    for (int round = 0; round < 20 && (round == 0 || (again && refused == 0)); ++round) {
      const int first = 2 + round * count;
      const auto answers = ask_between_edits(client, path, "textDocument/documentSymbol", first, count);
      // Nobody said that these are asked again.
      for (int i = 0; i < count; ++i) {
        REQUIRE(answers[static_cast<std::size_t>(i)].contains("result"));
        CHECK(answers[static_cast<std::size_t>(i)]["result"].size() ==
              static_cast<std::size_t>(round * 2 * count + i));
      }
      for (const Json& answer :
           ask_between_edits(client, path, "textDocument/foldingRange", first + count, count)) {
        if (answer.contains("result")) continue;
        CHECK(answer["error"]["code"] == -32801);
        ++refused;
      }
    }
    CHECK((refused > 0) == again);
    // With nothing behind it, it is answered.
    CHECK(client.error_of("textDocument/foldingRange", {{"textDocument", {{"uri", uri(path)}}}}) == 0);
    CHECK(client.finish() == 0);
  }
}
