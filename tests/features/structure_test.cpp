// How a document is built and shown: folds, selections, tags, colours, hints, tokens, formatting.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "server/features/code_lenses.h"
#include "server/features/colors.h"
#include "server/features/folding.h"
#include "server/features/formatting.h"
#include "server/features/inlay_hints.h"
#include "server/features/linked_editing.h"
#include "server/features/selection.h"
#include "server/features/semantic_tokens.h"
#include "tests/support/feature_fixture.h"

using namespace baton;
using namespace baton::testing;

namespace {

std::string words(const SemanticToken& token) {
  static const char* const types[] = {"phase",    "agent",     "output", "mode",
                                      "argument", "condition", "tag",    "key"};
  std::string out = types[static_cast<std::size_t>(token.type)];
  if ((token.modifiers & SemanticToken::declaration) != 0) out += " declaration";
  if ((token.modifiers & SemanticToken::unresolved) != 0) out += " unresolved";
  if ((token.modifiers & SemanticToken::conditional) != 0) out += " conditional";
  return out;
}

}  // namespace

TEST_CASE("folding") {
  run_feature_fixtures("folding", [](const FeatureCase& asked) {
    const FeatureInput input = asked.input();
    std::string out;
    for (const Fold& fold : folding(input)) {
      const auto line = [&](std::uint32_t offset) { return input.document.lines.line_of(offset) + 1; };
      CHECK(line(fold.range.begin) < line(fold.range.end));
      out += std::to_string(line(fold.range.begin)) + "-" + std::to_string(line(fold.range.end)) +
             (fold.comment ? " comment" : "") + "\n";
    }
    return FeatureAnswer{{}, {{asked.path, "folds", out.empty() ? "none" : out}}};
  });
}

TEST_CASE("selection grows from the word to the file") {
  run_feature_fixtures("selection", [](const FeatureCase& asked) {
    const FeatureInput input = asked.input();
    FeatureAnswer answer;
    TextRange inner;
    int step = 0;
    for (const TextRange range : selection_chain(input, asked.cursor)) {
      CHECK(range.touches(asked.cursor));
      if (step > 0) CHECK((range.contains(inner) && range.size() > inner.size()));
      inner = range;
      answer.marks.push_back({asked.path, range, std::to_string(++step)});
    }
    CHECK(inner == TextRange{0, static_cast<std::uint32_t>(input.document.text.size())});
    answer.marks.pop_back();  // the file
    return answer;
  });
}

TEST_CASE("the two halves of a tag") {
  run_feature_fixtures("linked_editing", [](const FeatureCase& asked) {
    FeatureAnswer answer;
    for (const TextRange range : linked_names(asked.input(), asked.cursor))
      answer.marks.push_back({asked.path, range, {}});
    if (answer.marks.empty()) answer.sections.push_back({asked.path, "nothing", {}});
    return answer;
  });
}

TEST_CASE("colours") {
  run_feature_fixtures("colors", [](const FeatureCase& asked) {
    const auto found = color_of(asked.input());
    if (!found) return FeatureAnswer{{}, {{asked.path, "nothing", {}}}};
    std::string label;
    for (const std::uint8_t part : found->color.rgb) label += std::to_string(part) + " ";
    for (const std::string& spelling : color_spellings(asked.input(), found->color)) label += spelling + " ";
    label.pop_back();
    return FeatureAnswer{{{asked.path, found->range, label}}, {}};
  });
}

TEST_CASE("inlay hints") {
  run_feature_fixtures("inlay_hints", [](const FeatureCase& asked) {
    const FeatureInput input = asked.input();
    FeatureAnswer answer;
    for (const InlayHint& hint :
         inlay_hints(input, {0, static_cast<std::uint32_t>(input.document.text.size())}))
      answer.marks.push_back({asked.path, {hint.offset, hint.offset}, hint.label + ": " + hint.tooltip});
    if (answer.marks.empty()) answer.sections.push_back({asked.path, "nothing", {}});
    CHECK(inlay_hints(input, {0, 0}).empty());
    return answer;
  });
}

TEST_CASE("semantic tokens") {
  run_feature_fixtures("semantic_tokens", [](const FeatureCase& asked) {
    const FeatureInput input = asked.input();
    FeatureAnswer answer;
    std::uint32_t end = 0;
    for (const SemanticToken& token : semantic_tokens(input)) {
      CHECK(token.range.begin >= end);
      CHECK_FALSE(token.range.empty());
      CHECK(input.document.slice(token.range).find_first_of("\r\n") == std::string_view::npos);
      end = token.range.end;
      answer.marks.push_back({asked.path, token.range, words(token)});
    }
    if (answer.marks.empty()) answer.sections.push_back({asked.path, "nothing", {}});
    return answer;
  });
}

TEST_CASE("formatting changes what it must, once") {
  run_feature_fixtures("formatting", [](const FeatureCase& asked) {
    const FeatureInput input = asked.input();
    const std::vector<TextEdit> edits = formatting(input);
    if (edits.empty()) return FeatureAnswer{{}, {{asked.path, "nothing", {}}}};
    const std::string now = apply_edits(input.document.text, edits);
    std::map<std::string, std::string> texts = asked.texts;
    texts[asked.path] = now;
    const World world = make_world(texts);
    CHECK(formatting(input_of(world, asked.path)).empty());
    CHECK(formatting(input, {0, static_cast<std::uint32_t>(input.document.text.size())}) == edits);
    for (const TextEdit& edit : formatting(input, {0, asked.cursor})) CHECK(edit.range.end <= asked.cursor);
    return FeatureAnswer{{}, {{asked.path, "formatted", now}}};
  });
}

TEST_CASE("formatting on type: the table above the new line") {
  run_feature_fixtures("formatting_on_type", [](const FeatureCase& asked) {
    const FeatureInput input = asked.input();
    const std::vector<TextEdit> edits = formatting_on_type(input, asked.cursor);
    if (edits.empty()) return FeatureAnswer{{}, {{asked.path, "nothing", {}}}};
    return FeatureAnswer{{}, {{asked.path, "formatted", apply_edits(input.document.text, edits)}}};
  });
}

TEST_CASE("code lens: how often an agent is named") {
  const World world = make_world({{"/w/agents/a.md", "---\nname: a\ndescription: x\n---\n"},
                                  {"/w/agents/b.md", "---\nname: b\ndescription: x\n---\n"},
                                  {"/w/commands/c.md", "<Task>\nsubagent_type: a\nprompt: x\n</Task>\n"}});
  const auto input = [&](const std::string& path) { return input_of(world, path); };
  const std::string a = "/w/agents/a.md", b = "/w/agents/b.md", c = "/w/commands/c.md";
  CHECK(reference_lens(input(a)) == TextRange{10, 11});
  CHECK(lens_references(input(a)).size() == 1);
  CHECK(lens_references(input(a))[0].path == c);
  CHECK(lens_references(input(b)).empty());
  CHECK(reference_words(0) == "no references");
  CHECK(reference_words(1) == "1 reference");
  CHECK(reference_words(2) == "2 references");
  CHECK_FALSE(reference_lens(input(c)));
}
