// Exactly one answer for each request, whatever becomes of its handler.
#include "protocol/peer.h"

#include <doctest/doctest.h>

#include <string>
#include <thread>
#include <vector>

using namespace baton::protocol;

namespace {

// A client at the other end: raw bodies in and out.
struct Client {
  explicit Client(Channel& to) : channel(to) {}
  void send(const std::string& body) { channel.write(frame(body)); }
  Json next() {
    for (;;) {
      if (auto body = frames.next()) return Json::parse(*body);
      char bytes[4096];
      const std::size_t count = channel.read(bytes, sizeof bytes);
      if (count == 0) return nullptr;
      frames.feed({bytes, count});
    }
  }
  Channel& channel;
  FrameReader frames;
};

struct Conversation {
  Conversation() : ends(memory_channels()), client(*ends.first), peer(*ends.second) {}
  std::pair<std::unique_ptr<Channel>, std::unique_ptr<Channel>> ends;
  Client client;
  Peer peer;

  IncomingRequest request() {
    auto incoming = peer.receive();
    REQUIRE(incoming.has_value());
    REQUIRE(std::holds_alternative<IncomingRequest>(*incoming));
    return std::get<IncomingRequest>(std::move(*incoming));
  }
};

std::string asked(int id) {
  return R"({"jsonrpc":"2.0","method":"work","id":)" + std::to_string(id) + "}";
}

static_assert(!std::is_copy_constructible_v<Reply>);
static_assert(!std::is_copy_assignable_v<Reply>);
static_assert(std::is_nothrow_move_constructible_v<Reply>);

}  // namespace

TEST_CASE("a request is answered with a result or an error") {
  Conversation talk;
  talk.client.send(asked(1));
  talk.client.send(asked(2));
  std::move(talk.request().reply).result({{"x", 1}});
  std::move(talk.request().reply).error(ErrorCode::method_not_found, "no such method");
  CHECK(talk.client.next() == Json::parse(R"({"jsonrpc":"2.0","id":1,"result":{"x":1}})"));
  CHECK(talk.client.next()["error"]["code"] == -32601);
}

TEST_CASE("a reply that is dropped answers that the server failed") {
  Conversation talk;
  talk.client.send(asked(1));
  { const IncomingRequest dropped = talk.request(); }
  const Json answer = talk.client.next();
  CHECK(answer["id"] == 1);
  CHECK(answer["error"]["code"] == -32603);
}

TEST_CASE("a reply that moves on answers once, at its last place") {
  Conversation talk;
  for (int id = 1; id <= 3; ++id) talk.client.send(asked(id));
  {
    IncomingRequest first = talk.request();
    Reply moved = std::move(first.reply);
    Reply other = talk.request().reply;
    other = std::move(moved);  // the second request is dropped here
    std::move(other).result(1);
  }
  std::move(talk.request().reply).result(3);
  CHECK(talk.client.next()["error"]["code"] == -32603);
  CHECK(talk.client.next()["result"] == 1);
  CHECK(talk.client.next()["result"] == 3);
}

TEST_CASE("a cancelled request is answered at once, and only then") {
  Conversation talk;
  talk.client.send(asked(1));
  talk.client.send(R"({"jsonrpc":"2.0","method":"work","id":"1"})");
  IncomingRequest number = talk.request();
  IncomingRequest text = talk.request();
  CHECK_FALSE(number.reply.cancelled());
  talk.client.send(R"({"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":1}})");
  talk.client.send(asked(2));
  IncomingRequest next = talk.request();  // the peer has read past the cancellation
  CHECK(number.reply.cancelled());
  CHECK_FALSE(text.reply.cancelled());
  std::move(number.reply).result("too late");
  std::move(text.reply).result("text");
  std::move(next.reply).result("next");
  const Json cancelled = talk.client.next();
  CHECK(cancelled["id"] == 1);
  CHECK(cancelled["error"]["code"] == -32800);
  CHECK(talk.client.next()["result"] == "text");
  CHECK(talk.client.next()["result"] == "next");
}

TEST_CASE("cancellations of nothing are passed over") {
  Conversation talk;
  talk.client.send(asked(1));
  std::move(talk.request().reply).result(1);
  for (const char* params :
       {R"({"id":1})", R"({"id":99})", R"({"id":null})", R"({"id":[[]]})", "{}", "[]", "5"})
    talk.client.send(std::string(R"({"jsonrpc":"2.0","method":"$/cancelRequest","params":)") + params + "}");
  talk.client.send(R"({"jsonrpc":"2.0","method":"$/cancelRequest"})");
  talk.client.send(asked(2));
  std::move(talk.request().reply).result(2);
  CHECK(talk.client.next()["result"] == 1);
  CHECK(talk.client.next()["result"] == 2);
}

TEST_CASE("a body that is no message is answered and the talk goes on") {
  Conversation talk;
  talk.client.send("{nonsense");
  talk.client.send("[]");
  talk.client.send(R"({"jsonrpc":"2.0","id":9,"method":7})");
  talk.client.send(asked(1));
  std::move(talk.request().reply).result(1);
  const Json not_json = talk.client.next();
  CHECK(not_json["error"]["code"] == -32700);
  CHECK(not_json["id"].is_null());
  CHECK(talk.client.next()["error"]["code"] == -32600);
  const Json no_method = talk.client.next();
  CHECK(no_method["id"] == 9);
  CHECK(no_method["error"]["code"] == -32600);
  CHECK(talk.client.next()["result"] == 1);
}

TEST_CASE("our requests get their answers, whatever else comes between") {
  Conversation talk;
  std::vector<std::string> heard;
  const auto hear = [&](std::variant<Json, ResponseError> outcome) {
    if (const auto* error = std::get_if<ResponseError>(&outcome)) {
      heard.push_back("error " + error->message);
    } else {
      heard.push_back(std::get<Json>(outcome).dump());
    }
  };
  talk.peer.request("ask", {{"q", 1}}, hear);
  talk.peer.request("ask", nullptr, hear);
  talk.peer.notify("note", nullptr);
  const Json first = talk.client.next();
  const Json second = talk.client.next();
  CHECK(first["params"]["q"] == 1);
  CHECK(first["id"] != second["id"]);
  CHECK(talk.client.next()["method"] == "note");
  talk.client.send(R"({"jsonrpc":"2.0","id":777,"result":"answer to nothing"})");
  talk.client.send(R"({"jsonrpc":"2.0","id":"odd","result":1})");
  talk.client.send(
      Json{{"jsonrpc", "2.0"}, {"id", second["id"]}, {"error", {{"code", 1}, {"message", "no"}}}}.dump());
  talk.client.send(Json{{"jsonrpc", "2.0"}, {"id", first["id"]}, {"result", nullptr}}.dump());
  talk.client.send(Json{{"jsonrpc", "2.0"}, {"id", first["id"]}, {"result", "twice"}}.dump());
  talk.client.send(asked(1));
  for (auto incoming = talk.peer.receive(); incoming; incoming = talk.peer.receive()) {
    auto* reply = std::get_if<IncomingReply>(&*incoming);
    if (!reply) break;
    reply->then(std::move(reply->outcome));
  }
  CHECK(heard == std::vector<std::string>{"error no", "null"});
}

TEST_CASE("the end of the input and a broken header are told apart") {
  {
    Conversation talk;
    talk.ends.first->close();
    CHECK_FALSE(talk.peer.receive().has_value());
    CHECK(talk.peer.fault().empty());
  }
  {
    Conversation talk;
    talk.ends.first->write("Content-Length: 50\r\n\r\n{");
    talk.ends.first->close();
    CHECK_FALSE(talk.peer.receive().has_value());
    CHECK(talk.peer.fault() == "the input ended within a message");
  }
  {
    Conversation talk;
    talk.ends.first->write("what is this\r\n\r\n");
    CHECK_FALSE(talk.peer.receive().has_value());
    CHECK(talk.peer.fault().find("no header field") != std::string::npos);
  }
}

TEST_CASE("thousands of requests in flight, answered from several threads, each once") {
  Conversation talk;
  constexpr int count = 4000;
  for (int id = 0; id < count; ++id) talk.client.send(asked(id));
  std::vector<IncomingRequest> requests;
  for (int id = 0; id < count; ++id) requests.push_back(talk.request());
  std::thread odd([&] {
    for (int id = 1; id < count; id += 2) std::move(requests[static_cast<std::size_t>(id)].reply).result(id);
  });
  for (int id = 0; id < count; id += 2) std::move(requests[static_cast<std::size_t>(id)].reply).result(id);
  odd.join();
  std::vector<int> answers(count, 0);
  for (int i = 0; i < count; ++i) {
    const Json answer = talk.client.next();
    CHECK(answer["id"] == answer["result"]);
    ++answers[answer["id"].get<std::size_t>()];
  }
  CHECK(answers == std::vector<int>(count, 1));
}
