// The stream of a client, split anywhere, and streams that cannot be read.
#include "protocol/framing.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace baton::protocol;

namespace {

std::vector<std::string> bodies_of(FrameReader& reader) {
  std::vector<std::string> bodies;
  while (auto body = reader.next()) bodies.push_back(*body);
  return bodies;
}

std::vector<std::string> read_all(const std::string& stream) {
  FrameReader reader;
  reader.feed(stream);
  return bodies_of(reader);
}

std::string fault_of(const std::string& stream) {
  FrameReader reader;
  reader.feed(stream);
  CHECK(bodies_of(reader).empty());
  reader.feed("Content-Length: 2\r\n\r\n{}");
  CHECK_FALSE(reader.next().has_value());
  return reader.fault();
}

const std::string three =
    "Content-Length: 8\r\n\r\n{\"a\":1}\n"
    "content-type: application/vscode-jsonrpc; charset=utf-8\r\nCONTENT-LENGTH:10\r\n\r\n\"ä😀\"\r\n"
    "Content-Length: 0\r\nX-Other: some: thing\r\n\r\n";
const std::vector<std::string> three_bodies = {"{\"a\":1}\n", "\"ä😀\"\r\n", ""};

}  // namespace

TEST_CASE("many messages in one read") {
  CHECK(read_all(three) == three_bodies);
  FrameReader reader;
  reader.feed(three);
  CHECK_FALSE(reader.between_messages());
  bodies_of(reader);
  CHECK(reader.between_messages());
}

TEST_CASE("a stream split at every byte reads the same") {
  for (std::size_t cut = 0; cut <= three.size(); ++cut) {
    FrameReader reader;
    reader.feed(three.substr(0, cut));
    std::vector<std::string> bodies = bodies_of(reader);
    reader.feed(three.substr(cut));
    for (std::string& body : bodies_of(reader)) bodies.push_back(std::move(body));
    CHECK(bodies == three_bodies);
    CHECK(reader.between_messages());
  }
}

TEST_CASE("a stream that comes byte by byte reads the same") {
  FrameReader reader;
  std::vector<std::string> bodies;
  for (const char byte : three) {
    reader.feed({&byte, 1});
    for (std::string& body : bodies_of(reader)) bodies.push_back(std::move(body));
  }
  CHECK(bodies == three_bodies);
}

TEST_CASE("a stream split in three at any two bytes reads the same") {
  const std::string stream = "Content-Length: 2\r\n\r\n{}content-length: 3\r\n\r\n[1]";
  for (std::size_t first = 0; first <= stream.size(); ++first) {
    for (std::size_t second = first; second <= stream.size(); ++second) {
      FrameReader reader;
      std::vector<std::string> bodies;
      for (const std::string& part :
           {stream.substr(0, first), stream.substr(first, second - first), stream.substr(second)}) {
        reader.feed(part);
        for (std::string& body : bodies_of(reader)) bodies.push_back(std::move(body));
      }
      CHECK(bodies == std::vector<std::string>{"{}", "[1]"});
    }
  }
}

TEST_CASE("charsets that mean UTF-8 are accepted") {
  for (const char* type : {"text/plain", "application/vscode-jsonrpc;charset=utf8",
                           "application/vscode-jsonrpc; charset=\"UTF-8\"; x=y", ""})
    CHECK(read_all(std::string("Content-Type: ") + type + "\r\nContent-Length: 2\r\n\r\n{}") ==
          std::vector<std::string>{"{}"});
  CHECK(fault_of("Content-Type: a/b; charset=latin1\r\nContent-Length: 2\r\n\r\n{}") ==
        "a message's charset is not UTF-8: a/b; charset=latin1");
}

TEST_CASE("headers that cannot be read end the stream with a word") {
  CHECK(fault_of("X: y\r\n\r\n{}") == "a message's header has no Content-Length");
  CHECK(fault_of("\r\n\r\n") == "a message's header has no Content-Length");
  CHECK(fault_of("hello\r\n\r\n") == "a message's header has a line that is no header field: hello");
  CHECK(fault_of(": 5\r\nContent-Length: 2\r\n\r\n{}").find("no header field") != std::string::npos);
  for (const char* length : {"", "x", "1x", "-1", "1.5", "0x10", "+3", "1 2"})
    CHECK(fault_of(std::string("Content-Length: ") + length + "\r\n\r\n{}") ==
          std::string("a message's Content-Length is no number: ") + length);
  CHECK(fault_of("Content-Length: 2\r\ncontent-length: 3\r\n\r\n{}") ==
        "a message's header has two different lengths");
  CHECK(read_all("Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}") == std::vector<std::string>{"{}"});
  CHECK(fault_of(std::string(max_header_size + 1, 'a')) == "a message's header does not end");
  CHECK(fault_of("\x01\xff\r\n\r\n") == "a message's header has a line that is no header field: ??");
}

TEST_CASE("a length above 64 MiB is refused before anything is allocated for it") {
  CHECK(fault_of("Content-Length: 67108865\r\n\r\n") ==
        "a message of more than 64 MiB was announced: 67108865 bytes");
  CHECK(fault_of("Content-Length: 99999999999999999999999999\r\n\r\n").find("more than 64 MiB") !=
        std::string::npos);
  FrameReader reader;
  reader.feed("Content-Length: 67108864\r\n\r\n");
  CHECK_FALSE(reader.next().has_value());
  CHECK(reader.fault().empty());
}

TEST_CASE("a message as long as may be is read") {
  const std::string body(max_body_size, 'x');
  const std::string stream = frame(body);
  FrameReader reader;
  for (std::size_t at = 0; at < stream.size(); at += 65536)
    reader.feed(std::string_view(stream).substr(at, 65536));
  const auto read = reader.next();
  REQUIRE(read.has_value());
  CHECK(*read == body);
}

TEST_CASE("a framed body reads back") {
  CHECK(frame("ä") == "Content-Length: 2\r\n\r\nä");
  CHECK(read_all(frame("") + frame("{}")) == std::vector<std::string>{"", "{}"});
}
