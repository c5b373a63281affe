// --diff: the bytes of the diff, and that `patch` and `git apply` make of it what --fix makes of the files.
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <string>

#include "server/cli/unified_diff.h"
#include "tests/cli/program.h"
#include "tests/disk/scratch.h"
#include "tests/support/paths.h"
#include "tests/support/text_of.h"

namespace fs = std::filesystem;
using baton::TextChange;
using baton::test::Ran;
using baton::test::run;
using baton::test::Scratch;
using baton::testing::text_of;

namespace {

std::string diff(std::vector<TextChange> changes) {
  const auto result = baton::unified_diff(changes);
  REQUIRE_MESSAGE(result, result.error());
  return *result;
}

int shell(const std::string& folder, const std::string& command) {
  return std::system(("cd '" + folder + "' && " + command + " >tool.out 2>&1").c_str());
}

// Both tools turn `before` into `after`.
void check_both_apply(const std::string& name, const std::string& before, const std::string& after) {
  const std::string text = diff({{name, before, after}});
  for (const char* tool : {"patch -p1 --no-backup-if-mismatch <../fixes.patch", "git apply ../fixes.patch"}) {
    CAPTURE(tool);
    Scratch scratch;
    scratch.write("fixes.patch", text);
    scratch.write("w/" + name, before);
    CHECK(shell(scratch.path("w"), tool) == 0);
    CHECK_MESSAGE(text_of(scratch.path("w/" + name)) == after, text, text_of(scratch.path("w/tool.out")));
  }
}

}  // namespace

TEST_CASE("one changed line, with its neighbours") {
  CHECK(diff({{"a.md", "1\n2\n3\n4\nfive\n6\n7\n8\n9\n", "1\n2\n3\n4\n5\n6\n7\n8\n9\n"}}) ==
        "--- a/a.md\n+++ b/a.md\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-five\n+5\n 6\n 7\n 8\n");
}

TEST_CASE("places far apart are hunks of their own; files follow each other; equal ones leave nothing") {
  std::string before, after;
  for (int i = 1; i <= 20; ++i) {
    before += std::to_string(i) + "\n";
    after += (i == 2 || i == 19 ? "x" : "") + std::to_string(i) + "\n";
  }
  CHECK(diff({{"a.md", before, after}, {"same.md", before, before}, {"b.md", "y\n", "z\n"}}) ==
        "--- a/a.md\n+++ b/a.md\n@@ -1,5 +1,5 @@\n 1\n-2\n+x2\n 3\n 4\n 5\n"
        "@@ -16,5 +16,5 @@\n 16\n 17\n 18\n-19\n+x19\n 20\n"
        "--- a/b.md\n+++ b/b.md\n@@ -1 +1 @@\n-y\n+z\n");
  CHECK(diff({}).empty());
}

TEST_CASE("a last line without an end says so") {
  CHECK(diff({{"a.md", "1\n2", "1\nx"}}) ==
        "--- a/a.md\n+++ b/a.md\n@@ -1,2 +1,2 @@\n 1\n-2\n\\ No newline at end of file\n+x\n\\ No newline at "
        "end of file\n");
  CHECK(diff({{"a.md", "1\n2", "x\n2"}}) ==
        "--- a/a.md\n+++ b/a.md\n@@ -1,2 +1,2 @@\n-1\n+x\n 2\n\\ No newline at end of file\n");
  CHECK(diff({{"a.md", "1", "1\n"}}) ==
        "--- a/a.md\n+++ b/a.md\n@@ -1 +1 @@\n-1\n\\ No newline at end of file\n+1\n");
}

TEST_CASE("names as Git writes them") {
  const auto head = [](const std::string& name) {
    const std::string text = diff({{name, "1\n", "2\n"}});
    return text.substr(0, text.find("@@"));
  };
  CHECK(head("with blank.md") == "--- a/with blank.md\t\n+++ b/with blank.md\t\n");
  CHECK(head("\xC3\xBC.md") == "--- a/\xC3\xBC.md\n+++ b/\xC3\xBC.md\n");
  CHECK(head("a\n\"\\\x1b.md") == "--- \"a/a\\n\\\"\\\\\\033.md\"\n+++ \"b/a\\n\\\"\\\\\\033.md\"\n");
}

TEST_CASE("patch and git apply do what the diff says") {
  check_both_apply("commands/a.md", "1\n2\n3\n", "1\nx\n3\n");
  check_both_apply("a.md", "1\r\n2\r\n3\r\n", "1\r\nx\r\n3\r\n");
  check_both_apply("a.md", "1\r\n2\n3\r\n4", "1\r\nx\r\ny\n3\r\n4");
  check_both_apply("a.md", "1\n2", "1\nx");
  check_both_apply("a.md", "1\n2\n", "1\n2");
  check_both_apply("a.md", "1\n2", "1\n2\n");
  check_both_apply("with blank/in it.md", "1\n2\n", "1\nx\n");
  check_both_apply("odd\"name\\\t.md", "1\n2\n", "1\nx\n");
  check_both_apply("\xC3\xBC.md", "caf\xE9\n2\n", "caf\xE9\nx\n");
  check_both_apply("a.md", "\xEF\xBB\xBF---\n-- dashes\n+++ plus\n",
                   "\xEF\xBB\xBF---\n--- dashes\n++ plus\n");
  check_both_apply("a.md", "1\r2\r3\n", "1\rx\r3\n");
  std::string before, after;
  for (int i = 0; i < 3000; ++i) {
    before += "line " + std::to_string(i % 7) + "\n";
    if (i % 11 != 3) after += "line " + std::to_string(i % 7) + (i % 13 == 0 ? "!\n" : "\n");
  }
  check_both_apply("a.md", before, after);
}

TEST_CASE("--diff prints what --fix would do, writes nothing, and exits by whether there is something") {
  Scratch scratch;
  scratch.write(".git/HEAD");
  const std::string mendable = "---\r\nargument-hint: [a] [b]\r\n---\r\n\r\nUse $1 and $2.";
  scratch.write("commands/a.md", mendable);
  scratch.write("commands/b.md", "---\ndescription: D.\n---\n[x](none.md)\n");
  const std::string expected =
      "--- a/commands/a.md\n+++ b/commands/a.md\n@@ -1,5 +1,5 @@\n ---\r\n-argument-hint: [a] [b]\r\n"
      "+argument-hint: \"[a] [b]\"\r\n ---\r\n \r\n Use $1 and $2.\n\\ No newline at end of file\n";
  const Ran ran = run(scratch.folder(), {"--check", "--diff"});
  CHECK(ran.out == expected);
  CHECK(ran.err.empty());
  CHECK(ran.exit_code == 1);
  CHECK(text_of(scratch.path("commands/a.md")) == mendable);
  CHECK(run(scratch.folder(), {"--check", "--fix", "--diff"}).out == expected);
  CHECK(text_of(scratch.path("commands/a.md")) == mendable);
  CHECK(run(scratch.folder(), {"--check", "--diff", "--fail-on", "never"}).exit_code == 0);
  const Ran none = run(scratch.folder(), {"--check", "--diff", "commands/b.md"});
  CHECK(none.exit_code == 0);
  CHECK(none.out.empty());
  const Ran below = run(scratch.path("commands"), {"--check", "--diff"});
  CHECK(below.out.starts_with("--- a/a.md\n+++ b/a.md\n"));
  CHECK(run(scratch.folder(), {"--check", "--diff", "--output", "x.patch"}).out.empty());
  CHECK(text_of(scratch.path("x.patch")) == expected);
}

TEST_CASE("--diff of standard input") {
  Scratch scratch;
  const Ran ran = run(scratch.folder(), {"--check", "--diff", "-", "--stdin-filename", "commands/new.md"},
                      {"---\nargument-hint: [a] [b]\n---\nUse $1.\n", {}, false});
  CHECK(ran.out ==
        "--- a/commands/new.md\n+++ b/commands/new.md\n@@ -1,4 +1,4 @@\n ---\n-argument-hint: [a] [b]\n"
        "+argument-hint: \"[a] [b]\"\n ---\n Use $1.\n");
  CHECK(ran.exit_code == 1);
}

TEST_CASE("the file behind a link is what a diff is about, once") {
  Scratch scratch;
  scratch.write("shared/real.txt", "---\nargument-hint: [a] [b]\n---\nUse $1.\n");
  scratch.write("commands/");
  fs::create_symlink("../shared/real.txt", scratch.path("commands/a.md"));
  fs::create_symlink("../shared/real.txt", scratch.path("commands/b.md"));
  const Ran ran = run(scratch.folder(), {"--check", "--diff"});
  CHECK(ran.out.starts_with("--- a/shared/real.txt\n+++ b/shared/real.txt\n"));
  CHECK(ran.out.find("--- a/", 1) == std::string::npos);
}

TEST_CASE("applying the diff of the example workspace is the same as --fix") {
  const std::string faulty = baton::testing::source_dir() + "/docs/examples/faulty";
  Scratch scratch;
  for (const char* copy : {"fixed", "patched", "applied"})
    fs::copy(faulty, scratch.path(copy), fs::copy_options::recursive);
  const Ran ran = run(scratch.path("fixed"), {"--check", "--diff"});
  CHECK(ran.exit_code == 1);
  scratch.write("fixes.patch", ran.out);
  CHECK(run(scratch.path("fixed"), {"--check", "--fix"}).exit_code == 1);
  CHECK(shell(scratch.path("patched"), "patch -p1 --no-backup-if-mismatch <../fixes.patch") == 0);
  CHECK(shell(scratch.path("applied"), "git apply ../fixes.patch") == 0);
  for (const char* copy : {"patched", "applied"}) {
    fs::remove(scratch.path(std::string(copy) + "/tool.out"));
    CHECK(shell(scratch.folder(), std::string("diff -r fixed ") + copy) == 0);
  }
}

TEST_CASE("--diff stands alone on standard output") {
  Scratch scratch;
  CHECK(run(scratch.folder(), {"--check", "--diff", "--format", "json"}).exit_code == 2);
  CHECK(run(scratch.folder(), {"--check", "--diff", "--write-baseline", "b.json"}).exit_code == 2);
  CHECK(!fs::exists(scratch.path("b.json")));
}

TEST_CASE("a file that cannot be read makes the diff exit with 3") {
  Scratch scratch;
  scratch.write("commands/a.md", "---\nargument-hint: [a] [b]\n---\nUse $1.\n");
  const std::string closed = scratch.write("commands/b.md", "x");
  REQUIRE(::chmod(closed.c_str(), 0) == 0);
  REQUIRE(::chmod(scratch.folder().c_str(), 0755) == 0);
  const Ran ran = run(scratch.folder(), {"--check", "--diff"}, {"", {}, true});
  CHECK(ran.exit_code == 3);
  CHECK(ran.out.starts_with("--- a/commands/a.md\n"));
  CHECK(ran.err == "baton: commands/b.md cannot be read (permission denied): it was not judged\n");
}
