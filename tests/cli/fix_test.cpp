// --fix from end to end: what is in the files afterwards, what became of modes, links and names, and what is
// said where a file cannot be written.
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <set>
#include <string>

#include "tests/cli/program.h"
#include "tests/disk/scratch.h"
#include "tests/support/paths.h"
#include "tests/support/text_of.h"

namespace fs = std::filesystem;
using baton::test::Ran;
using baton::test::run;
using baton::test::Scratch;
using baton::testing::text_of;

namespace {

constexpr const char* mendable = "---\ndescription: D.\nargument-hint: [a] [b]\n---\n\nUse $1 and $2.\n";
constexpr const char* mended = "---\ndescription: D.\nargument-hint: \"[a] [b]\"\n---\n\nUse $1 and $2.\n";

struct stat about(const std::string& path) {
  struct stat result {};
  REQUIRE(::lstat(path.c_str(), &result) == 0);
  return result;
}

bool holds(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

std::size_t entries(const std::string& folder) {
  std::size_t count = 0;
  for ([[maybe_unused]] const auto& entry : fs::directory_iterator(folder)) ++count;
  return count;
}

void give_to_nobody(const std::string& folder) {
  if (::getuid() != 0) return;
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    REQUIRE(::lchown(entry.path().c_str(), 65534, 65534) == 0);
  REQUIRE(::chown(folder.c_str(), 65534, 65534) == 0);
}

}  // namespace

TEST_CASE("--fix writes, then reports and exits by what is left") {
  Scratch scratch;
  scratch.write("commands/a.md", mendable);
  scratch.write("commands/b.md", "---\ndescription: D.\n---\n[x](none.md)\n");
  const Ran ran = run(scratch.folder(), {"--check", "--fix", "--fail-on", "warning"});
  CHECK(ran.exit_code == 1);
  CHECK(ran.err.empty());
  CHECK(text_of(scratch.path("commands/a.md")) == mended);
  CHECK(text_of(scratch.path("commands/b.md")) == "---\ndescription: D.\n---\n[x](none.md)\n");
  CHECK(ran.out.starts_with("commands/b.md:4:5: error: "));
  CHECK(holds(ran.out, "\n2 files checked: 1 error\n"));
  const Ran rest = run(scratch.folder(), {"--check", "--fix", "commands/a.md"});
  CHECK(rest.exit_code == 0);
  CHECK(rest.out == "1 file checked: nothing to report\n");
}

TEST_CASE("only what is judged is mended") {
  Scratch scratch;
  scratch.write(".git/HEAD");
  scratch.write("commands/a.md", mendable);
  scratch.write("commands/b.md", mendable);
  CHECK(run(scratch.folder(), {"--check", "--fix", "commands/b.md"}).exit_code == 0);
  CHECK(text_of(scratch.path("commands/a.md")) == mendable);
  CHECK(text_of(scratch.path("commands/b.md")) == mended);
}

TEST_CASE("a check that is switched off mends nothing") {
  Scratch scratch;
  scratch.write(".baton.yaml", "severity:\n  unquoted-value: off\n");
  scratch.write("commands/a.md", mendable);
  CHECK(run(scratch.folder(), {"--check", "--fix"}).exit_code == 0);
  CHECK(text_of(scratch.path("commands/a.md")) == mendable);
}

TEST_CASE("a file that has nothing to mend is not touched at all") {
  Scratch scratch;
  scratch.write("commands/a.md", mended);
  const struct stat before = about(scratch.path("commands/a.md"));
  CHECK(run(scratch.folder(), {"--check", "--fix"}).exit_code == 0);
  const struct stat after = about(scratch.path("commands/a.md"));
  CHECK(after.st_ino == before.st_ino);
  CHECK(after.st_mtim.tv_nsec == before.st_mtim.tv_nsec);
}

TEST_CASE("mode and owner stay, and nothing else is left in the folder") {
  Scratch scratch;
  const std::string path = scratch.write("commands/a.md", mendable);
  REQUIRE(::chmod(path.c_str(), 0750) == 0);
  if (::getuid() == 0) REQUIRE(::chown(path.c_str(), 65534, 65533) == 0);
  const struct stat before = about(path);
  CHECK(run(scratch.folder(), {"--check", "--fix"}).exit_code == 0);
  const struct stat after = about(path);
  CHECK(text_of(path) == mended);
  CHECK(after.st_mode == before.st_mode);
  CHECK(after.st_uid == before.st_uid);
  CHECK(after.st_gid == before.st_gid);
  CHECK(entries(scratch.path("commands")) == 1);
}

TEST_CASE("a link stays a link, and two links to one file are one change") {
  Scratch scratch;
  const std::string target = scratch.write("shared/real.txt", mendable);
  scratch.write("commands/");
  fs::create_symlink("../shared/real.txt", scratch.path("commands/a.md"));
  fs::create_symlink("a.md", scratch.path("commands/b.md"));
  const Ran ran = run(scratch.folder(), {"--check", "--fix"});
  CHECK(ran.exit_code == 0);
  CHECK(ran.err.empty());
  CHECK(fs::is_symlink(scratch.path("commands/a.md")));
  CHECK(fs::is_symlink(scratch.path("commands/b.md")));
  CHECK(text_of(target) == mended);
  CHECK(entries(scratch.path("shared")) == 1);
}

TEST_CASE("line ends, byte-order mark, a missing last line end and stray bytes stay") {
  Scratch scratch;
  const std::string path = scratch.write("commands/a.md",
                                         "\xEF\xBB\xBF---\r\nargument-hint: [a] [b]\r\n---\r\n\r\nUse $1 and "
                                         "$2.\nOne LF, caf\xE9.\r\n\tno end  ");
  CHECK(run(scratch.folder(), {"--check", "--fix"}).exit_code == 0);
  CHECK(text_of(path) ==
        "\xEF\xBB\xBF---\r\nargument-hint: \"[a] [b]\"\r\n---\r\n\r\nUse $1 and $2.\nOne LF, "
        "caf\xE9.\r\n\tno end  ");
}

TEST_CASE("a file that may not be written is named; the others are mended") {
  Scratch scratch;
  scratch.write("commands/a.md", mendable);
  scratch.write("commands/b.md", mendable);
  scratch.write("closed/commands/c.md", mendable);
  give_to_nobody(scratch.folder());
  REQUIRE(::chmod(scratch.path("commands/a.md").c_str(), 0444) == 0);
  REQUIRE(::chmod(scratch.path("closed/commands").c_str(), 0555) == 0);
  const Ran ran = run(scratch.folder(), {"--check", "--fix"}, {"", {}, true});
  CHECK(ran.exit_code == 3);
  CHECK(ran.err ==
        "baton: cannot fix closed/commands/c.md (permission denied)\n"
        "baton: cannot fix commands/a.md (permission denied)\n");
  CHECK(text_of(scratch.path("commands/a.md")) == mendable);
  CHECK(text_of(scratch.path("commands/b.md")) == mended);
  CHECK(text_of(scratch.path("closed/commands/c.md")) == mendable);
  CHECK(holds(ran.out, "commands/a.md:3:16: warning: "));
  CHECK(holds(ran.out, "3 files checked: 2 warnings\n"));
  CHECK(entries(scratch.path("commands")) == 2);
  ::chmod(scratch.path("closed/commands").c_str(), 0755);
}

TEST_CASE("names of the greatest length, and with odd bytes") {
  Scratch scratch;
  const std::string longest = "commands/" + std::string(252, 'n') + ".md";
  scratch.write(longest, mendable);
  scratch.write("commands/b\xFF\n.md", mendable);
  CHECK(run(scratch.folder(), {"--check", "--fix"}).exit_code == 0);
  CHECK(text_of(scratch.path(longest)) == mended);
  CHECK(text_of(scratch.path("commands/b\xFF\n.md")) == mended);
}

TEST_CASE("the same files for any number of jobs, and nothing is left for a second time") {
  const std::string faulty = baton::testing::source_dir() + "/docs/examples/faulty";
  const auto fixed = [&](const char* jobs) {
    Scratch scratch;
    fs::copy(faulty, scratch.path("w"), fs::copy_options::recursive);
    const Ran first = run(scratch.path("w"), {"--check", "--fix", "--jobs", jobs});
    CHECK(first.exit_code == 1);
    CHECK(first.err.empty());
    const Ran check = run(scratch.path("w"), {"--check"});
    CHECK(check.out == first.out);
    std::string all;
    std::set<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(scratch.path("w")))
      if (entry.is_regular_file()) files.insert(entry.path());
    for (const fs::path& file : files)
      all += file.lexically_relative(scratch.path("w")).string() + "\n" + text_of(file);
    const Ran second = run(scratch.path("w"), {"--check", "--diff"});
    CHECK(second.exit_code == 0);
    CHECK(second.out.empty());
    return all;
  };
  const std::string one = fixed("1");
  CHECK(holds(one, "version: \"1.2.0\"\n"));
  CHECK(holds(one, "external_docs:\n"));
  CHECK(fixed("8") == one);
}

TEST_CASE("standard input has no file to write") {
  Scratch scratch;
  const Ran ran = run(scratch.folder(), {"--check", "--fix", "-", "--stdin-filename", "commands/a.md"},
                      {mendable, {}, false});
  CHECK(ran.exit_code == 2);
  CHECK(ran.out.empty());
  CHECK(ran.err.starts_with("baton: --fix writes files, and standard input is none; --diff shows"));
}

TEST_CASE("suppressions that hide nothing are removed, in Markdown and in .baton.yaml") {
  Scratch scratch;
  scratch.write(".baton.yaml", "# baton-disable-line config-invalid\r\nseverity:\r\n  broken-link: off\r\n");
  scratch.write("commands/a.md",
                "---\ndescription: D.\n---\n\n<!-- baton-disable-file broken-anchor, broken-link -->\n\n"
                "<!-- baton-disable-next-line link-case -- once -->\nGo.\n");
  const Ran ran = run(scratch.folder(), {"--check", "--fix"});
  CHECK(ran.out == "2 files checked: nothing to report\n");
  CHECK(text_of(scratch.path(".baton.yaml")) == "severity:\r\n  broken-link: off\r\n");
  // broken-link is switched off here: its suppression may be of use to others.
  CHECK(text_of(scratch.path("commands/a.md")) ==
        "---\ndescription: D.\n---\n\n<!-- baton-disable-file broken-link -->\n\nGo.\n");
}
