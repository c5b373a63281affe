// What a runner is called with, and how what it writes is read.
#include "server/run/runner.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "server/run/stream_json.h"

using namespace baton;
using Json = nlohmann::json;

namespace {

Runner runner(const std::string& text) {
  const Result<Runner> read = read_runner(Json::parse(text));
  REQUIRE_MESSAGE(read, (read ? "" : read.error()));
  return *read;
}

std::string fault(const std::string& text) {
  const Result<Runner> read = read_runner(Json::parse(text));
  return read ? "" : read.error();
}

using Arguments = std::vector<std::string>;

const std::string stream =
    "\x1b[?1004l{\"type\":\"system\",\"subtype\":\"init\"}\n"
    "{\"type\":\"assistant\",\"message\":{\"content\":[{\"type\":\"text\",\"text\":\"Let me l\\u00f6ok. \"},"
    "{\"type\":\"tool_use\",\"name\":\"Read\"}]}}\n"
    "not json at all\n[1,2]\n{\"type\":\"future\"}\n"
    "{\"type\":\"stream_event\",\"event\":{\"type\":\"content_block_delta\",\"delta\":{\"type\":\"text_"
    "delta\","
    "\"text\":\"Do\"}}}\n"
    "{\"type\":\"stream_event\",\"event\":{\"delta\":{\"type\":\"text_delta\",\"text\":\"ne → ✓\"}}}\n"
    "{\"type\":\"assistant\",\"message\":{\"content\":[{\"type\":\"text\",\"text\":\"Done → ✓\"}]}}\n"
    "{\"type\":\"result\",\"subtype\":\"success\",\"is_error\":false,\"result\":\"Done → ✓\","
    "\"total_cost_usd\":0.25,\"num_turns\":3}";

}  // namespace

TEST_CASE(
    "the presets: preview is first and calls nothing, each other one can be written down and read again") {
  REQUIRE(preset_runners().size() == 7);
  CHECK(preset_runners().front().name == "preview");
  CHECK(preset_runners().front().calls_nothing());
  for (const Runner& preset : preset_runners().subspan(1)) {
    INFO(preset.name);
    const Result<Runner> again = read_runner(Json::parse(runner_json(preset).dump()));
    REQUIRE(again);
    CHECK(*again == preset);
    CHECK(preset.prompt == PromptBy::standard_input);  // which has no limit of length
  }
}

TEST_CASE("a user's own runner comes before a preset of that name") {
  const std::vector<Runner> own = {runner(R"({"name":"claude","argv":["/opt/claude"]})")};
  CHECK(find_runner("claude", own)->argv == Arguments{"/opt/claude"});
  CHECK(find_runner("codex", own)->argv.front() == "codex");
  CHECK(find_runner("nobody", own) == nullptr);
}

TEST_CASE("a runner's object, and what is wrong with it") {
  const Runner read = runner(
      R"({"name":"mine","argv":["tool","-x"],"prompt":"file","output":"json:/a~1b/0","env":["KEY"],"timeout":60})");
  CHECK(read.prompt == PromptBy::file);
  CHECK(read.output == OutputFormat{OutputFormat::Kind::json, "/a~1b/0"});
  CHECK(read.environment == Arguments{"KEY"});
  CHECK(read.timeout == 60);
  CHECK(fault(R"({"argv":["x"]})") == "a runner must have a name");
  CHECK(fault(R"({"name":"preview","argv":["x"]})") ==
        "the name preview stands for the one that calls nothing");
  CHECK(fault(R"({"name":"x"})") == "argv must begin with the program that the runner calls");
  CHECK(fault(R"({"name":"x","argv":"tool -x"})") == "argv must be a list of texts");
  CHECK(fault(R"({"name":"x","argv":["{agent}"]})") ==
        "the program that a runner calls cannot be made of placeholders");
  CHECK(fault(R"({"name":"x","argv":["x"],"output":"json:a"})") ==
        "output is \"json:a\", and may be text, claude-stream-json or json: and a JSON pointer");
  CHECK(fault(R"({"name":"x","argv":["x"],"prompt":"shell"})") ==
        "prompt is \"shell\", and may be stdin, argument or file");
  CHECK(fault(R"({"name":"x","argv":["x"],"timeout":-1})") ==
        "timeout must be a whole number of seconds from 1 to 604800");
  CHECK(fault(R"({"name":"x","argv":["x"],"shell":true})") == "there is no key shell");
  CHECK(fault("[]") == "a runner must be an object");
}

TEST_CASE("placeholders stay within their argument and are replaced once") {
  const Runner mine =
      runner(R"({"name":"x","argv":["x","--agent={agent}","a {model} b {model}","{no} {","{workspace}"]})");
  const CallValues values{"a b; rm -rf $HOME `x` {model}", "m", "", "/w s", ""};
  const Result<Call> call = make_call(mine, values, "prompt", "");
  REQUIRE(call);
  CHECK(call->arguments ==
        Arguments{"x", "--agent=a b; rm -rf $HOME `x` {model}", "a m b m", "{no} {", "/w s"});
  CHECK(call->input == "prompt");
}

TEST_CASE("an argument about something unknown is left out") {
  const Result<Call> call = make_call(*find_runner("claude", {}), {}, "p", "");
  REQUIRE(call);
  CHECK(call->arguments == Arguments{"claude", "--print", "--output-format=stream-json", "--verbose",
                                     "--include-partial-messages"});
}

TEST_CASE("a value of the file is never a flag") {
  CHECK(make_call(*find_runner("ollama", {}), {"", "--insecure"}, "p", "").error() ==
        "the value of {model} begins with \"-\", which ollama could take for a flag");
  const Runner argument = runner(R"({"name":"x","argv":["x"],"prompt":"argument"})");
  CHECK(make_call(argument, {}, "--yolo", "")->arguments == Arguments{"x", "\n--yolo"});
  CHECK(make_call(argument, {}, "a --yolo", "")->arguments == Arguments{"x", "a --yolo"});
  CHECK(make_call(argument, {}, std::string("a\0b", 3), "").error() ==
        "the prompt holds a NUL byte and cannot be given as an argument");
  const Runner file = runner(R"({"name":"x","argv":["x"],"prompt":"file"})");
  CHECK(make_call(file, {}, "p", "/run/prompt.md")->arguments == Arguments{"x", "/run/prompt.md"});
}

TEST_CASE("a task's key heeds all of a runner but its time") {
  const Runner one = runner(R"({"name":"x","argv":["x"],"timeout":1})");
  const Runner two = runner(R"({"name":"x","argv":["x"],"timeout":2})");
  const Runner three = runner(R"({"name":"x","argv":["x","-y"]})");
  CHECK(runner_identity(one) == runner_identity(two));
  CHECK(runner_identity(one) != runner_identity(three));
}

TEST_CASE("a stream says the same wherever it is cut") {
  for (std::size_t cut = 0; cut <= stream.size(); ++cut) {
    ClaudeStream reader;
    std::string text = reader.feed(std::string_view(stream).substr(0, cut));
    text += reader.feed(std::string_view(stream).substr(cut));
    const Result<RunnerOutput> output = reader.finish();
    REQUIRE(output);
    CHECK(text == "Let me löok. Done → ✓");
    CHECK(output->text == "Done → ✓");
    CHECK(output->cost == 0.25);
    CHECK(output->turns == 3U);
  }
}

TEST_CASE("text comes as soon as its line is there") {
  ClaudeStream reader;
  CHECK(reader.feed(R"({"type":"assistant","message":{"content":[{"type":"text","text":"now"}]}})").empty());
  CHECK(reader.feed("\n") == "now");
}

TEST_CASE("a stream that ends without a result, or with one that says so, is a failure") {
  const std::string without = stream.substr(0, stream.rfind('\n') + 1);
  ClaudeStream cut;
  cut.feed(without);
  CHECK(cut.finish().error() == "the program ended without a result");
  ClaudeStream half;
  half.feed(stream.substr(0, stream.size() - 1));
  CHECK(half.finish().error() == "the program ended without a result");
  ClaudeStream nothing;
  CHECK(nothing.finish().error() == "the program ended without a result");
  ClaudeStream turns;
  turns.feed(R"({"type":"result","subtype":"error_max_turns","is_error":false})");
  CHECK(turns.finish().error() == "the program says that it failed (error_max_turns)");
  ClaudeStream login;
  login.feed(
      "{\"type\":\"result\",\"subtype\":\"success\",\"is_error\":true,\"result\":\"Please\\u001b[2J log "
      "in\"}\n");
  CHECK(login.finish().error() == "the program says that it failed: Please\\x1b[2J log in");
}

TEST_CASE("hostile lines: wrong types, depth, no end") {
  ClaudeStream reader;
  CHECK(
      reader
          .feed(
              "{\"type\":7}\n{\"type\":\"assistant\",\"message\":[]}\n{\"type\":\"result\",\"result\":{}}\n")
          .empty());
  CHECK(reader.finish().error() == "the program says that it failed");
  ClaudeStream deep;
  deep.feed("{\"type\":" + std::string(200000, '[') + "\n");
  CHECK_FALSE(deep.finish());
}

TEST_CASE("an output in JSON is found by its pointer") {
  const auto read = [](const std::string& text, const std::string& pointer) {
    OutputReader reader({OutputFormat::Kind::json, pointer});
    for (const char c : text) CHECK(reader.feed(std::string_view(&c, 1)).empty());
    return reader.finish();
  };
  CHECK(read(R"({"response":"a\nb"})", "/response")->text == "a\nb");
  CHECK(read("Loaded.\n{\"response\":\"x\"}", "/response")->text == "x");
  CHECK(read(R"({"a":[{"b":1}]})", "/a/0")->text == "{\n  \"b\": 1\n}");
  CHECK(read(R"("all")", "")->text == "all");
  CHECK(read("{}", "/response").error() == "the program's output has nothing at /response");
  CHECK(read("[1]", "/x").error() == "the program's output has nothing at /x");
  CHECK(read("oops {", "/response").error() == "the program's output is no JSON");
}

TEST_CASE("text is the output as it is, escape codes, placeholders and all") {
  OutputReader reader(OutputFormat{});
  CHECK(reader.feed("\x1b[31m{phase1.x.") == "\x1b[31m{phase1.x.");
  CHECK(reader.feed("output} $ARGUMENTS\xff") == "output} $ARGUMENTS\xff");
  CHECK(reader.finish()->text == "\x1b[31m{phase1.x.output} $ARGUMENTS\xff");
}
