// The life of a session: what is answered when, how it ends, and that nothing a client sends breaks it.
#include <doctest/doctest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <string>

#include "server/lsp/process_watch.h"
#include "tests/support/desk.h"
#include "tests/support/lsp_client.h"

using baton::test::LspClient;
using Json = nlohmann::json;

namespace {

const Json no_capabilities = {{"capabilities", Json::object()}};

// A child that does nothing until it is killed. It is not collected, so it stays a zombie.
struct Child {
  Child() : id(::fork()) {
    if (id == 0) {
      ::pause();
      ::_exit(0);
    }
  }
  ~Child() {
    kill();
    if (id > 0) ::waitpid(id, nullptr, 0);
  }
  // Never with an id that is not a child's: kill(-1) would reach every process of the machine.
  void kill() const {
    if (id > 0) ::kill(id, SIGKILL);
  }
  pid_t id;
};

}  // namespace

TEST_CASE("a whole life") {
  LspClient client;
  const Json result = client.initialize({});
  CHECK(result["capabilities"]["textDocumentSync"]["change"] == 2);
  CHECK(result["capabilities"]["textDocumentSync"]["openClose"] == true);
  CHECK(result["capabilities"]["positionEncoding"] == "utf-16");
  CHECK(result["serverInfo"] == Json::parse(R"({"name":"baton","version":"test"})"));
  CHECK(client.finish() == 0);
  CHECK(client.fault().empty());
}

TEST_CASE("before initialize requests are refused and notifications dropped") {
  LspClient client;
  CHECK(client.error_of("shutdown", nullptr) == -32002);
  CHECK(client.error_of("textDocument/hover", Json::object()) == -32002);
  CHECK(client.error_of("no/such/method", nullptr) == -32002);
  client.open("/nowhere/commands/x.md", "# X\n");
  client.notify("$/setTrace", {{"value", "verbose"}});
  client.initialize({});
  CHECK(client.diagnostics(baton::test::uri("/nowhere/commands/x.md"), 0, 200).is_null());
  CHECK(client.finish() == 0);
}

TEST_CASE("a second initialize, and requests after shutdown") {
  LspClient client;
  client.initialize({});
  CHECK(client.error_of("initialize", no_capabilities) == -32600);
  CHECK(client.error_of("shutdown", nullptr) == 0);
  CHECK(client.error_of("shutdown", nullptr) == -32600);
  CHECK(client.error_of("initialize", no_capabilities) == -32600);
  CHECK(client.error_of("textDocument/hover", Json::object()) == -32600);
  client.open("/nowhere/commands/x.md", "# X\n");
  CHECK(client.next("textDocument/publishDiagnostics", 100).is_null());
  client.notify("exit", nullptr);
  CHECK(client.exit_code() == 0);
}

TEST_CASE("exit without shutdown is 1, before initialize too") {
  {
    LspClient client;
    client.initialize({});
    client.notify("exit", nullptr);
    CHECK(client.exit_code() == 1);
  }
  LspClient client;
  client.notify("exit", nullptr);
  CHECK(client.exit_code() == 1);
}

TEST_CASE("the end of the input ends the session within a second") {
  for (const bool shut_down : {false, true}) {
    LspClient client;
    client.initialize({});
    if (shut_down) client.request("shutdown", nullptr);
    const auto begin = std::chrono::steady_clock::now();
    client.hang_up();
    CHECK(client.exit_code() == (shut_down ? 0 : 1));
    CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(1));
  }
}

TEST_CASE("initialize with a wrong field is refused by its name and may be tried again") {
  LspClient client;
  const Json wrong = client.request("initialize", {{"processId", "x"}, {"capabilities", Json::object()}});
  CHECK(wrong["error"]["code"] == -32602);
  CHECK(wrong["error"]["message"] == "processId: an integer is expected");
  CHECK(client.error_of("initialize", nullptr) == -32602);
  CHECK(client.error_of("initialize", Json::array()) == -32602);
  CHECK(client.error_of("shutdown", nullptr) == -32002);
  client.initialize({});
  CHECK(client.finish() == 0);
}

TEST_CASE("unknown requests are answered, unknown notifications are not") {
  LspClient client;
  client.initialize({});
  const Json unknown = client.request("no/such/method", {{"x", 1}});
  CHECK(unknown["error"]["code"] == -32601);
  CHECK(unknown["error"]["message"] == "the server does not know no/such/method");
  CHECK(client.error_of("$/unheardOf", nullptr) == -32601);
  client.notify("$/unheardOf", nullptr);
  client.notify("no/such/notification", Json::array());
  client.notify("workspace/didChangeConfiguration", {{"settings", nullptr}});
  CHECK(client.finish() == 0);
}

TEST_CASE("notifications with wrong parameters are passed over") {
  LspClient client;
  client.initialize({});
  for (const char* method :
       {"textDocument/didOpen", "textDocument/didChange", "textDocument/didSave", "textDocument/didClose",
        "workspace/didChangeWatchedFiles", "workspace/didChangeWorkspaceFolders", "$/setTrace"}) {
    for (const char* params :
         {"null", "{}", "[]", "7", R"({"textDocument":5})", R"({"textDocument":{"uri":[]}})",
          R"({"changes":[{}]})", R"({"event":{"added":[{}]}})", R"({"value":{}})"})
      client.notify(method, Json::parse(params));
  }
  client.change("/not/open.md", 2, Json::array());
  client.close("/not/open.md");
  CHECK(client.finish() == 0);
}

TEST_CASE("a body that is not JSON is answered and the session goes on") {
  LspClient client;
  client.initialize({});
  client.send_body("{oops");
  CHECK(client.answer(nullptr)["error"]["code"] == -32700);
  client.send_body("");
  CHECK(client.answer(nullptr)["error"]["code"] == -32700);
  client.send_body(R"([{"jsonrpc":"2.0","id":1,"method":"shutdown"}])");
  CHECK(client.answer(nullptr)["error"]["code"] == -32600);
  CHECK(client.finish() == 0);
}

TEST_CASE("a header that cannot be read ends the session with a word") {
  LspClient client;
  client.initialize({});
  client.send_raw("Content-Length: many\r\n\r\n");
  CHECK(client.exit_code() == 1);
  CHECK(client.fault() == "a message's Content-Length is no number: many");
}

TEST_CASE("a length above 64 MiB ends the session") {
  LspClient client;
  client.send_raw("Content-Length: 67108865\r\n\r\n");
  CHECK(client.exit_code() == 1);
  CHECK(client.fault().find("more than 64 MiB") != std::string::npos);
}

TEST_CASE("what was sent before a broken header is still answered") {
  LspClient client;
  const int id = client.ask("initialize", no_capabilities);
  client.send_raw("broken\r\n\r\n");
  CHECK(client.answer(id).contains("result"));
  CHECK(client.exit_code() == 1);
}

TEST_CASE("cancelling what is unknown or answered does no harm") {
  LspClient client;
  client.initialize({});
  client.notify("$/cancelRequest", {{"id", 1}});
  client.notify("$/cancelRequest", {{"id", 4711}});
  client.notify("$/cancelRequest", {{"id", "x"}});
  CHECK(client.finish() == 0);
}

TEST_CASE("the best encoding that both know is taken") {
  const auto chosen = [](const Json& offered) {
    LspClient client;
    const Json result =
        client.initialize({}, {{"capabilities", {{"general", {{"positionEncodings", offered}}}}}});
    return result["capabilities"]["positionEncoding"].get<std::string>();
  };
  CHECK(chosen({"utf-16", "utf-8"}) == "utf-8");
  CHECK(chosen({"utf-32", "utf-16"}) == "utf-16");
  CHECK(chosen({"utf-32"}) == "utf-32");
  CHECK(chosen({"utf-7"}) == "utf-16");
  CHECK(chosen(Json::array()) == "utf-16");
  CHECK(chosen("utf-8") == "utf-16");
}

TEST_CASE("the trace is sent while it is asked for") {
  LspClient client;
  client.initialize({});
  client.notify("unheard/of", nullptr);
  client.notify("$/setTrace", {{"value", "messages"}});
  client.notify("textDocument/didClose", {{"textDocument", {{"uri", "file:///x"}}}});
  const Json trace = client.next("$/logTrace");
  CHECK(trace["params"]["message"] == "Received notification 'textDocument/didClose'");
  client.notify("$/setTrace", {{"value", "off"}});
  CHECK(client.next("$/logTrace")["params"]["message"] == "Received notification '$/setTrace'");
  client.notify("unheard/of", nullptr);
  client.error_of("also/unknown", nullptr);
  CHECK(client.next("$/logTrace", 50).is_null());
}

TEST_CASE("the server goes when the client's process does") {
  const Child child;
  LspClient client;
  client.initialize({}, {{"processId", child.id}});
  CHECK(client.next("nothing", 100).is_null());
  CHECK(client.error_of("unknown", nullptr) == -32601);  // still there
  child.kill();
  CHECK(client.exit_code() == 1);
}

TEST_CASE("a process is known to be alive, dead, or none") {
  using baton::lsp::ProcessWatch;
  CHECK(ProcessWatch(::getpid()).alive());
  CHECK(ProcessWatch(1).alive());
  CHECK_FALSE(ProcessWatch(0).alive());
  CHECK_FALSE(ProcessWatch(-5).alive());
  CHECK_FALSE(ProcessWatch(1LL << 40).alive());
  const Child child;
  const ProcessWatch watch(child.id);
  CHECK(watch.alive());
  child.kill();
  for (int i = 0; i < 500 && watch.alive(); ++i) ::usleep(10000);
  CHECK_FALSE(watch.alive());
}

TEST_CASE("a home and a whole disk are not walked, and that is said once") {
  baton::lsp::SessionOptions options = baton::test::quick_options();
  options.index.home = "/some/home";
  LspClient client(options);
  client.initialize({"/", "/some/home", "/some"});
  std::set<std::string> words;
  for (int i = 0; i < 3; ++i)
    words.insert(client.next("window/showMessage")["params"]["message"].get<std::string>());
  CHECK(words.size() == 3);
  baton::test::change_folders(client, {"/"}, {});
  CHECK(client.next("window/showMessage", 100).is_null());
  CHECK(client.finish() == 0);
}
