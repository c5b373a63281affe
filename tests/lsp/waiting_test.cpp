// Requests that need the whole workspace wait until it is read, and each is answered once, whatever happens
// meanwhile. A test holds up the reading as long as it wants.
#include <doctest/doctest.h>

#include <algorithm>
#include <memory>
#include <semaphore>
#include <stdexcept>
#include <string>
#include <vector>

#include "server/lsp/waiting_requests.h"
#include "tests/support/desk.h"
#include "tests/support/lsp_client.h"

using namespace baton::test;
using baton::lsp::Loop;
using baton::lsp::WaitingRequests;
using Json = nlohmann::json;
using Words = std::vector<std::string>;

namespace {

const Json able = Json::parse(R"({"capabilities": {"window": {"workDoneProgress": true}, "workspace": {
  "applyEdit": true, "fileOperations": {"willRename": true},
  "workspaceEdit": {"documentChanges": true, "resourceOperations": ["create", "rename"]}}}})");

const Json fixing = Json::parse(R"({"capabilities": {"textDocument":
  {"codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix"]}}}}}})");

// Asks for diagnostics, and cannot be told to ask again.
const Json pulling = Json::parse(R"({"capabilities": {"textDocument": {"diagnostic": {}}}})");

struct HeldDesk : DeskPlugin {
  explicit HeldDesk(const Json& more = able) : DeskPlugin(command_text(build_phase())), client(options()) {
    folder.write("commands/closed.md", text);
    client.initialize({folder.path()}, more);
    client.open(make(), text);
  }
  ~HeldDesk() { permits.release(100); }

  std::string closed() const { return folder / "commands/closed.md"; }
  // The workspace is read once more, now or when that is due.
  void read() { permits.release(); }

  int ask_rename() {
    return client.ask("textDocument/rename", {{"textDocument", {{"uri", uri(make())}}},
                                              {"position", {{"line", 9}, {"character", 17}}},
                                              {"newName", "maker"}});
  }
  int ask_pipeline() { return ask_pipeline(make()); }
  int ask_pipeline(const std::string& path) {
    return client.ask("baton/pipeline", {{"textDocument", {{"uri", uri(path)}}}});
  }
  int ask_move(const std::string& name) {  // of builder.md
    return client.ask("workspace/willRenameFiles",
                      {{"files", Json::array({{{"oldUri", uri(folder / "agents/builder.md")},
                                               {"newUri", uri(folder / ("agents/" + name))}}})}});
  }
  int execute(const std::string& command, Json more = Json::object()) {
    more["uri"] = uri(make());
    return client.ask("workspace/executeCommand", {{"command", command}, {"arguments", Json::array({more})}});
  }
  std::string refusal(int id) {
    const Json answer = client.answer(id);
    REQUIRE_MESSAGE(answer.contains("error"), answer.dump());
    CHECK(answer["error"]["code"] == -32803);
    return answer["error"]["message"];
  }
  // So often was this one answered, with all that comes within a moment.
  std::ptrdiff_t answers_to(int id) {
    client.listen(60);
    return std::ranges::count(client.answered, Json(id));
  }
  // Answered although nothing is read: all that was sent before has been handled.
  void look_at_file() {
    CHECK(client.error_of("textDocument/documentSymbol", {{"textDocument", {{"uri", uri(make())}}}}) == 0);
  }

  std::counting_semaphore<> permits{0};
  LspClient client;

 private:
  baton::lsp::SessionOptions options() {
    baton::lsp::SessionOptions out = quick_options();
    out.index.read = [this](const baton::LoadOptions& what) {
      permits.acquire();
      return baton::load_workspace(what);
    };
    return out;
  }
};

// Requests without a client: each answer's text.
struct Requests {
  Loop loop;
  WaitingRequests waiting{loop};
  Words sent;
  std::string asked;

  std::shared_ptr<baton::protocol::PendingRequest> add(const std::string& name,
                                                       std::function<void()> more = {}) {
    auto pending = std::make_shared<baton::protocol::PendingRequest>(
        name, [this](const std::string& body) { sent.push_back(body); });
    auto reply = std::make_shared<baton::protocol::Reply>(pending);
    waiting.add(reply, [this, name, reply, more = std::move(more)] {
      asked += name;
      if (more) more();
      std::move(*reply).result(name);
    });
    return pending;
  }
  void run() {
    loop.run(
        [&] {
          loop.stop();
          return false;
        },
        [&](const std::exception& fault) { asked += fault.what(); });
  }
};

}  // namespace

TEST_CASE("waiting: each in its turn, in the order they came, but for those that were cancelled") {
  Requests all;
  all.add("a");
  const auto cancelled = all.add("b");
  all.add("c", [] { throw std::runtime_error("!"); });
  all.add("d", [&] { all.waiting.add(nullptr, [] {}); });
  CHECK(cancelled->cancel());
  all.loop.post([&] { all.asked += "("; });
  all.waiting.release();
  all.loop.post([&] { all.asked += ")"; });
  CHECK(all.asked.empty());
  all.run();
  CHECK(all.asked == "(a)c!d");
  CHECK(all.sent.size() == 4);     // the failed one's by its end
  CHECK(all.waiting.size() == 1);  // came back, for the next time
}

TEST_CASE("waiting: those that are cancelled do not pile up") {
  Requests all;
  for (int i = 0; i < 20000; ++i) all.add(std::to_string(i))->cancel();
  CHECK(all.waiting.size() <= 128);
  all.add("kept");
  for (int i = 0; i < 1000; ++i) all.add(std::to_string(i))->cancel();
  all.waiting.release();
  all.run();
  CHECK(all.asked == "kept");
  CHECK(all.sent.size() == 21001);
  CHECK(all.waiting.size() == 0);
}

TEST_CASE("waiting: when the session ends all are refused, also those whose turn had come, and later ones") {
  Requests all;
  all.add("a");
  all.waiting.release();
  all.add("b");
  all.waiting.close();
  CHECK(all.sent.size() == 2);
  all.add("c");
  CHECK(all.sent.size() == 3);
  for (const std::string& body : all.sent) {
    CHECK(Json::parse(body)["error"]["code"] == -32803);
    CHECK(Json::parse(body)["error"]["message"] == "the session ended before the workspace was read");
  }
  all.waiting.release();
  all.run();
  CHECK(all.asked.empty());
  CHECK(all.sent.size() == 3);
}

TEST_CASE("what needs the whole workspace waits for it, all else is answered meanwhile") {
  HeldDesk desk;
  const int rename = desk.ask_rename();
  const int move = desk.ask_move("maker.md");
  const int pipeline = desk.ask_pipeline(), closed = desk.ask_pipeline(desk.closed());
  const int create = desk.execute("baton.createAgent", {{"name", "builder"}});
  const int graph = desk.execute("baton.showGraph");
  const int output = desk.execute("baton.showOutput", {{"task", "builder"}});
  const int run = desk.execute("baton.runPhase", {{"phase", 7}});
  const std::vector<int> all = {rename, move, pipeline, closed, create, graph, output, run};
  desk.look_at_file();
  for (const int id : all) CHECK(desk.answers_to(id) == 0);
  desk.read();
  CHECK(desk.client.answer(rename)["result"]["documentChanges"].size() == 4);  // texts, and the file moves
  CHECK(desk.client.answer(move)["result"]["documentChanges"].size() == 3);
  CHECK(desk.client.answer(pipeline)["result"]["tasks"].size() == 1);
  CHECK(desk.client.answer(closed)["result"]["tasks"].size() == 1);
  CHECK(desk.refusal(create) ==
        "there is an agent \"builder\" already: " + (desk.folder / "agents/builder.md"));
  CHECK(desk.client.answer(graph)["result"]["mermaid"].get<std::string>().starts_with("flowchart"));
  CHECK(desk.refusal(output) == "builder has no output yet");
  CHECK(desk.refusal(run).find("7") != std::string::npos);
  CHECK(desk.client.finish() == 0);
  for (const int id : all) CHECK(std::ranges::count(desk.client.answered, Json(id)) == 1);
}

TEST_CASE("a request that is cancelled while it waits is answered at once, and once") {
  HeldDesk desk;
  const int rename = desk.ask_rename(), pipeline = desk.ask_pipeline(), kept = desk.ask_pipeline();
  desk.look_at_file();
  for (const int id : {rename, pipeline}) {
    desk.client.notify("$/cancelRequest", {{"id", id}});
    CHECK(desk.client.answer(id)["error"]["code"] == -32800);
  }
  desk.read();
  CHECK(desk.client.answer(kept)["result"]["tasks"].size() == 1);
  for (const int id : {rename, pipeline, kept}) CHECK(desk.answers_to(id) == 1);
  CHECK(desk.client.finish() == 0);
}

TEST_CASE("where the user stops the reading, those that wait are answered by what is known") {
  HeldDesk desk;
  const Json begin = desk.client.next("$/progress");
  REQUIRE(begin.is_object());
  const int rename = desk.ask_rename(), pipeline = desk.ask_pipeline(),
            closed = desk.ask_pipeline(desk.closed());
  desk.client.notify("window/workDoneProgress/cancel", {{"token", begin["params"]["token"]}});
  desk.look_at_file();
  CHECK(desk.answers_to(rename) == 0);
  desk.read();
  CHECK(desk.refusal(rename) ==
        "the workspace was not read to its end: \"Baton: Restart Index\" reads it again");
  CHECK(desk.client.answer(pipeline)["result"]["tasks"].size() == 1);
  CHECK(desk.client.answer(closed)["result"].is_null());
  // Read anew: from the word on, they wait again.
  CHECK(desk.client.request("workspace/executeCommand", {{"command", "baton.restartIndex"}})
            .contains("result"));
  const int again = desk.ask_rename();
  CHECK(desk.answers_to(again) == 0);
  desk.read();
  CHECK(desk.client.answer(again)["result"]["documentChanges"].size() == 4);
  CHECK(desk.client.finish() == 0);
}

TEST_CASE("folders that come while the first are read: who waits is answered when all are read") {
  HeldDesk desk;
  const DeskPlugin other(command_text(build_phase()));
  const int here = desk.ask_pipeline(), there = desk.ask_pipeline(other.make());
  change_folders(desk.client, {other.folder.path()}, {});
  desk.look_at_file();
  desk.read();
  CHECK(desk.answers_to(here) == 0);
  const int later = desk.ask_pipeline(other.make());
  CHECK(desk.answers_to(later) == 0);
  desk.read();
  CHECK(desk.client.answer(here)["result"]["tasks"].size() == 1);
  for (const int id : {there, later}) CHECK(desk.client.answer(id)["result"]["tasks"].size() == 1);
  CHECK(desk.client.finish() == 0);
}

TEST_CASE("folders that all go while they are read: nobody waits any more") {
  HeldDesk desk;
  const int here = desk.ask_pipeline();
  const int move = desk.ask_move("x.md");
  change_folders(desk.client, {}, {desk.folder.path()});
  desk.look_at_file();
  desk.read();
  CHECK(desk.client.answer(here)["result"]["tasks"].size() == 1);
  CHECK(desk.client.answer(move).contains("result"));
  CHECK(desk.client.finish() == 0);
}

TEST_CASE(
    "edits while a request waits: an answer of the text as it is then, or -32801 where a place was meant") {
  HeldDesk desk;
  const int rename = desk.ask_rename(), pipeline = desk.ask_pipeline();
  desk.client.change(desk.make(), 2, whole("x" + desk.text + "\n## Phase 2: More\n"));
  const int after = desk.ask_rename();
  desk.look_at_file();
  desk.read();
  CHECK(desk.client.answer(rename)["error"]["code"] == -32801);
  const Json told = desk.client.answer(pipeline)["result"];
  CHECK(told["version"] == 2);
  CHECK(told["phases"].size() == 2);
  CHECK(desk.client.answer(after)["result"]["documentChanges"].size() == 4);
  CHECK(desk.client.finish() == 0);
}

// Many other documents are open, so that the server has much to judge before it comes to this one by itself.
TEST_CASE("who asks for fixes as soon as the workspace is read gets those that the reading makes") {
  HeldDesk desk(fixing);
  for (int i = 0; i < 200; ++i)
    desk.client.open(desk.folder / ("agents/a" + std::to_string(i) + ".md"),
                     agent_text("a" + std::to_string(i)));
  desk.client.change(desk.make(), 2, whole(command_text(build_phase("bilder"))));
  desk.look_at_file();
  desk.client.listen(60);
  const int pipeline = desk.ask_pipeline();
  desk.read();
  CHECK(desk.client.answer(pipeline)["result"]["tasks"].size() == 1);
  const Json actions = desk.client.request("textDocument/codeAction",
                                           {{"textDocument", {{"uri", uri(desk.make())}}},
                                            {"range", range(9, 15, 15)},
                                            {"context", {{"diagnostics", Json::array()}}}})["result"];
  CHECK(std::ranges::any_of(actions,
                            [](const Json& action) { return action["title"] == "Change to \"builder\""; }));
  CHECK(desk.client.finish() == 0);
}

TEST_CASE("a document that is closed while a request waits is told of as it lies on the disk") {
  HeldDesk desk;
  const int rename = desk.ask_rename(), pipeline = desk.ask_pipeline();
  desk.client.close(desk.make());
  desk.look_at_file();
  desk.read();
  CHECK(desk.client.answer(rename)["error"]["code"] == -32801);
  const Json told = desk.client.answer(pipeline)["result"];
  CHECK(told["version"].is_null());
  CHECK(told["tasks"].size() == 1);
  CHECK(desk.client.finish() == 0);
}

TEST_CASE("at the end those that wait are refused: before the answer to shutdown, and at exit without one") {
  const std::string words = "the session ended before the workspace was read";
  SUBCASE("shutdown") {
    HeldDesk desk;
    const int rename = desk.ask_rename(), pipeline = desk.ask_pipeline();
    const int shutdown = desk.client.ask("shutdown", nullptr);
    CHECK(desk.client.answer(shutdown).contains("result"));
    CHECK(desk.client.answered.size() >= 3);
    CHECK(desk.client.answered.back() == shutdown);
    for (const int id : {rename, pipeline}) CHECK(desk.refusal(id) == words);
    desk.read();
    for (const int id : {rename, pipeline}) CHECK(desk.answers_to(id) == 1);
    desk.client.notify("exit", nullptr);
    CHECK(desk.client.exit_code() == 0);
  }
  SUBCASE("exit") {
    HeldDesk desk;
    const int pipeline = desk.ask_pipeline();
    desk.client.notify("exit", nullptr);
    CHECK(desk.refusal(pipeline) == words);
    desk.read();
    CHECK(desk.client.exit_code() == 1);
    CHECK(desk.answers_to(pipeline) == 1);
  }
}

TEST_CASE("diagnostics that are asked for wait for the reading, but not for long") {
  HeldDesk desk(pulling);
  const Json params = {{"textDocument", {{"uri", uri(desk.make())}}}};
  const auto codes = [](const Json& answer) {
    Words out;
    for (const Json& item : answer["result"]["items"]) out.push_back(item["code"]);
    return out;
  };
  desk.client.change(desk.make(), 2, whole("---\ndescription: [\n---\n" + build_phase("nobody")));
  // What the file itself tells.
  CHECK(codes(desk.client.answer(desk.client.ask("textDocument/diagnostic", params))) ==
        Words{"front-matter-syntax"});
  const int cancelled = desk.client.ask("textDocument/diagnostic", params);
  const int waits = desk.client.ask("textDocument/diagnostic", params);
  desk.client.notify("$/cancelRequest", {{"id", cancelled}});
  CHECK(desk.client.answer(cancelled)["error"]["code"] == -32800);
  CHECK(desk.answers_to(waits) == 0);
  desk.read();
  CHECK(codes(desk.client.answer(waits)) == Words{"front-matter-syntax", "unknown-agent"});
  CHECK(desk.answers_to(waits) == 1);
}
