// What an editor offers to change, and what the file is then.
#include "server/features/code_actions.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "server/checks/check.h"
#include "server/checks/safe_fixes.h"
#include "tests/support/feature_fixture.h"

using namespace baton;
using namespace baton::testing;

namespace {

const char* kind_words(CodeAction::Kind kind) {
  static const char* const words[] = {"fix", "fix all", "rewrite", "extract"};
  return words[static_cast<std::size_t>(kind)];
}

std::string after(const FeatureInput& input, const CodeAction& action) {
  std::vector<TextEdit> edits;
  for (const FileEdit& edit : action.edits) {
    CHECK(edit.path == input.path);
    const auto fit = fitted(input.document, edit.edit);
    REQUIRE(fit);
    edits.push_back(*fit);
  }
  return apply_edits(input.document.text, edits);
}

// The lines that are not the same before and after, to keep fixtures short.
std::string changed_lines(const std::string& before, const std::string& now) {
  const auto lines = [](const std::string& text) {
    std::vector<std::string> out;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = std::min(text.find('\n', at), text.size());
      out.push_back(text.substr(at, end - at));
      at = end + 1;
    }
    return out;
  };
  std::vector<std::string> a = lines(before), b = lines(now);
  std::size_t same = 0;
  while (same < std::min(a.size(), b.size()) && a[same] == b[same]) ++same;
  while (a.size() > same && b.size() > same && a.back() == b.back()) a.pop_back(), b.pop_back();
  std::string out;
  for (std::size_t i = same; i < a.size(); ++i) out += "-" + a[i] + "\n";
  for (std::size_t i = same; i < b.size(); ++i) out += "+" + b[i] + "\n";
  return out;
}

// One section for each action: its name, the lines that it changes, the files that it makes.
FeatureAnswer::Section section(const FeatureInput& input, const CodeAction& action) {
  std::string name = std::string(kind_words(action.kind)) + ": " + action.title;
  if (action.preferred) name += " (preferred)";
  if (!action.disabled.empty()) return {input.path, name, "disabled: " + action.disabled + "\n"};
  std::string text = changed_lines(input.document.text, after(input, action));
  for (const PlacedEdit& edit : action.elsewhere)
    text += "in " + edit.place.path + ": " + edit.new_text + "\n";
  for (const NewFile& file : action.files) text += "new file " + file.path + "\n" + file.text;
  CHECK_FALSE(text.empty());
  return {input.path, name, text};
}

}  // namespace

TEST_CASE("quick fixes: those of the checks, at their diagnostic") {
  run_feature_fixtures("quick_fixes", [](const FeatureCase& asked) {
    const FeatureInput input = asked.input();
    std::vector<Diagnostic> found = run_checks(input.snapshot, input.path, input.document, input.kind);
    std::erase_if(found, [&](const Diagnostic& one) { return !one.range.touches(asked.cursor); });
    FeatureAnswer answer;
    for (const CodeAction& action : quick_fixes(input, found)) {
      answer.sections.push_back(section(input, action));
    }
    if (answer.sections.empty()) answer.sections.push_back({input.path, "nothing", {}});
    return answer;
  });
}

TEST_CASE("fix all: one edit that leaves nothing to mend safely") {
  run_feature_fixtures("fix_all", [](const FeatureCase& asked) {
    const FeatureInput input = asked.input();
    const auto document = asked.world.documents.at(asked.path);
    const std::vector<TextEdit> edits = fix_all_edits(input.snapshot, input.path, document, input.kind);
    if (edits.empty()) return FeatureAnswer{{}, {{input.path, "nothing", {}}}};
    const std::string now = apply_edits(input.document.text, edits);
    CHECK(fix_all_edits(input.snapshot, input.path, parse_document(now), input.kind).empty());
    return FeatureAnswer{{{input.path, edits.front().range, "replaced"}}, {{input.path, "fixed", now}}};
  });
}

TEST_CASE("refactorings: where each is offered, and what it makes") {
  run_feature_fixtures("refactorings", [](const FeatureCase& asked) {
    const FeatureInput input = asked.input();
    // "select TEXT" in the title selects that text.
    TextRange range{asked.cursor, asked.cursor};
    const std::size_t word = asked.title.find("select ");
    if (word != std::string::npos) {
      const std::string text = asked.title.substr(word + 7);
      const std::size_t at = input.document.text.find(text);
      REQUIRE(at != std::string::npos);
      range = {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + text.size())};
    }
    FeatureAnswer answer;
    for (const CodeAction& action : refactorings(input, range)) {
      answer.sections.push_back(section(input, action));
    }
    if (answer.sections.empty()) answer.sections.push_back({input.path, "nothing", {}});
    return answer;
  });
}
