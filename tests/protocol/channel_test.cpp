// The same bytes through memory, pipes, TCP and Unix sockets.
#include "protocol/channel.h"

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <cstring>
#include <string>
#include <thread>

#include "protocol/listen.h"

using namespace baton::protocol;

namespace {

std::string read_until_end(Channel& channel) {
  std::string all;
  char bytes[1000];
  while (const std::size_t count = channel.read(bytes, sizeof bytes)) all.append(bytes, count);
  return all;
}

// Both directions at once, more than any buffer of the system holds.
void talk(Channel& one, Channel& other) {
  std::string much(1 << 20, 'x');
  for (std::size_t i = 0; i < much.size(); ++i) much[i] = static_cast<char>(i % 251);
  std::string back;
  std::thread far([&] {
    char bytes[70000];
    std::string got;
    while (got.size() < much.size()) {
      const std::size_t count = other.read(bytes, sizeof bytes);
      REQUIRE(count > 0);
      got.append(bytes, count);
    }
    CHECK(got == much);
    CHECK(other.write("heard"));
  });
  CHECK(one.write(much));
  char bytes[16];
  while (back.size() < 5) {
    const std::size_t count = one.read(bytes, sizeof bytes);
    REQUIRE(count > 0);
    back.append(bytes, count);
  }
  CHECK(back == "heard");
  far.join();
}

void closing_wakes(Channel& channel) {
  std::thread closer([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(30));
    channel.close();
  });
  char byte = 0;
  CHECK(channel.read(&byte, 1) == 0);
  closer.join();
  CHECK(channel.read(&byte, 1) == 0);
}

struct Folder {
  Folder() {
    char name[] = "/tmp/baton-channel-XXXXXX";
    REQUIRE(::mkdtemp(name) != nullptr);
    path = name;
  }
  ~Folder() {
    for (const char* file : {"s", "f"}) ::unlink((path + "/" + file).c_str());
    ::rmdir(path.c_str());
  }
  std::string path;
};

int unix_socket(const std::string& path, sockaddr_un& address) {
  address = {};
  address.sun_family = AF_UNIX;
  std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
  return ::socket(AF_UNIX, SOCK_STREAM, 0);
}

}  // namespace

TEST_CASE("memory") {
  auto [one, other] = memory_channels();
  talk(*one, *other);
  closing_wakes(*one);
  CHECK(read_until_end(*other).empty());
  CHECK_FALSE(other->write("nobody reads this"));
}

TEST_CASE("pipes, and a reader that goes away") {
  int there[2];
  int back[2];
  REQUIRE(::pipe(there) == 0);
  REQUIRE(::pipe(back) == 0);
  auto one = descriptor_channel(back[0], there[1]);
  auto other = descriptor_channel(there[0], back[1]);
  talk(*one, *other);
  closing_wakes(*other);
  CHECK(one->write("last words"));
  other.reset();
  CHECK(read_until_end(*one).empty());
}

TEST_CASE("a pipe that its other end made non-blocking") {
  int there[2];
  int back[2];
  REQUIRE(::pipe(there) == 0);
  REQUIRE(::pipe(back) == 0);
  for (const int end : {there[0], there[1], back[0], back[1]})
    REQUIRE(::fcntl(end, F_SETFL, O_NONBLOCK) == 0);
  const auto one = descriptor_channel(back[0], there[1]);
  const auto other = descriptor_channel(there[0], back[1]);
  talk(*one, *other);
}

TEST_CASE("a channel without an input ends at once") {
  const auto nothing = descriptor_channel(-1, -1);
  CHECK(read_until_end(*nothing).empty());
  CHECK_FALSE(nothing->write("x"));
}

TEST_CASE("TCP on this machine") {
  std::unique_ptr<Channel> client;
  std::thread connector;
  Opened server = accept_tcp(0, [&](int port) {
    CHECK(port > 0);
    connector = std::thread([&client, port] {
      const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
      sockaddr_in address{};
      address.sin_family = AF_INET;
      address.sin_port = htons(static_cast<std::uint16_t>(port));
      address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
      REQUIRE(::connect(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
      client = descriptor_channel(socket, socket);
    });
  });
  connector.join();
  REQUIRE(server.channel);
  talk(*client, *server.channel);
  closing_wakes(*server.channel);
  client.reset();
}

TEST_CASE("a port that is taken, and a number that is no port") {
  const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  REQUIRE(::bind(socket, reinterpret_cast<sockaddr*>(&address), size) == 0);
  REQUIRE(::listen(socket, 1) == 0);
  REQUIRE(::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size) == 0);
  const Opened taken =
      accept_tcp(ntohs(address.sin_port), [](int) { FAIL("listens on a port that is taken"); });
  CHECK_FALSE(taken.channel);
  CHECK(taken.error.find("cannot listen on 127.0.0.1:") == 0);
  ::close(socket);
  CHECK_FALSE(accept_tcp(70000, [](int) {}).channel);
  CHECK_FALSE(accept_tcp(-1, [](int) {}).channel);
}

TEST_CASE("a Unix socket that the client connects to; a dead one is replaced") {
  const Folder folder;
  const std::string path = folder.path + "/s";
  sockaddr_un address;
  const int dead = unix_socket(path, address);
  REQUIRE(::bind(dead, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
  ::close(dead);
  std::unique_ptr<Channel> client;
  std::thread connector;
  Opened server = open_pipe(path, [&] {
    connector = std::thread([&] {
      const int socket = unix_socket(path, address);
      REQUIRE(::connect(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
      client = descriptor_channel(socket, socket);
    });
  });
  REQUIRE(connector.joinable());
  connector.join();
  REQUIRE(server.channel);
  talk(*client, *server.channel);
  client.reset();
  CHECK(read_until_end(*server.channel).empty());
}

TEST_CASE("a Unix socket on which the client listens already") {
  const Folder folder;
  const std::string path = folder.path + "/s";
  sockaddr_un address;
  const int listener = unix_socket(path, address);
  REQUIRE(::bind(listener, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
  REQUIRE(::listen(listener, 1) == 0);
  Opened server = open_pipe(path, [] { FAIL("listens where the client does"); });
  REQUIRE(server.channel);
  const int accepted = ::accept(listener, nullptr, nullptr);
  const auto client = descriptor_channel(accepted, accepted);
  talk(*client, *server.channel);
  ::close(listener);
}

TEST_CASE("a path that can be no socket is refused, and a file there is left alone") {
  const Folder folder;
  const std::string path = folder.path + "/f";
  const int file = ::open(path.c_str(), O_CREAT | O_WRONLY, 0600);
  REQUIRE(file >= 0);
  ::close(file);
  const auto never = [] { FAIL("listens"); };
  CHECK(open_pipe(path, never).error == path + " is there and is no socket");
  struct stat entry {};
  CHECK(::stat(path.c_str(), &entry) == 0);
  CHECK_FALSE(open_pipe(folder.path + "/no/such/folder", never).channel);
  CHECK(open_pipe(std::string(500, 'x'), never).error.find("a Unix socket's path has between") == 0);
  CHECK_FALSE(open_pipe("", never).channel);
}
