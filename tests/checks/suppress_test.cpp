// What suppressions do beyond the fixtures: when the world is not known yet, and when somebody writes a great
// many of them.
#include "server/checks/suppress.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "server/checks/check.h"
#include "server/checks/fix_all.h"
#include "tests/support/cpu_time.h"
#include "tests/support/world.h"

using namespace baton;
using namespace baton::testing;

namespace {

const std::string path = "/w/commands/a.md";
const std::string head = "---\ndescription: D.\n---\n\n";

std::vector<std::string> codes(const std::vector<Diagnostic>& found) {
  std::vector<std::string> out;
  for (const Diagnostic& diagnostic : found) out.emplace_back(diagnostic.code);
  return out;
}

std::vector<Diagnostic> found_in(const std::string& text) {
  const World world = make_world({{path, text}});
  return run_checks(*world.snapshot, path, *world.documents.at(path), FileKind::command);
}

std::string mended(const std::string& text) {
  const World world = make_world({{path, text}});
  return fix_all(*world.snapshot, path, world.documents.at(path), FileKind::command).document->text;
}

template <typename Work>
double seconds(const Work& work) {
  const CpuTime time;
  work();
  return time.seconds();
}

}  // namespace

TEST_CASE("as long as a path is not looked up, nothing is unused") {
  const std::string text = head + "<!-- baton-disable-next-line broken-link -->\n[a](../../beside/x.md)\n";
  const World world = make_world({{path, text}});
  const Document& document = *world.documents.at(path);
  SnapshotParts parts = world.snapshot->parts();
  const auto judge = [&](std::map<std::string, PathLookup> looked_up) {
    parts.looked_up = std::make_shared<const std::map<std::string, PathLookup>>(std::move(looked_up));
    return codes(run_checks(Snapshot(parts), path, document, FileKind::command));
  };
  using Codes = std::vector<std::string>;
  CHECK(judge({}).empty());
  CHECK(judge({{"/beside/x.md", {Presence::missing, false, "/beside/x.md", false}}}) == Codes{});
  CHECK(judge({{"/beside/x.md", {Presence::exists, false, "/beside/x.md", false}}}) ==
        Codes{"suppression-unused", "link-outside-workspace"});
}

TEST_CASE("removing a comment joins no texts and makes no heading") {
  CHECK(mended(head + "Text\n<!-- baton-disable-next-line broken-link -->\n---\n") == head + "Text\n\n---\n");
  CHECK(mended(head + "Text\n\n<!-- baton-disable-next-line broken-link -->\n# B\n") ==
        head + "Text\n\n# B\n");
  CHECK(mended(head + "<!-- baton-disable-next-line broken-link -->") == head);
  CHECK(mended("\xEF\xBB\xBF<!-- baton-disable-file broken-link -->\r\n\r\nText\r\n") ==
        "\xEF\xBB\xBF\r\nText\r\n");
}

TEST_CASE("what is left hides the same") {
  const std::string text =
      head +
      "<!-- baton-disable-next-line link-case, broken-link, broken-anchor, phase-gap -->\n"
      "[a](b.md)\n";
  CHECK(mended(text) == head + "<!-- baton-disable-next-line broken-link -->\n[a](b.md)\n");
  CHECK(found_in(mended(text)).empty());
}

TEST_CASE("a suppression is told from a finding by its line, whatever ends the lines") {
  for (const std::string end : {"\n", "\r\n", "\r"}) {
    const std::string text = "---" + end + "description: D." + end + "---" + end + end +
                             "<!-- baton-disable-next-line broken-link -->" + end + "[a](b.md)" + end;
    CHECK(codes(found_in(text)).empty());
  }
}

TEST_CASE("a great many suppressions cost no more than their text") {
  constexpr int many = 20000;
  std::string lines, one_line = "---\ndescription: D.\nx: y ";
  std::string codes_of_one = head + "<!-- baton-disable-file ";
  std::string open = head;
  for (int i = 0; i < many; ++i) {
    lines += "<!-- baton-disable-next-line broken-link -->\n[a](b" + std::to_string(i % 7) + ".md)\n\n";
    one_line += "# baton-disable-line a ";
    codes_of_one += "broken-link, x" + std::to_string(i) + ", ";
    open += "<!-- baton-disable-file a ";
  }
  CHECK(seconds([&] { CHECK(found_in(head + lines).empty()); }) < 5);
  CHECK(seconds([&] { CHECK(found_in(one_line + "\n---\n").size() == 3 * many - 1); }) < 5);
  CHECK(seconds([&] { CHECK(found_in(codes_of_one + "-->\n").size() == 2 * many); }) < 5);
  CHECK(seconds([&] { CHECK(found_in(open).empty()); }) < 5);
}

TEST_CASE("findings that are made elsewhere can ask") {
  const auto document = parse_document(head + "<!-- baton-disable-file file-unreadable -->\n");
  CHECK(is_suppressed(*document, "file-unreadable", {0, 1}));
  CHECK_FALSE(is_suppressed(*document, "broken-link", {0, 1}));
  CHECK_FALSE(is_suppressed(*parse_document("Text"), "file-unreadable", {0, 1}));
}
