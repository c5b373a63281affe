// A server that followed a text through many edits answers what one answers that sees the text for the first
// time, in each of the three position encodings; and formatting, once done, has nothing left to do.
#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/lsp_client.h"

using baton::test::LspClient;
using baton::test::TemporaryFolder;
using baton::test::uri;
using Json = nlohmann::json;

namespace {

const std::vector<std::string> encodings = {"utf-8", "utf-16", "utf-32"};
const Json formatting_options = {{"tabSize", 2}, {"insertSpaces", true}};

const std::string begin = R"(---
description: Makes it
execution_modes:
  quick: {phases: [1], description: "1 day"}
  full: "1 week"
external_docs:
  guide: ../docs/guide.md
---

# Make 😀

See [the guide](../docs/guide.md#two), and *é* [below](#phase-2-after).

| Agent | Modes |
|---|:-:|
| one | all |
| two | full, quick |

## Phase 1: Before

<Task>
subagent_type: one
prompt: |
  Look at 漢 $ARGUMENTS.
</Task>

## Phase 2: After

[Full mode: <Task>
subagent_type: two
prompt: |
  Go on with 😀 {phase1.one.output} and {phase1.output}.
</Task>]
)";

struct WrittenFolder : TemporaryFolder {
  WrittenFolder() {
    for (const char* name : {"one", "two"})
      write(std::string("agents/") + name + ".md",
            std::string("---\nname: ") + name + "\ndescription: D\n---\n");
    write("docs/guide.md", "# Guide\n\n## Two\n");
    write("commands/c.md", begin);
  }
};

// How many bytes a character has, and how many units.
std::size_t bytes_at(const std::string& text, std::size_t at) {
  const auto byte = static_cast<unsigned char>(text[at]);
  return byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}
std::size_t units_at(const std::string& text, std::size_t at, const std::string& encoding) {
  const std::size_t bytes = bytes_at(text, at);
  return encoding == "utf-8" ? bytes : encoding == "utf-16" && bytes == 4 ? 2 : 1;
}
std::size_t line_end_at(const std::string& text, std::size_t at) {
  if (text.compare(at, 2, "\r\n") == 0) return 2;
  return text[at] == '\n' || text[at] == '\r' ? 1 : 0;
}

Json position_of(const std::string& text, std::size_t offset, const std::string& encoding) {
  std::size_t line = 0, character = 0;
  for (std::size_t at = 0; at < offset;) {
    if (const std::size_t end = line_end_at(text, at)) {
      ++line;
      character = 0;
      at += end;
    } else {
      character += units_at(text, at, encoding);
      at += bytes_at(text, at);
    }
  }
  return {{"line", line}, {"character", character}};
}

std::size_t offset_of(const std::string& text, const Json& position, const std::string& encoding) {
  std::size_t at = 0;
  for (std::size_t line = position["line"]; line > 0 && at < text.size();) {
    const std::size_t end = line_end_at(text, at);
    if (end > 0) --line;
    at += end > 0 ? end : bytes_at(text, at);
  }
  for (std::size_t character = position["character"]; character > 0;) {
    REQUIRE(at < text.size());
    REQUIRE(line_end_at(text, at) == 0);
    const std::size_t units = units_at(text, at, encoding);
    REQUIRE(units <= character);
    character -= units;
    at += bytes_at(text, at);
  }
  return at;
}

std::string edited(const std::string& text, Json edits, const std::string& encoding) {
  std::vector<std::pair<std::pair<std::size_t, std::size_t>, std::string>> pieces;
  for (const Json& edit : edits)
    pieces.push_back(
        {{offset_of(text, edit["range"]["start"], encoding), offset_of(text, edit["range"]["end"], encoding)},
         edit["newText"]});
  std::ranges::sort(pieces);
  std::string out = text;
  for (std::size_t i = pieces.size(); i-- > 0;) {
    const auto& [at, piece] = pieces[i];
    REQUIRE(at.first <= at.second);
    if (i > 0) REQUIRE(pieces[i - 1].first.second <= at.first);
    out.replace(at.first, at.second - at.first, piece);
  }
  return out;
}

class Writer {
 public:
  Writer(std::string text, std::string encoding, unsigned seed)
      : text_(std::move(text)), encoding_(std::move(encoding)), random_(seed) {}

  const std::string& text() const { return text_; }
  std::mt19937& random() { return random_; }
  // After many edits little is left that means anything: then it is written anew.
  Json start_again() {
    text_ = begin;
    return Json::array({Json{{"text", text_}}});
  }

  // A place between two characters, and not within "\r\n": no position names such a one.
  std::size_t place() {
    std::size_t at = random_() % (text_.size() + 1);
    while (at > 0 && at < text_.size() &&
           ((static_cast<unsigned char>(text_[at]) & 0xC0) == 0x80 ||
            (text_[at] == '\n' && text_[at - 1] == '\r')))
      --at;
    return at;
  }

  Json edit() {
    static const std::vector<std::string> pieces = {"x",
                                                    " ",
                                                    "\n",
                                                    "\r\n",
                                                    "\r",
                                                    "é",
                                                    "漢",
                                                    "😀",
                                                    "---\n",
                                                    "## Phase 3: More\n",
                                                    "{phase1.two.output}",
                                                    "{phase2.",
                                                    "<Task>\n",
                                                    "</Task>\n",
                                                    "subagent_type: two\n",
                                                    "prompt: |\n",
                                                    "  ",
                                                    "```\n",
                                                    "[a](../docs/guide.md#two)",
                                                    "](",
                                                    "# Title\n",
                                                    "[Quick mode: ",
                                                    "]",
                                                    "| two | quick |\n",
                                                    "|",
                                                    "{Phase 1 . one . output}",
                                                    "<!-- baton-disable-file -->\n"};
    const std::size_t from = place();
    std::size_t to = from;
    if (random_() % 3 == 0)
      for (std::size_t i = random_() % 30; i > 0 && to < text_.size(); --i)
        to += std::max<std::size_t>(line_end_at(text_, to), bytes_at(text_, to));
    const std::string piece = random_() % 4 == 0 ? "" : pieces[random_() % pieces.size()];
    Json change = {
        {"range",
         {{"start", position_of(text_, from, encoding_)}, {"end", position_of(text_, to, encoding_)}}},
        {"text", piece}};
    text_ = text_.substr(0, from) + piece + text_.substr(to);
    return change;
  }

  Json position() { return position_of(text_, place(), encoding_); }

 private:
  std::string text_;
  std::string encoding_;
  std::mt19937 random_;
};

// A server with the text open; what it is asked is asked once the workspace is read.
class Desk {
 public:
  Desk(const TemporaryFolder& folder, const std::string& text, const std::string& encoding)
      : path_(folder / "commands/c.md") {
    client_.initialize({folder.path()}, {{"capabilities",
                                          {{"general", {{"positionEncodings", Json::array({encoding})}}},
                                           {"textDocument", {{"rename", {{"prepareSupport", true}}}}}}}});
    client_.open(path_, text);
    client_.request("textDocument/prepareRename", at({{"line", 0}, {"character", 0}}));
  }
  ~Desk() { CHECK(client_.finish() == 0); }

  void change(const Json& changes) { client_.change(path_, ++version_, changes); }
  Json document() const { return {{"uri", uri(path_)}}; }
  Json at(const Json& position) const { return {{"textDocument", document()}, {"position", position}}; }
  // The result or the error.
  Json ask(const std::string& method, const Json& params) {
    const Json answer = client_.request(method, params);
    return answer.contains("result") ? answer["result"] : answer["error"];
  }
  Json ask(const std::string& method) { return ask(method, {{"textDocument", document()}}); }
  Json formatting() {
    return ask("textDocument/formatting", {{"textDocument", document()}, {"options", formatting_options}});
  }

 private:
  LspClient client_;
  std::string path_;
  int version_ = 1;
};

struct Habit {
  int anew = 1;          // after so many edits it is written anew
  unsigned at_once = 1;  // as many changes at most
};

template <typename Check>
void after_each_edit(Desk& desk, Writer& writer, const std::string& encoding, Habit habit, Check check) {
  for (int i = 0; i < 100; ++i) {
    CAPTURE(encoding);
    CAPTURE(i);
    CAPTURE(writer.text());
    if (i % habit.anew == 0) desk.change(writer.start_again());
    Json changes = Json::array();
    for (auto many = habit.at_once > 1 ? 1 + writer.random()() % habit.at_once : 1; many > 0; --many)
      changes.push_back(writer.edit());
    desk.change(changes);
    check();
  }
}

// Without what only names the version that it was made for, and what the run folder says, which may be known
// a moment later.
Json timeless(Json answer) {
  if (answer.is_object()) {
    answer.erase("resultId");
    answer.erase("version");
    answer.erase("data");
    if (answer.value("title", Json()) == "Run task (not run yet)") answer["title"] = "Run task";
  }
  if (answer.is_structured())
    for (Json& item : answer) item = timeless(item);
  return answer;
}

void compare(Desk& old, Desk& fresh, const std::string& method, const Json& params) {
  const Json one = timeless(old.ask(method, params)), other = timeless(fresh.ask(method, params));
  CHECK_MESSAGE(one == other, method, " ", params.dump(), "\n", one.dump(), "\n", other.dump());
}

void compare_all(Desk& old, Desk& fresh) {
  for (const char* method :
       {"textDocument/documentSymbol", "textDocument/foldingRange", "textDocument/documentLink",
        "textDocument/codeLens", "textDocument/documentColor"})
    compare(old, fresh, method, {{"textDocument", old.document()}});
  compare(
      old, fresh, "textDocument/inlayHint",
      {{"textDocument", old.document()},
       {"range", {{"start", {{"line", 0}, {"character", 0}}}, {"end", {{"line", 9999}, {"character", 0}}}}}});
  compare(old, fresh, "textDocument/formatting",
          {{"textDocument", old.document()}, {"options", formatting_options}});
}

void compare_at(Desk& old, Desk& fresh, const Json& position) {
  const Json at = old.at(position);
  for (const char* method :
       {"textDocument/completion", "textDocument/hover", "textDocument/definition",
        "textDocument/typeDefinition", "textDocument/documentHighlight", "textDocument/linkedEditingRange",
        "textDocument/prepareRename", "textDocument/prepareCallHierarchy"})
    compare(old, fresh, method, at);
  Json params = at;
  params["context"] = {{"includeDeclaration", true}};
  compare(old, fresh, "textDocument/references", params);
  params = at;
  params["newName"] = "zz9";
  compare(old, fresh, "textDocument/rename", params);
  compare(old, fresh, "textDocument/selectionRange",
          {{"textDocument", old.document()}, {"positions", Json::array({position})}});
}

struct Token {
  int line = 0, character = 0, length = 0, type = 0, modifiers = 0;
  bool operator==(const Token&) const = default;
};

std::vector<Token> tokens_of(const Json& data) {
  std::vector<Token> out;
  REQUIRE(data.size() % 5 == 0);
  Token last;
  for (std::size_t i = 0; i < data.size(); i += 5) {
    const int lines = data[i], characters = data[i + 1];
    last = {last.line + lines, lines == 0 ? last.character + characters : characters, data[i + 2],
            data[i + 3], data[i + 4]};
    out.push_back(last);
  }
  return out;
}

// What a client makes of an answer to semanticTokens/full/delta.
Json after_delta(Json data, const Json& answer) {
  if (answer.contains("data")) return answer["data"];
  std::vector<Json> edits = answer["edits"];
  std::ranges::sort(edits, std::greater(), [](const Json& edit) { return edit["start"].get<std::size_t>(); });
  for (const Json& edit : edits) {
    const auto start = edit["start"].get<std::ptrdiff_t>();
    REQUIRE(static_cast<std::size_t>(start) + edit["deleteCount"].get<std::size_t>() <= data.size());
    data.erase(data.begin() + start, data.begin() + start + edit["deleteCount"].get<std::ptrdiff_t>());
    const Json put = edit.value("data", Json::array());
    data.insert(data.begin() + start, put.begin(), put.end());
  }
  return data;
}

}  // namespace

TEST_CASE("after each of many random edits every answer is a fresh server's") {
  for (const std::string& encoding : encodings) {
    const WrittenFolder folder;
    Desk old(folder, begin, encoding);
    Writer writer(begin, encoding, 5);
    after_each_edit(old, writer, encoding, {20, 2}, [&] {
      Desk fresh(folder, writer.text(), encoding);
      compare_all(old, fresh);
      for (int place = 0; place < 4; ++place) compare_at(old, fresh, writer.position());
    });
  }
}

TEST_CASE("tokens: full, delta and range agree after any edit, and a fresh server says the same") {
  for (const std::string& encoding : encodings) {
    const WrittenFolder folder;
    Desk desk(folder, begin, encoding);
    Writer writer(begin, encoding, 9);
    Json first = desk.ask("textDocument/semanticTokens/full");
    REQUIRE(tokens_of(first["data"]).size() > 20);
    Json known = first["data"];
    std::string id = first["resultId"];
    after_each_edit(desk, writer, encoding, {20}, [&] {
      const Json delta = desk.ask("textDocument/semanticTokens/full/delta",
                                  {{"textDocument", desk.document()}, {"previousResultId", id}});
      known = after_delta(known, delta);
      id = delta["resultId"];
      const std::vector<Token> tokens = tokens_of(known);
      CHECK(std::ranges::is_sorted(
          tokens, {}, [](const Token& token) { return std::pair(token.line, token.character); }));
      Desk fresh(folder, writer.text(), encoding);
      CHECK(fresh.ask("textDocument/semanticTokens/full")["data"] == known);
      for (int range = 0; range < 5; ++range) {
        int from = static_cast<int>(writer.random()() % 40), to = static_cast<int>(writer.random()() % 40);
        if (from > to) std::swap(from, to);
        std::vector<Token> inside = tokens;
        std::erase_if(inside, [&](const Token& token) { return token.line < from || token.line >= to; });
        const Json params = {
            {"textDocument", desk.document()},
            {"range",
             {{"start", {{"line", from}, {"character", 0}}}, {"end", {{"line", to}, {"character", 0}}}}}};
        CHECK(tokens_of(desk.ask("textDocument/semanticTokens/range", params)["data"]) == inside);
      }
    });
  }
}

TEST_CASE("formatting: after any edits, once is enough") {
  for (const std::string& encoding : encodings) {
    const WrittenFolder folder;
    Desk desk(folder, begin, encoding);
    Writer writer(begin, encoding, 13);
    std::size_t changed = 0;
    after_each_edit(desk, writer, encoding, {5}, [&] {
      const Json edits = desk.formatting();
      if (edits.is_null() || edits.empty()) return;
      ++changed;
      const std::string formatted = edited(writer.text(), edits, encoding);
      CHECK(formatted != writer.text());
      desk.change(Json::array({Json{{"text", formatted}}}));
      const Json again = desk.formatting();
      CHECK_MESSAGE((again.is_null() || again.empty()), again.dump(), "\n", formatted);
      desk.change(Json::array({Json{{"text", writer.text()}}}));
    });
    CHECK(changed > 20);
  }
}
