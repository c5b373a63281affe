// What fixtures cannot show of the checks of links: which fixes are safe, what they lead to, related places,
// and what hostile files cost.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "server/base/text_edit.h"
#include "server/checks/check.h"
#include "tests/support/cpu_time.h"
#include "tests/support/world.h"

using namespace baton;
using namespace baton::testing;

namespace {

const std::string command = "/w/plugins/p/commands/a.md";

using Files = std::map<std::string, std::string>;

Files around(const std::string& text) {
  return {{command, text},
          {"/w/plugins/p/.claude-plugin/plugin.json", R"({"name": "p"})"},
          {"/w/plugins/p/docs/guide.md", "# Guide\n\n## Steps\n"}};
}

std::vector<Diagnostic> findings(const Files& files) {
  const World world = make_world(files);
  const Document& document = *world.documents.at(command);
  std::vector<Diagnostic> found =
      run_checks(*world.snapshot, command, document, world.snapshot->facts(command)->kind);
  std::erase_if(found, [](const Diagnostic& diagnostic) {
    return !diagnostic.code.starts_with("broken-") && diagnostic.code != "link-case" &&
           diagnostic.code != "missing-external-doc";
  });
  return found;
}

std::string slice(const std::string& text, TextRange range) {
  return text.substr(range.begin, range.size());
}

// The file after that fix; a file that it makes counts as one of the workspace.
Files fixed(Files files, const Fix& fix) {
  for (const FileEdit& edit : fix.edits) files[edit.path] = apply_edits(files[edit.path], {edit.edit});
  return files;
}

double seconds_for(const Files& files, std::size_t& count) {
  const World world = make_world(files);
  const CpuTime time;
  count =
      run_checks(*world.snapshot, command, *world.documents.at(command), world.snapshot->facts(command)->kind)
          .size();
  return time.seconds();
}

}  // namespace

TEST_CASE("a link of a site's page to what lies outside of the workspace is judged once the disk was asked") {
  const std::string page = "/w/docs/commands/a.md";
  const auto count = [&](const Files& files, bool asked) {
    const World world = make_world(files);
    SnapshotParts parts = world.snapshot->parts();
    std::map<std::string, PathLookup> looked_up = *parts.looked_up;
    if (!asked) std::erase_if(looked_up, [](const auto& one) { return one.first.ends_with(".md"); });
    parts.looked_up = std::make_shared<const std::map<std::string, PathLookup>>(looked_up);
    return run_checks(Snapshot(parts), page, *world.documents.at(page), FileKind::command).size();
  };
  Files files{{page, "# A\n\nSee [a](../../../out/gone).\n"}};
  CHECK(count(files, true) == 1);
  CHECK(count(files, false) == 0);
  files["/out/gone.md"] = "# Gone\n";
  CHECK(count(files, true) == 0);
}

TEST_CASE("only letter case is mended without asking") {
  const auto found = findings(around(
      "[a](../docs/Guide.md) [b](../docs/guide.md#Steps) [c](../docs/guide.md#step) [d](../docs/giude.md)\n"
      "[e](../docs/guide.md#s.t.e.p.s)\n"));
  REQUIRE(found.size() == 5);
  const std::vector<bool> safe{true, true, false, false, false};
  for (std::size_t i = 0; i < found.size(); ++i) {
    REQUIRE_MESSAGE(found[i].fixes.size() == 1, found[i].message);
    CHECK(found[i].fixes.front().safe == safe[i]);
  }
}

TEST_CASE("every fix leads to a file that is there, whatever its name") {
  const std::string special = " ()#?&%*{}$<>\"'`\\|,:;[]~@!";
  for (std::string name :
       {"X.md",   "X Y.md",     "X(Y.md", "X(Y).md", "X)Y(.md", "50% X.md", "X%25.md", "X#Y.md",
        "X?Y.md", "X&amp;Y.md", "X*Y.md", "{X}.md",  "$X.md",   "<X>.md",   "X\"Y.md", "X's.md",
        "X`Y.md", "X\\Y.md",    "X|Y.md", "X, Y.md", "~X.md",   "@X.md",    "-X.md",   "X:Y.md",
        " X .md", "[X].md",     "!X.md",  "X_Y_.md", "X;Y=.md", "X"}) {
    name.replace(name.find('X'), 1, "größe-handbook");
    std::string wrong = name;
    wrong.replace(wrong.find("book"), 4, "bok");
    std::erase_if(wrong, [&](char c) { return special.find(c) != std::string::npos; });
    for (const std::string before : {"./", "../docs/", "./../docs/"}) {
      const std::string path = before + wrong;
      const Files files = [&] {
        Files out =
            around("---\ndescription: D\nexternal_docs:\n  a: " + path + "\n  b: \"" + path + "\"\n  c: '" +
                   path + "#x'\n---\n\n[a](" + path + ") [b](<" + path + "> 'Title') [c] ![d](" + path +
                   "?raw=true)\n\n| a |\n|---|\n| [x](" + path + ") |\n\n[c]: " + path + "\n");
        out[(before == "./" ? "/w/plugins/p/commands/" : "/w/plugins/p/docs/") + name] = "# X\n";
        return out;
      }();
      const std::vector<Diagnostic> found = findings(files);
      std::string messages;
      for (const Diagnostic& diagnostic : found) messages += diagnostic.message + '\n';
      CHECK_MESSAGE(found.size() == 8, messages);
      for (const Diagnostic& diagnostic : found) {
        CAPTURE(name);
        REQUIRE_MESSAGE(!diagnostic.fixes.empty(), diagnostic.message);
        const Files after = fixed(files, diagnostic.fixes.front());
        std::vector<std::string> left;
        for (const Diagnostic& other : findings(after))
          if (other.code != "broken-anchor") left.push_back(other.message);
        CHECK_MESSAGE(left.size() == found.size() - 1, diagnostic.fixes.front().title);
      }
    }
  }
}

TEST_CASE("a missing doc can be made where it is looked for") {
  const auto path_for = [](const std::string& doc, const std::string& file) {
    Files files = around("---\ndescription: D\nexternal_docs: [" + doc + "]\n---\n");
    if (file != command) {
      files[file] = files[command];
      files.erase(command);
    }
    const World world = make_world(files);
    std::string path;
    for (const Diagnostic& found :
         run_checks(*world.snapshot, file, *world.documents.at(file), FileKind::command))
      for (const Fix& fix : found.fixes)
        if (fix.title.starts_with("Create")) {
          path = fix.edits.front().path;
          files[path] = fix.edits.front().edit.new_text;
        }
    if (path.empty()) return path;
    const World after = make_world(files);
    for (const Diagnostic& found :
         run_checks(*after.snapshot, file, *after.documents.at(file), FileKind::command))
      CHECK_MESSAGE(found.code != "missing-external-doc", found.message);
    return path;
  };
  CHECK(path_for("../docs/zzz.md", command) == "/w/plugins/p/docs/zzz.md");
  CHECK(path_for("docs/zzz.md", command) == "/w/plugins/p/docs/zzz.md");
  CHECK(path_for("zzz.md", command) == "/w/plugins/p/docs/zzz.md");
  CHECK(path_for("new/zzz.md", command) == "/w/plugins/p/new/zzz.md");
  CHECK(path_for("plugins/p/zzz.md", command) == "/w/plugins/p/zzz.md");
  CHECK(path_for("zzz.md", "/w/commands/b.md") == "/w/zzz.md");
  CHECK(path_for("../../../../../zzz.md", command) == "");
  CHECK(path_for("docs/zzz.png", command) == "");
  CHECK(path_for("\"docs/a?b.md\"", command) == "");  // a query, no name
}

TEST_CASE("related places: the uses of a definition, the file or the heading that is meant") {
  const std::string text =
      "# Links\n\n[one][d] and [two][d]\n\n[x](#link) [y](../docs/guide.md#setps)\n\n[d]: ../docs/giude.md\n";
  const auto found = findings(around(text));
  REQUIRE(found.size() == 3);
  REQUIRE(found[0].related.size() == 1);
  CHECK(slice(text, found[0].related[0].place.range) == "# Links");
  REQUIRE(found[1].related.size() == 1);
  CHECK(found[1].related[0].place.path == "/w/plugins/p/docs/guide.md");
  CHECK(slice(text, found[2].range) == "../docs/giude.md");
  REQUIRE(found[2].related.size() == 2);
  CHECK(slice(text, found[2].related[0].place.range) == "[one][d]");
  CHECK(slice(text, found[2].related[1].place.range) == "[two][d]");
}

TEST_CASE("what lies outside of the roots is judged by its existence only") {
  Files files = around("[a](../../../../other/there.md#no) [b](../../../../other/gone.md)\n");
  files["/other/there.md"] = "# There\n";
  const auto found = findings(files);
  REQUIRE(found.size() == 1);
  CHECK(found[0].message.find("\"/other/gone.md\"") != std::string::npos);
}

TEST_CASE("thousands of broken links and anchors are told in no time") {
  std::string text = "# A\n\n", headings;
  for (int i = 0; i < 10000; ++i) {
    const std::string n = std::to_string(i);
    text += "[x](../docs/no-such-file-" + n + ".md) [y](#no-such-heading-" + n +
            ") [z](../docs/guide.md#step-" + n + ") [r" + n + "][d]\n";
    headings += "## Heading number " + n + "\n";
  }
  Files files = around(text + headings + "\n[d]: ../docs/gone.md\n");
  files["/w/plugins/p/docs/guide.md"] = headings;
  for (int i = 0; i < 2000; ++i) files["/w/plugins/p/docs/some-such-file-" + std::to_string(i) + ".md"] = "";
  std::size_t count = 0;
  const double seconds = seconds_for(files, count);
  CHECK(count >= 30001);
  CHECK_MESSAGE(seconds < 3.0, seconds, " seconds");
}

TEST_CASE("very long paths and fragments are no reason to stop") {
  const std::string path(200000, 'a');
  std::string dots;
  for (int i = 0; i < 50000; ++i) dots += "../";
  std::size_t count = 0;
  const double seconds = seconds_for(around("[a](" + path + ".md) [b](" + dots + "x.md) [c](#" + path +
                                            ") [d](x/" + path + "%2f%2F%00.md#" + path + ")\n"),
                                     count);
  CHECK(count >= 3);
  CHECK_MESSAGE(seconds < 1.0, seconds, " seconds");
}
