// Which fixes are applied together, what they insert, and when their outcome counts as no worse. The findings
// are made up, so that each case is seen alone.
#include "server/checks/safe_fixes.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "server/checks/edit_shift.h"
#include "server/checks/no_worse.h"

using namespace baton;

namespace {

const std::string path = "/w/a.md";

Diagnostic finding(TextRange at, std::vector<Fix> fixes = {}, Severity severity = Severity::warning,
                   std::string_view code = "alias-key") {
  Diagnostic diagnostic;
  diagnostic.code = code;
  diagnostic.severity = severity;
  diagnostic.range = at;
  diagnostic.fixes = std::move(fixes);
  return diagnostic;
}

Fix safe(std::vector<TextEdit> edits) {
  Fix fix{"Do it", true, {}};
  for (TextEdit& edit : edits) fix.edits.push_back({path, std::move(edit)});
  return fix;
}

// The text after the chosen fixes.
std::string mended(const std::string& text, const std::vector<Diagnostic>& diagnostics,
                   const std::set<FixPlace>& refused = {}) {
  std::vector<TextEdit> edits;
  for (const SafeFix& fix : safe_fixes(path, *parse_document(text), diagnostics, refused))
    edits.insert(edits.end(), fix.edits.begin(), fix.edits.end());
  return apply_edits(text, edits);
}

}  // namespace

TEST_CASE("of each finding the first safe fix, and none that is unsafe") {
  Fix unsafe = safe({{{0, 1}, "X"}});
  unsafe.safe = false;
  CHECK(mended("abc", {finding({0, 1}, {unsafe})}) == "abc");
  CHECK(mended("abc", {finding({0, 1}, {unsafe, safe({{{0, 1}, "Y"}}), safe({{{0, 1}, "Z"}})})}) == "Ybc");
  CHECK(mended("abc", {finding({0, 1}, {})}) == "abc");
}

TEST_CASE("a fix that touches another file is none of the safe ones") {
  Fix both = safe({{{0, 1}, "X"}});
  both.edits.push_back({"/w/new.md", {{0, 0}, "made"}});
  CHECK(mended("abc", {finding({0, 1}, {both})}) == "abc");
  CHECK(mended("abc", {finding({0, 1}, {both, safe({{{0, 1}, "Y"}})})}) == "Ybc");
}

TEST_CASE("a fix in the way of an earlier one waits, as a whole") {
  const auto earlier = finding({0, 2}, {safe({{{0, 2}, "X"}})});
  CHECK(mended("abcdef", {earlier, finding({1, 3}, {safe({{{1, 3}, "Y"}, {{5, 6}, "Z"}})})}) == "Xcdef");
  CHECK(mended("abcdef", {earlier, finding({4, 6}, {safe({{{5, 6}, "Z"}, {{1, 3}, "Y"}})}),
                          finding({5, 6}, {safe({{{5, 6}, "W"}})})}) == "XcdeW");
  CHECK(mended("abcdef", {earlier, finding({2, 3}, {safe({{{2, 3}, "Y"}})})}) == "XYdef");
  CHECK(mended("abcdef", {earlier, earlier}) == "Xcdef");
  CHECK(mended("abcdef", {earlier, finding({1, 2}, {safe({{{1, 1}, "Y"}})})}) == "Xcdef");
}

TEST_CASE("two texts for one place: the second waits") {
  CHECK(mended("abc", {finding({0, 1}, {safe({{{1, 1}, "X"}})}), finding({1, 2}, {safe({{{1, 1}, "Y"}})})}) ==
        "aXbc");
  CHECK(mended("abc", {finding({0, 1}, {safe({{{1, 1}, "X"}})}), finding({1, 2}, {safe({{{1, 2}, "Y"}})})}) ==
        "aXbc");
}

TEST_CASE("what was refused is not chosen again; the same code elsewhere is") {
  const std::vector<Diagnostic> two = {finding({0, 1}, {safe({{{0, 1}, "X"}})}),
                                       finding({2, 3}, {safe({{{2, 3}, "Y"}})})};
  CHECK(mended("abc", two, {{"alias-key", {0, 1}}}) == "abY");
  CHECK(mended("abc", two, {{"alias-key", {0, 2}}}) == "XbY");
  CHECK(mended("abc", two, {{"unknown-key", {0, 1}}}) == "XbY");
}

TEST_CASE("inserted lines end as the lines around them do") {
  const auto at = [](std::uint32_t offset) {
    return finding({0, 1}, {safe({{{offset, offset}, "x\ny\n"}})});
  };
  CHECK(mended("a\nb\n", {at(2)}) == "a\nx\ny\nb\n");
  CHECK(mended("a\r\nb\r\n", {at(3)}) == "a\r\nx\r\ny\r\nb\r\n");
  CHECK(mended("a\rb\r", {at(2)}) == "a\rx\ry\rb\r");
  CHECK(mended("a\r\nb", {at(3)}) == "a\r\nx\r\ny\r\nb");  // the last line has no end of its own
  CHECK(mended("a\r\nb\nc", {at(3)}) == "a\r\nx\ny\nb\nc");
  CHECK(mended("ab", {at(1)}) == "ax\ny\nb");
  CHECK(mended("a\r\nb\r\n", {finding({0, 1}, {safe({{{3, 3}, "x\r\n"}})})}) == "a\r\nx\r\nb\r\n");
}

TEST_CASE("a byte-order mark stays in front") {
  CHECK(mended("\xEF\xBB\xBF"
               "abc",
               {finding({0, 3}, {safe({{{0, 0}, "X"}})})}) ==
        "\xEF\xBB\xBF"
        "Xabc");
  CHECK(mended("\xEF\xBB\xBF"
               "abc",
               {finding({0, 3}, {safe({{{0, 4}, "X"}})})}) ==
        "\xEF\xBB\xBF"
        "Xbc");
}

TEST_CASE("bytes that are no UTF-8 are not replaced, and edits beyond the text not made") {
  CHECK(mended("a\xFFz", {finding({0, 1}, {safe({{{1, 2}, "\xEF\xBF\xBD"}})})}) == "a\xFFz");
  CHECK(mended("a\xFFz", {finding({0, 1}, {safe({{{2, 3}, "Z"}})})}) == "a\xFFZ");
  CHECK(mended("abc", {finding({0, 1}, {safe({{{2, 4}, "Z"}})})}) == "abc");
  CHECK(mended("abc", {finding({0, 1}, {safe({{{2, 1}, "Z"}})})}) == "abc");
  CHECK(mended("abc", {finding({0, 1}, {safe({})})}) == "abc");
}

TEST_CASE("where a place has moved to") {
  const EditShift none({});
  CHECK(none.range({3, 5}) == TextRange{3, 5});
  const EditShift shift({{{8, 8}, "xx"}, {{2, 4}, "xyz!"}});  // "01234567…" -> "01xyz!4567xx89"
  CHECK(shift.range({0, 2}) == TextRange{0, 2});
  CHECK(shift.range({4, 6}) == TextRange{6, 8});
  CHECK(shift.range({2, 4}) == TextRange{2, 6});
  CHECK(shift.range({3, 4}) == TextRange{2, 6});
  CHECK(shift.range({0, 3}) == TextRange{0, 6});
  CHECK(shift.range({6, 8}) == TextRange{8, 12});
  CHECK(shift.range({8, 9}) == TextRange{10, 13});
  CHECK(shift.range({9, 10}) == TextRange{13, 14});
  const EditShift cut({{{2, 8}, ""}});
  CHECK(cut.range({3, 5}) == TextRange{2, 2});
  CHECK(cut.range({0, 9}) == TextRange{0, 3});
  CHECK(cut.range({8, 9}) == TextRange{2, 3});
}

TEST_CASE("no worse: findings may move, go, and change at their place") {
  const std::string before = "aa bb aa";
  const std::vector<Diagnostic> two = {finding({0, 2}), finding({6, 8})};
  const std::vector<TextEdit> edits = {{{3, 5}, "bbbb"}};
  const std::string after = apply_edits(before, edits);
  CHECK(is_no_worse({before, two}, {after, {finding({0, 2}), finding({8, 10})}}, edits));
  CHECK(is_no_worse({before, two}, {after, {finding({8, 10})}}, edits));
  CHECK(is_no_worse({before, two}, {after, {}}, edits));
  CHECK(is_no_worse({before, two}, {after, {finding({0, 1}), finding({8, 9})}}, edits));
  CHECK(is_no_worse({before, {}}, {after, {finding({0, 2}, {}, Severity::information)}}, edits));
}

TEST_CASE("worse: another place, another code, one more, or what was only a hint") {
  const std::string before = "aa bb cc aa";
  const std::vector<Diagnostic> one = {finding({0, 2})};
  const std::vector<TextEdit> edits = {{{3, 5}, "bbbb"}};
  const std::string after = apply_edits(before, edits);
  CHECK(!is_no_worse({before, one}, {after, {finding({8, 10})}}, edits));
  CHECK(!is_no_worse({before, one}, {after, {finding({0, 2}), finding({11, 13})}}, edits));
  CHECK(!is_no_worse({before, one}, {after, {finding({0, 2}, {}, Severity::warning, "unknown-key")}}, edits));
  CHECK(!is_no_worse({before, {}}, {after, {finding({0, 2}, {}, Severity::error)}}, edits));
  CHECK(!is_no_worse({before, {finding({0, 2}, {}, Severity::hint)}}, {after, {finding({0, 2})}}, edits));
}

TEST_CASE("a text of nothing but findings costs no more than it must") {
  std::string text;
  std::vector<Diagnostic> findings;
  for (std::uint32_t i = 0; i < 100000; ++i) {
    text += "ab ";
    findings.push_back(finding({i * 3, i * 3 + 2}, {safe({{{i * 3, i * 3 + 1}, "xx"}})}));
  }
  const std::vector<SafeFix> fixes = safe_fixes(path, *parse_document(text), findings, {});
  CHECK(fixes.size() == 100000);
  std::vector<TextEdit> edits;
  for (const SafeFix& fix : fixes) edits.insert(edits.end(), fix.edits.begin(), fix.edits.end());
  const std::string after = apply_edits(text, edits);
  std::vector<Diagnostic> left;
  for (std::uint32_t i = 0; i < 100000; ++i) left.push_back(finding({i * 4, i * 4 + 3}));
  CHECK(is_no_worse({text, findings}, {after, left}, edits));
}
