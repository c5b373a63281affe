// The server as a process of its own: its channels, its standard streams, its exit codes.
#include "server/lsp/server.h"

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstring>
#include <iterator>
#include <string>

#include "protocol/channel.h"
#include "tests/lsp/run_client.h"
#include "tests/support/lsp_client.h"
#include "tests/support/text_of.h"

using baton::ServerOptions;
using baton::test::LspClient;
using baton::test::TemporaryFolder;
using baton::test::uri;
using Json = nlohmann::json;
using Clock = std::chrono::steady_clock;

namespace {

// A child process that serves, with pipes for its three streams.
class ServerProcess {
 public:
  explicit ServerProcess(const ServerOptions& options) {
    int in[2];
    int out[2];
    int err[2];
    REQUIRE(::pipe2(in, O_CLOEXEC) == 0);
    REQUIRE(::pipe2(out, O_CLOEXEC) == 0);
    REQUIRE(::pipe2(err, O_CLOEXEC) == 0);
    id_ = ::fork();
    REQUIRE(id_ >= 0);
    if (id_ == 0) {
      ::dup2(in[0], 0);
      ::dup2(out[1], 1);
      ::dup2(err[1], 2);
      for (const int end : {in[0], in[1], out[0], out[1], err[0], err[1]}) ::close(end);
      ::_exit(baton::run_server(options));
    }
    ::close(in[0]);
    ::close(out[1]);
    ::close(err[1]);
    in_ = in[1];
    out_ = out[0];
    err_ = err[0];
  }
  ~ServerProcess() {
    // Only a child that was not collected yet: a signal to -1 would go to every process of the machine.
    if (id_ > 0) ::kill(id_, SIGKILL);
    wait();
    for (const int end : {in_, out_, err_})
      if (end >= 0) ::close(end);
  }
  ServerProcess(const ServerProcess&) = delete;
  ServerProcess& operator=(const ServerProcess&) = delete;

  // Hands the streams over.
  std::unique_ptr<baton::protocol::Channel> channel() {
    return baton::protocol::descriptor_channel(std::exchange(out_, -1), std::exchange(in_, -1));
  }
  void write(const std::string& bytes) const { REQUIRE(::write(in_, bytes.data(), bytes.size()) > 0); }
  void signal(int number) const { ::kill(id_, number); }
  void close_input() { ::close(std::exchange(in_, -1)); }
  std::string output() const { return all_of(out_); }
  std::string errors() const { return all_of(err_); }
  std::string error_line() const {
    std::string line;
    char c = 0;
    while (::read(err_, &c, 1) == 1 && c != '\n') line += c;
    return line;
  }
  int wait() {
    int status = 0;
    if (id_ > 0 && ::waitpid(id_, &status, 0) == id_) {
      code_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
      id_ = -1;
    }
    return code_;
  }

 private:
  static std::string all_of(int end) {
    std::string all;
    char bytes[4096];
    for (ssize_t count = 0; (count = ::read(end, bytes, sizeof bytes)) > 0;)
      all.append(bytes, static_cast<std::size_t>(count));
    return all;
  }

  pid_t id_ = -1;
  int in_ = -1, out_ = -1, err_ = -1;
  int code_ = -1;
};

std::string framed(const Json& body) {
  return baton::protocol::frame(body.dump());
}

std::vector<Json> messages_in(const std::string& stream) {
  baton::protocol::FrameReader frames;
  frames.feed(stream);
  std::vector<Json> messages;
  while (const auto body = frames.next()) messages.push_back(Json::parse(*body));
  CHECK(frames.between_messages());
  CHECK(frames.fault().empty());
  return messages;
}

const Json initialize =
    Json::parse(R"({"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{}}})");
const Json shut_down = Json::parse(R"({"jsonrpc":"2.0","id":2,"method":"shutdown"})");
const Json leave = Json::parse(R"({"jsonrpc":"2.0","method":"exit"})");

}  // namespace

TEST_CASE("stdio: standard output carries messages and nothing else, standard error nothing") {
  ServerProcess server({});
  server.write(framed(initialize) + framed(shut_down) + framed(leave));
  const auto messages = messages_in(server.output());
  REQUIRE(messages.size() == 2);
  CHECK(messages[0]["id"] == 1);
  CHECK(messages[1] == Json::parse(R"({"jsonrpc":"2.0","id":2,"result":null})"));
  CHECK(server.errors().empty());
  CHECK(server.wait() == 0);
}

TEST_CASE("stdio: a whole conversation in one write is answered before the end of the input ends it") {
  ServerProcess server({});
  const Json open = {
      {"jsonrpc", "2.0"},
      {"method", "textDocument/didOpen"},
      {"params",
       {{"textDocument",
         {{"uri", "file:///nowhere/x.md"}, {"languageId", "markdown"}, {"version", 3}, {"text", "# X\n"}}}}}};
  server.write(framed(initialize) + framed(open));
  server.close_input();
  const auto messages = messages_in(server.output());
  REQUIRE(messages.size() == 2);
  CHECK(messages[1]["method"] == "textDocument/publishDiagnostics");
  CHECK(messages[1]["params"]["version"] == 3);
  CHECK(server.wait() == 1);
}

TEST_CASE("stdio: the end of the input ends the process within a second, at any time") {
  const std::string half = framed(shut_down).substr(0, 30);
  for (const std::string& sent : {std::string(), framed(initialize), framed(initialize) + half, half}) {
    ServerProcess server({});
    if (!sent.empty()) server.write(sent);
    const auto begin = Clock::now();
    server.close_input();
    CHECK(server.wait() == 1);
    CHECK(Clock::now() - begin < std::chrono::seconds(1));
  }
}

TEST_CASE("stdio: a client that does not read does not keep the process") {
  ServerProcess server({});
  std::string much = framed(initialize);
  for (int i = 0; i < 3000; ++i)
    much += framed({{"jsonrpc", "2.0"}, {"id", i + 10}, {"method", "a/method/that/nobody/knows"}});
  for (std::size_t at = 0; at < much.size(); at += 4096) server.write(much.substr(at, 4096));
  const auto begin = Clock::now();
  server.close_input();
  CHECK(server.wait() == 1);
  CHECK(Clock::now() - begin < std::chrono::seconds(1));
}

TEST_CASE("stdio: a header that cannot be read is exit code 1 and one line on standard error") {
  ServerProcess server({});
  server.write(framed(initialize) + "nonsense\r\n\r\n");
  CHECK(server.errors() == "baton: a message's header has a line that is no header field: nonsense\n");
  CHECK(server.wait() == 1);
}

TEST_CASE("stdio: a client that is killed takes the server along, though the pipe stays open") {
  const pid_t client = ::fork();
  REQUIRE(client >= 0);
  if (client == 0) {
    ::pause();
    ::_exit(0);
  }
  ServerProcess server({});
  Json with_process = initialize;
  with_process["params"]["processId"] = client;
  server.write(framed(with_process));
  ::kill(client, SIGKILL);
  const auto begin = Clock::now();
  CHECK(server.wait() == 1);
  CHECK(Clock::now() - begin < std::chrono::seconds(3));
  ::waitpid(client, nullptr, 0);
}

TEST_CASE("stdio: told to end by a signal, the process ends what it runs") {
  bool goodbye = false;
  SUBCASE("at once") {}
  SUBCASE("by an editor that has said goodbye and does not wait") {
    goodbye = true;
  }
  const baton::test::RunPlace place;
  place.write(baton::test::two_phases("Look"));
  place.have_stubborn("baton/config.yaml");
  ::setenv("XDG_CONFIG_HOME", place.home.path().c_str(), 1);
  ::setenv("XDG_STATE_HOME", place.home.path().c_str(), 1);
  ServerProcess server({});
  ::unsetenv("XDG_CONFIG_HOME");
  ::unsetenv("XDG_STATE_HOME");
  LspClient client(server.channel());
  client.on_request = [](const Json& request) -> Json {
    if (request["method"] != "window/showMessageRequest") return nullptr;
    return {{"result", {{"title", "Run"}}}};
  };
  client.initialize({place.root.path()}, baton::test::trusted);
  client.open(place.pipe(), baton::test::two_phases("Look"));
  Json given = Json::array();
  given.push_back(Json{{"uri", uri(place.pipe())}});
  const Json answer =
      client.request("workspace/executeCommand", {{"command", "baton.run"}, {"arguments", given}});
  REQUIRE_MESSAGE(answer.contains("result"), answer.dump());
  const pid_t runner = place.stubborn();
  if (goodbye) {
    CHECK(client.error_of("shutdown", nullptr) == 0);
    client.notify("exit", nullptr);
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  server.signal(SIGTERM);
  CHECK(server.wait() == (goodbye ? 0 : 1));
  CHECK(::kill(runner, 0) != 0);
}

TEST_CASE("a conversation over TCP") {
  ServerOptions options;
  options.channel = ServerOptions::Channel::port;
  ServerProcess server(options);
  const std::string line = server.error_line();
  const std::string start = "baton: listening on 127.0.0.1:";
  REQUIRE(line.starts_with(start));
  const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(std::stoi(line.substr(start.size()))));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  REQUIRE(::connect(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
  {
    LspClient client(baton::protocol::descriptor_channel(socket, socket));
    client.initialize({});
    client.open("/nowhere/x.md", "# X\n");
    CHECK(client.diagnostics("file:///nowhere/x.md")["version"] == 1);
    CHECK(client.error_of("shutdown", nullptr) == 0);
    client.notify("exit", nullptr);
    CHECK(server.wait() == 0);
  }
  CHECK(server.output().empty());
}

TEST_CASE("a conversation over a Unix socket") {
  const TemporaryFolder folder;
  ServerOptions options;
  options.channel = ServerOptions::Channel::pipe;
  options.pipe = folder / "socket";
  ServerProcess server(options);
  CHECK(server.error_line() == "baton: listening on " + options.pipe);
  const int socket = ::socket(AF_UNIX, SOCK_STREAM, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::memcpy(address.sun_path, options.pipe.c_str(), options.pipe.size() + 1);
  REQUIRE(::connect(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
  LspClient client(baton::protocol::descriptor_channel(socket, socket));
  client.initialize({});
  CHECK(client.error_of("shutdown", nullptr) == 0);
  client.notify("exit", nullptr);
  CHECK(server.wait() == 0);
}

TEST_CASE("what cannot be opened is exit code 1 and one line") {
  const TemporaryFolder folder;
  folder.write("file", "");
  ServerOptions pipe;
  pipe.channel = ServerOptions::Channel::pipe;
  pipe.pipe = folder / "file/socket";
  ServerOptions log;
  log.log_file = folder / "file/log";
  ServerOptions level;
  level.log_level = "loud";
  for (const ServerOptions& options : {pipe, log, level}) {
    ServerProcess server(options);
    const std::string errors = server.errors();
    CHECK(errors.starts_with("baton: "));
    CHECK(std::count(errors.begin(), errors.end(), '\n') == 1);
    CHECK(server.wait() == 1);
  }
}

TEST_CASE("the log goes to its file") {
  const TemporaryFolder folder;
  ServerOptions options;
  options.log_file = folder / "log";
  options.log_level = "debug";
  ServerProcess server(options);
  server.write(framed(initialize) +
               framed({{"jsonrpc", "2.0"}, {"method", "textDocument/didOpen"}, {"params", 5}}) +
               framed(shut_down) + framed(leave));
  CHECK(messages_in(server.output()).size() == 2);
  CHECK(server.errors().empty());
  CHECK(server.wait() == 0);
  CHECK(
      baton::testing::text_of(options.log_file).find("textDocument/didOpen: params: an object is expected") !=
      std::string::npos);
}
