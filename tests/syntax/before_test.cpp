// A document that takes over what it can from the one of an earlier text is the one that is read from
// nothing. Texts are followed through small edits at random places with fixed seeds; each is read both ways.
#include "server/syntax/before.h"

#include <algorithm>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include "server/syntax/markdown_changes.h"
#include "tests/support/paths.h"
#include "tests/support/text_of.h"
#include "tests/syntax/sound.h"

namespace fs = std::filesystem;
using baton::testing::text_of;
using namespace baton;

namespace {

// The first part in which they differ, or nothing.
std::string difference(const Document& a, const Document& b) {
  if (a.text != b.text) return "text";
  if (a.has_byte_order_mark != b.has_byte_order_mark || a.invalid_utf8 != b.invalid_utf8) return "bytes";
  if (a.front_matter != b.front_matter) return "front matter";
  if (a.body_text != b.body_text) return "text of the body";
  if (a.body.headings != b.body.headings || a.heading_slugs != b.heading_slugs) return "headings";
  if (a.body.links != b.body.links) return "links of the body";
  if (a.body.tables != b.body.tables) return "tables";
  if (a.body.code != b.body.code) return "code";
  if (a.body.html_comments != b.body.html_comments) return "comments";
  if (a.body.paragraphs != b.body.paragraphs) return "paragraphs";
  if (a.body != b.body) return "body";
  if (a.phases != b.phases) return "phases";
  if (a.tasks != b.tasks) return "tasks";
  if (a.modes != b.modes) return "modes";
  if (a.external_docs != b.external_docs) return "external docs";
  if (a.agent_references != b.agent_references || a.agent_rows != b.agent_rows) return "agents";
  if (a.conditions != b.conditions) return "conditions";
  if (a.placeholders != b.placeholders || a.near_misses != b.near_misses) return "placeholders";
  if (a.links != b.links) return "links";
  if (a.questions != b.questions || a.gates != b.gates) return "questions and gates";
  if (a.suppressions != b.suppressions) return "suppressions";
  return {};
}

// What a hand types, and what opens or closes something.
const std::vector<std::string> pieces = {"x",
                                         " ",
                                         "\n",
                                         "\n\n",
                                         "\r\n",
                                         "#",
                                         "# A\n",
                                         "\n## Phase 2: B\n\n",
                                         "```\n",
                                         "~~~\n",
                                         "- ",
                                         "  ",
                                         "    ",
                                         "> ",
                                         "\t",
                                         "---\n",
                                         "|",
                                         "|-|\n",
                                         "[",
                                         "[x]: /u\n",
                                         "](a.md)",
                                         "`",
                                         "*",
                                         "<!--",
                                         "-->",
                                         "<div>",
                                         "<pre>\n",
                                         "</pre>\n",
                                         "<Task>\n",
                                         "</Task>\n",
                                         "prompt: |\n",
                                         "subagent_type: a\n",
                                         "{phase1.a.output}",
                                         "[Quick mode: ",
                                         "é",
                                         "\xC3",
                                         "1. ",
                                         "===\n",
                                         "<a id=\"x\"></a>",
                                         "&amp;",
                                         "\\"};

std::string edited(std::string text, std::mt19937& random) {
  const std::size_t at = random() % (text.size() + 1);
  const std::size_t size = random() % 3 == 0 ? random() % 40 : random() % 2;
  const std::string& piece = random() % 4 == 0 ? std::string() : pieces[random() % pieces.size()];
  // Half of all edits begin a line, where most is decided.
  const std::size_t line = text.rfind('\n', at);
  const std::size_t from = random() % 2 == 0 && line != std::string::npos ? line + 1 : at;
  return text.replace(from, std::min(size, text.size() - from), piece);
}

constexpr unsigned edits_of_a_real_file = 6;

struct Followed {
  std::size_t edits = 0;
  std::size_t in_parts = 0;  // the body was read in part only
};

void follow(const std::string& name, const std::string& begin, unsigned edits, std::mt19937& random,
            Followed& done) {
  std::string text = begin;
  auto document = parse_document(text);
  for (unsigned i = 0; i < edits; ++i) {
    const std::string next = edited(text, random);
    const auto fresh = parse_document(next);
    auto followed = parse_document(next, document.get());
    const std::string wrong = difference(*fresh, *followed);
    if (!wrong.empty()) {
      INFO(name << ", edit " << i << "\n--- before\n" << text << "\n--- now\n" << next);
      REQUIRE(wrong == "");
    }
    const ReadMarkdown before{document->body_text, &document->body};
    done.in_parts += read_changes(followed->body_text, before) ? 1 : 0;
    ++done.edits;
    document = std::move(followed);
    text = next.size() < begin.size() * 2 + 200 ? next : begin;
  }
}

}  // namespace

TEST_CASE("what is read for once keeps nothing for an edit, and an edit after it reads all") {
  const std::string text =
      "---\ndescription: x\n---\n\n# A\n\n<Task>\nsubagent_type: a\nprompt: b\n</Task>\n";
  const auto once = parse_document_once(text);
  CHECK(once->body_text.empty());
  auto kept = std::make_shared<Document>(*once);
  kept->body_text = parse_document(text)->body_text;
  CHECK(difference(*kept, *parse_document(text)) == "");
  for (const std::string& next : {text, text + "## B\n", "# Z\n" + text, std::string()})
    CHECK(difference(*parse_document(next, once.get()), *parse_document(next)) == "");
}

TEST_CASE("an edit leaves all that it does not touch to be taken over") {
  const std::string front_matter = "---\nexecution_modes:\n  quick:\n    agents: [a]\n---\n";
  const std::string question = "<AskUserQuestion>\nquestions:\n  - question: Go on?\n</AskUserQuestion>\n";
  const std::string task =
      "<Task>\nsubagent_type: a\nprompt: |\n  [Quick mode: read {phase1.a.output}]\n</Task>\n";
  const std::string text = front_matter + "# A\n\nWords.\n\n" + question + "\n" + task + "\nMore words.\n";
  const auto document = parse_document(text);
  REQUIRE(document->conditions.size() == 1);
  struct Taken {
    bool front_matter, question, task, prompt;
    bool operator==(const Taken&) const = default;
  };
  const auto taken = [&](const std::string& from, const std::string& to) {
    std::string next = text;
    next.replace(next.find(from), from.size(), to);
    const Before before(document.get(), next);
    const auto now = parse_document(next, document.get());
    const auto blocks = scan_tagged_blocks(next, now->front_matter.range.end);
    REQUIRE(blocks.size() == 2);
    CHECK(difference(*now, *parse_document(next)) == "");
    return Taken{before.with_same_front_matter() != nullptr, before.question(blocks[0]).has_value(),
                 before.task(blocks[1]).has_value(), before.moved(now->tasks[0]).has_value()};
  };
  CHECK(taken("Words", "Other words") == Taken{true, true, true, true});
  CHECK(taken("More", "No") == Taken{true, true, true, true});
  CHECK(taken("Go on", "Stop") == Taken{true, false, true, true});
  CHECK(taken("read", "take") == Taken{true, true, false, false});
  // Which words are a condition is for the modes to say.
  CHECK(taken("quick:", "small:") == Taken{false, true, true, false});
}

TEST_CASE("what is taken over from an earlier document is what is read from nothing") {
  std::vector<fs::path> paths;
  for (const char* folder : {"tests/syntax/golden", "docs/examples"})
    for (const auto& entry :
         fs::recursive_directory_iterator(fs::path(baton::testing::source_dir()) / folder))
      if (entry.path().extension() == ".md") paths.push_back(entry.path());
  std::ranges::sort(paths);
  REQUIRE(paths.size() > 60);
  std::mt19937 random(7);
  Followed done;
  for (const fs::path& path : paths) {
    const std::string text = text_of(path);
    if (text.size() < 20'000) follow(path.filename().string(), text, 60, random, done);
  }
  CHECK(done.in_parts > done.edits / 20);  // most are too short for that
}

TEST_CASE("real files are taken over in part, too") {
  const fs::path corpora = baton::testing::shared("corpora");
  if (corpora.empty()) return;
  std::vector<fs::path> paths;
  for (const auto& entry : fs::recursive_directory_iterator(corpora))
    if (entry.path().extension() == ".md" && entry.is_regular_file()) paths.push_back(entry.path());
  std::ranges::sort(paths);
  std::mt19937 random(3);
  Followed done;
  for (const fs::path& path : paths) {
    const std::string text = text_of(path);
    if (text.size() < 40'000) follow(path.filename().string(), text, edits_of_a_real_file, random, done);
  }
  CHECK(done.in_parts > done.edits / 4);
}

TEST_CASE("a part of the founding file is read by itself, and its tasks are taken over") {
  const fs::path source = baton::testing::shared("seed/ml-pipeline.md");
  if (source.empty()) return;
  std::mt19937 random(11);
  Followed done;
  for (int i = 0; i < 20; ++i) follow("ml-pipeline.md", text_of(source), 20, random, done);
  CHECK(done.in_parts > done.edits / 3);
}
