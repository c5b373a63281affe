// Conversations with bytes changed at random: whatever comes, the session answers in whole messages and ends.
#include <doctest/doctest.h>
#include <spdlog/sinks/null_sink.h>
#include <spdlog/spdlog.h>

#include <map>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "protocol/channel.h"
#include "protocol/framing.h"
#include "server/lsp/session.h"
#include "tests/support/lsp_client.h"

using namespace baton;
using Json = nlohmann::json;

namespace {

const std::vector<std::string>& conversation() {
  static const std::vector<std::string> bodies = {
      R"({"jsonrpc":"2.0","id":1,"method":"initialize","params":{"processId":null,"rootUri":null,"capabilities":
          {"general":{"positionEncodings":["utf-8","utf-16"]}},"trace":"off"}})",
      R"({"jsonrpc":"2.0","method":"initialized","params":{}})",
      R"({"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{"uri":"file:///no/commands/a.md",
          "languageId":"markdown","version":1,"text":"---\ndescription: x\n---\n\n# A\n\n## Phase 1: B\n\n<Task>\nsubagent_type: b\nprompt: |\n  Do {phase9.b.output}.\n</Task>\n"}}})",
      R"({"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":"file:///no/commands/a.md",
          "version":2},"contentChanges":[{"range":{"start":{"line":3,"character":0},"end":{"line":4,"character":2}},
          "text":"\r\né😀\r"},{"text":"# Whole\n"}]}})",
      R"({"jsonrpc":"2.0","id":"two","method":"textDocument/hover","params":{"position":{"line":0,"character":0}}})",
      R"({"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":"two"}})",
      R"({"jsonrpc":"2.0","method":"workspace/didChangeWorkspaceFolders","params":{"event":{"added":[],"removed":[]}}})",
      R"({"jsonrpc":"2.0","method":"workspace/didChangeWatchedFiles","params":{"changes":[{"uri":"file:///no/x","type":1}]}})",
      R"({"jsonrpc":"2.0","method":"textDocument/didSave","params":{"textDocument":{"uri":"file:///no/commands/a.md"}}})",
      R"({"jsonrpc":"2.0","method":"textDocument/didClose","params":{"textDocument":{"uri":"file:///no/commands/a.md"}}})",
      R"({"jsonrpc":"2.0","id":3,"method":"shutdown"})",
      R"({"jsonrpc":"2.0","method":"exit"})",
  };
  return bodies;
}

// Everything the session says to a stream, and its exit code.
struct Outcome {
  std::vector<Json> messages;
  int exit_code = -1;
};

Outcome converse(const std::string& stream) {
  auto [ours, theirs] = protocol::memory_channels();
  Outcome outcome;
  std::string said;
  std::thread reader([&, channel = ours.get()] {
    char bytes[4096];
    while (const std::size_t count = channel->read(bytes, sizeof bytes)) said.append(bytes, count);
  });
  // Last words that always end it, even when a message that was cut takes the first of them for its body.
  std::string ends;
  for (int i = 0; i < 1000; ++i) ends += "\r\n\r\n";
  ours->write(stream + ends);
  {
    spdlog::logger log("test", std::make_shared<spdlog::sinks::null_sink_mt>());
    lsp::Session session(*theirs, test::quick_options(), log);
    outcome.exit_code = session.run();
  }
  reader.join();
  protocol::FrameReader frames;
  frames.feed(said);
  while (const auto body = frames.next()) outcome.messages.push_back(Json::parse(*body));
  CHECK(frames.between_messages());
  return outcome;
}

}  // namespace

TEST_CASE("the conversation as it should be") {
  std::string stream;
  for (const std::string& body : conversation()) stream += protocol::frame(body);
  const Outcome outcome = converse(stream);
  CHECK(outcome.exit_code == 0);
  std::map<std::string, int> answers;
  for (const Json& message : outcome.messages)
    if (message.contains("id")) ++answers[message["id"].dump()];
  CHECK(answers == std::map<std::string, int>{{"1", 1}, {"\"two\"", 1}, {"3", 1}});
}

TEST_CASE("bytes changed within bodies") {
  std::mt19937 random(3);
  for (int round = 0; round < 400; ++round) {
    std::string stream;
    for (std::string body : conversation()) {
      for (std::uint32_t flips = static_cast<std::uint32_t>(random() % 3); flips > 0; --flips)
        body[random() % body.size()] =
            random() % 2 ? static_cast<char>(random() % 256) : "{}[]\",:019tn"[random() % 12];
      stream += protocol::frame(body);
    }
    const Outcome outcome = converse(stream);
    CHECK((outcome.exit_code == 0 || outcome.exit_code == 1));
    for (const Json& message : outcome.messages) CHECK(message["jsonrpc"] == "2.0");
  }
}

TEST_CASE("a stream that is cut, doubled or shuffled") {
  std::mt19937 random(4);
  for (int round = 0; round < 200; ++round) {
    std::vector<std::string> bodies = conversation();
    std::string stream;
    for (int i = 0; i < 14; ++i) stream += protocol::frame(bodies[random() % bodies.size()]);
    stream.resize(random() % (stream.size() + 1));
    const Outcome outcome = converse(stream);
    CHECK((outcome.exit_code == 0 || outcome.exit_code == 1));
  }
}

TEST_CASE("what a client sends nested without end is answered, and nothing is lost") {
  test::LspClient client;
  client.initialize({});
  const std::string nested = std::string(200'000, '[') + std::string(200'000, ']');
  const std::string place = R"("range":{"start":{"line":0,"character":0},"end":{"line":0,"character":0}})";
  const std::map<std::string, std::string> needed{{"codeAction/resolve", R"("title":"x")"},
                                                  {"completionItem/resolve", R"("label":"x")"},
                                                  {"codeLens/resolve", place},
                                                  {"textDocument/hover", place}};
  for (const auto& [method, members] : needed) {
    CAPTURE(method);
    const std::string command = R"({"title":"y","command":"z","arguments":)" + nested + "}";
    const Json answer =
        client.answer(client.ask_text(method, "{" + members + R"(,"command":)" + command + "}"));
    CHECK((answer.contains("result") || answer.contains("error")));
  }
  CHECK(client.finish() == 0);
}
