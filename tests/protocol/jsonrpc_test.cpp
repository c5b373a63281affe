// Bodies as messages, and what is answered to bodies that are none.
#include "protocol/jsonrpc.h"

#include <doctest/doctest.h>

#include <string>

using namespace baton::protocol;

namespace {

Fault fault_of(const std::string& body) {
  const Message message = parse_message(body);
  REQUIRE_MESSAGE(std::holds_alternative<Fault>(message), body);
  return std::get<Fault>(message);
}

}  // namespace

TEST_CASE("requests keep their id as it came") {
  const Message number =
      parse_message(R"({"jsonrpc":"2.0","id":7,"method":"m","params":{"a":[1]},"more":0})");
  REQUIRE(std::holds_alternative<Request>(number));
  CHECK(std::get<Request>(number).id == 7);
  CHECK(std::get<Request>(number).method == "m");
  CHECK(std::get<Request>(number).params.dump() == R"({"a":[1]})");
  const Message text = parse_message(R"({"method":"m","id":"ä","jsonrpc":"2.0"})");
  REQUIRE(std::holds_alternative<Request>(text));
  CHECK(std::get<Request>(text).id == "ä");
  CHECK(std::get<Request>(text).params.is_null());
}

TEST_CASE("notifications and responses") {
  const Message note = parse_message(R"({"jsonrpc":"2.0","method":"n","params":null})");
  REQUIRE(std::holds_alternative<Notification>(note));
  CHECK(std::get<Notification>(note).method == "n");
  const Message result = parse_message(R"({"jsonrpc":"2.0","id":1,"result":null})");
  REQUIRE(std::holds_alternative<Response>(result));
  CHECK(std::holds_alternative<Json>(std::get<Response>(result).outcome));
  const Message error = parse_message(R"({"jsonrpc":"2.0","id":1,"error":{"code":-5,"message":"no"}})");
  REQUIRE(std::holds_alternative<Response>(error));
  const auto& outcome = std::get<ResponseError>(std::get<Response>(error).outcome);
  CHECK(outcome.code == -5);
  CHECK(outcome.message == "no");
  CHECK(std::holds_alternative<Response>(parse_message(R"({"jsonrpc":"2.0","id":1,"error":"odd"})")));
}

TEST_CASE("what is not JSON") {
  for (const std::string& body :
       {std::string(), std::string("{"), std::string("{} x"), std::string("{\"a\":\"\xff\"}"),
        std::string("\xef\xbb"), std::string("nul"), std::string("[1,"), std::string(1, '\0')}) {
    CHECK(fault_of(body).code == ErrorCode::parse_error);
    CHECK(fault_of(body).id.is_null());
  }
  CHECK(fault_of(R"({"jsonrpc":"2.0","id":1e999,"method":"m"})").code == ErrorCode::parse_error);
}

TEST_CASE("what is JSON and no message") {
  struct Row {
    const char* body;
    Json id;
  };
  const Row rows[] = {
      {"[]", nullptr},
      {R"([{"jsonrpc":"2.0","id":1,"method":"m"}])", nullptr},
      {"5", nullptr},
      {"\"text\"", nullptr},
      {"{}", nullptr},
      {R"({"id":3,"method":"m"})", 3},
      {R"({"jsonrpc":"1.0","id":3,"method":"m"})", 3},
      {R"({"jsonrpc":2.0,"id":3,"method":"m"})", 3},
      {R"({"jsonrpc":"2.0","id":4,"method":5})", 4},
      {R"({"jsonrpc":"2.0","id":"x"})", "x"},
      {R"({"jsonrpc":"2.0","id":null,"method":"m"})", nullptr},
      {R"({"jsonrpc":"2.0","id":{},"method":"m"})", nullptr},
      {R"({"jsonrpc":"2.0","id":true,"method":"m"})", nullptr},
  };
  for (const Row& row : rows) {
    CHECK_MESSAGE(fault_of(row.body).code == ErrorCode::invalid_request, row.body);
    CHECK_MESSAGE(fault_of(row.body).id == row.id, row.body);
  }
}

TEST_CASE("a body nested a million deep is read or refused, not crashed upon") {
  const std::size_t depth = 1000000;
  CHECK(fault_of(std::string(depth, '[')).code == ErrorCode::parse_error);
  const std::string body = R"({"jsonrpc":"2.0","id":1,"method":"m","params":)" + std::string(depth, '[') +
                           std::string(depth, ']') + "}";
  CHECK(std::holds_alternative<Request>(parse_message(body)));
  const std::string as_id =
      R"({"jsonrpc":"2.0","method":"m","id":)" + std::string(depth, '[') + std::string(depth, ']') + "}";
  CHECK(fault_of(as_id).id.is_null());
}

TEST_CASE("half of a surrogate pair is read as U+FFFD") {
  const auto text_in = [](const std::string& written) {
    const Message message = parse_message(R"({"jsonrpc":"2.0","method":"m","params":[")" + written + "\"]}");
    REQUIRE_MESSAGE(std::holds_alternative<Notification>(message), written);
    return std::get<Notification>(message).params[0].get<std::string>();
  };
  const std::string mark = "\xef\xbf\xbd";
  CHECK(text_in("\\ud800") == mark);
  CHECK(text_in("\\uDFFF") == mark);
  CHECK(text_in("a\\ud83dz") == "a" + mark + "z");
  CHECK(text_in("\\ud83d\\ud83d\\ude00") == mark + "\xf0\x9f\x98\x80");
  CHECK(text_in("\\ude00\\ud83d") == mark + mark);
  CHECK(text_in("\\ud83d\\u0041") == mark + "A");
  CHECK(text_in("\\ud83d\\n") == mark + "\n");
  // A backslash that is escaped begins no escape.
  CHECK(text_in("\\\\ud800 \\ud800") == "\\ud800 " + mark);
  CHECK(text_in("\\ud83d\\ude00") == "\xf0\x9f\x98\x80");
  // What is no JSON in other ways stays so.
  CHECK(fault_of(R"({"jsonrpc":"2.0","method":"\ud800)").code == ErrorCode::parse_error);
  CHECK(fault_of(R"({"jsonrpc":"2.0","method":"\ud8)").code == ErrorCode::parse_error);
  CHECK(fault_of(R"({"jsonrpc":"2.0","method":"\ud800\u12"})").code == ErrorCode::parse_error);
}

TEST_CASE("bodies whose values are written already") {
  CHECK(notification_text("n\"", JsonText{"[1]"}) == R"({"jsonrpc":"2.0","method":"n\"","params":[1]})");
  CHECK(result_text("x", JsonText{"{}"}) == R"({"jsonrpc":"2.0","id":"x","result":{}})");
}

TEST_CASE("bodies that go out") {
  CHECK(Json::parse(request_body(1, "m", {{"a", 1}})) ==
        Json::parse(R"({"jsonrpc":"2.0","id":1,"method":"m","params":{"a":1}})"));
  CHECK(Json::parse(notification_body("n", nullptr)) == Json::parse(R"({"jsonrpc":"2.0","method":"n"})"));
  CHECK(Json::parse(result_body("x", nullptr)) == Json::parse(R"({"jsonrpc":"2.0","id":"x","result":null})"));
  CHECK(Json::parse(error_body(nullptr, ErrorCode::parse_error, "no")) ==
        Json::parse(R"({"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"no"}})"));
  const Json shown = Json::parse(error_body(1, ErrorCode::internal_error, "bad \xff byte"));
  CHECK(shown["error"]["message"] == "bad \xef\xbf\xbd byte");
}
