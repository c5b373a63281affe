// Ignore rules, compared with git itself on generated trees, and by hand where git has no say.
#include "server/workspace/disk/gitignore.h"

#include <doctest/doctest.h>

#include <cstdint>
#include <cstdio>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "tests/disk/scratch.h"
#include "tests/support/cpu_time.h"

using baton::IgnoreRules;
using baton::IgnoreScope;
using baton::test::Scratch;
using baton::testing::CpuTime;

namespace {

// What a command prints; it must end well or, like `git check-ignore` without a match, with 1.
std::string output_of(const std::string& command) {
  FILE* pipe = popen(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  std::string out;
  char buffer[4096];
  while (const std::size_t n = std::fread(buffer, 1, sizeof buffer, pipe)) out.append(buffer, n);
  const int status = pclose(pipe);
  REQUIRE((status == 0 || status == 256));
  return out;
}

// The tree that every case is asked about; folders end in "/".
const std::vector<std::string> tree = {"a.md",
                                       "b.md",
                                       "foo",
                                       "bar/",
                                       "bar/foo",
                                       "bar/foo.md",
                                       "bar/baz/",
                                       "bar/baz/foo",
                                       "bar/baz/x.log",
                                       "build/",
                                       "build/out.md",
                                       "docs/",
                                       "docs/a.md",
                                       "docs/build/",
                                       "docs/build/x",
                                       "docs/deep/",
                                       "docs/deep/er/",
                                       "docs/deep/er/a.md",
                                       "foo.txt",
                                       "foobar",
                                       "foox/",
                                       "foox/y/",
                                       "foox/y/bar",
                                       "x.log",
                                       "x[1].md",
                                       "x1.md",
                                       "#hash",
                                       "!bang",
                                       "back\\slash",
                                       "trailing ",
                                       "wide \xC3\xA9.md",
                                       "\xE4\xB8\xAD.md",
                                       ".hidden/",
                                       ".hidden/a.md",
                                       "A.md",
                                       "a-b.md",
                                       "a]b",
                                       "sub/",
                                       "sub/docs/",
                                       "sub/docs/a.md",
                                       "sub/foo/",
                                       "sub/foo/bar/",
                                       "sub/foo/bar/q",
                                       "sub/a/",
                                       "sub/a/b/",
                                       "sub/a/b/c/",
                                       "sub/a/b/c/d.md"};

// The paths that git leaves out, when the tree holds these .gitignore files (folder with "/" -> text).
std::set<std::string> ignored_by_git(const Scratch& scratch) {
  std::string list;
  for (const std::string& path : tree)
    list += path.substr(0, path.size() - (path.ends_with('/') ? 1 : 0)) + '\0';
  scratch.write("../" + scratch.folder().substr(scratch.folder().rfind('/') + 1) + ".list", list);
  const std::string out =
      output_of("cd '" + scratch.folder() + "' && git check-ignore --no-index -z --stdin <'" +
                scratch.folder() + ".list'");
  std::filesystem::remove(scratch.folder() + ".list");
  std::set<std::string> found;
  for (std::size_t i = 0; i < out.size(); i = out.find('\0', i) + 1)
    found.insert(out.substr(i, out.find('\0', i) - i));
  return found;
}

using Files = std::map<std::string, std::string>;

std::set<std::string> ignored_by_us(const Scratch& scratch, const Files& files) {
  std::map<std::string, std::shared_ptr<const IgnoreScope>> scopes;  // folder (with "/") -> what holds in it
  std::set<std::string> found;
  const auto scope_of = [&](const std::string& folder, std::shared_ptr<const IgnoreScope> outer) {
    const auto file = files.find(folder);
    if (file == files.end()) return outer;
    std::string absolute = scratch.folder() + "/" + folder;
    absolute.pop_back();
    return std::shared_ptr<const IgnoreScope>(
        std::make_shared<IgnoreScope>(IgnoreScope{std::move(outer), absolute, IgnoreRules(file->second)}));
  };
  scopes[""] = scope_of("", nullptr);
  for (const std::string& path : tree) {
    const bool is_folder = path.ends_with('/');
    const std::string bare = path.substr(0, path.size() - (is_folder ? 1 : 0));
    const std::string parent = bare.substr(0, bare.rfind('/') + 1);
    const std::string parent_bare = parent.substr(0, parent.size() - (parent.empty() ? 0 : 1));
    const bool above = !parent.empty() && found.contains(parent_bare);
    const auto& scope = scopes.at(parent);
    if (above || is_ignored(scope.get(), scratch.path(bare), is_folder)) found.insert(bare);
    if (is_folder) scopes[path] = scope_of(path, scope);
  }
  return found;
}

std::string shown(const std::set<std::string>& paths) {
  std::string all;
  for (const std::string& path : paths) all += path + "\n";
  return all;
}

const std::vector<Files> cases = {
    {{"", "*.md\n"}},
    {{"", "foo\n"}},
    {{"", "/foo\n"}},
    {{"", "foo/\n"}},
    {{"", "bar/foo\n"}},
    {{"", "/bar/foo\n"}},
    {{"", "bar/*\n"}},
    {{"", "bar/*/\n"}},
    {{"", "bar/**\n"}},
    {{"", "**/foo\n"}},
    {{"", "**/docs/\n"}},
    {{"", "docs/**/a.md\n"}},
    {{"", "sub/**/b/**/d.md\n"}},
    {{"", "foo**/bar\n"}},
    {{"", "foo**bar\n"}},
    {{"", "**\n"}},
    {{"", "**/\n"}},
    {{"", "*\n!*.md\n"}},
    {{"", "*\n!*/\n!*.md\n"}},
    {{"", "build/\n!build/out.md\n"}},
    {{"", "build/*\n!build/out.md\n"}},
    {{"", "*.md\n!docs/a.md\n"}},
    {{"", "!a.md\na.md\n"}},
    {{"", "*.md\n"}, {"docs/", "!a.md\n"}},
    {{"", "docs/*.md\n"}, {"docs/", "!*.md\nbuild\n"}},
    {{"", "!x.log\n"}, {"bar/", "*.log\n"}},
    {{"docs/", "/a.md\n"}},
    {{"docs/", "deep/er/\n"}, {"docs/deep/", "!er/\n"}},
    {{"docs/", "**/a.md\n"}},
    {{"docs/", "../foo\n"}},
    {{"", "?.md\n"}},
    {{"", "??.md\n"}},
    {{"", "bar?foo\n"}},
    {{"", "bar/?oo\n"}},
    {{"", "[ab].md\n"}},
    {{"", "[!ab].md\n"}},
    {{"", "[^ab].md\n"}},
    {{"", "[a-z].md\n"}},
    {{"", "[A-C].md\n"}},
    {{"", "x[[]1].md\n"}},
    {{"", "x\\[1\\].md\n"}},
    {{"", "x[1].md\n"}},
    {{"", "a[]]b\n"}},
    {{"", "a[-x]b.md\n"}},
    {{"", "a[x-]b.md\n"}},
    {{"", "[[:upper:]].md\n"}},
    {{"", "[[:lower:][:digit:]]*.md\n"}},
    {{"", "x[[:digit:]].md\n"}},
    {{"", "x[[:nonsense:]].md\n"}},
    {{"", "[ab.md\n"}},
    {{"", "bar[/]foo\n"}},
    {{"", "bar[!x]foo\n"}},
    {{"", "#hash\n"}},
    {{"", "\\#hash\n"}},
    {{"", "!bang\n"}},
    {{"", "\\!bang\n"}},
    {{"", "back\\\\slash\n"}},
    {{"", "foo\\\n"}},
    {{"", "trailing \n"}},
    {{"", "trailing\\ \n"}},
    {{"", "foo   \n"}},
    {{"", "foo\t\n"}},
    {{"", "foo\r\nbar/\r\n"}},
    {{"",
      "\xEF\xBB\xBF"
      "foo\n"}},
    {{"", "foo"}},
    {{"", "\n\n   \nfoo\n"}},
    {{"", "/\n"}},
    {{"", "!\n"}},
    {{"", "//foo\n"}},
    {{"", "foo//\n"}},
    {{"", "./foo\n"}},
    {{"", "wide \xC3\xA9.md\n"}},
    {{"", "wide ?.md\n"}},
    {{"", "wide ??.md\n"}},
    {{"", "\xE4\xB8\xAD*\n"}},
    {{"", ".*\n"}},
    {{"", ".*/\n"}},
    {{"", "/*\n!/docs\n"}},
    {{"", "/*\n!/docs\n/docs/*\n!/docs/deep\n"}},
    {{"", "sub/*/bar\n"}},
    {{"", "sub/**/\n"}},
    {{"", "**/b/c\n"}},
    {{"", "a/**/c\n"}},
    {{"", "sub/a/**\n!sub/a/b/\n"}},
    {{"", "***/foo\n"}},
    {{"", "docs/***/a.md\n"}},
    {{"", "docs/**\\/a.md\n"}},
    {{"", "fo*\n!foobar\n"}},
    {{"", "f*o*\n"}},
    {{"", "*o*b*\n"}},
    {{"", "do[c-d]s/*.m[d]\n"}},
    {{"", "d*s/a.md\n"}},
    {{"", "*/a.md\n"}},
    {{"", "/*/a.md\n"}},
    {{"", "docs\\/a.md\n"}},
    {{"", "d\\ocs/a.md\n"}},
};

}  // namespace

TEST_CASE("ignore rules say what git says") {
  Scratch scratch;
  output_of("git init -q '" + scratch.folder() + "'");
  output_of("git -C '" + scratch.folder() + "' config core.excludesFile /dev/null");
  for (const std::string& path : tree) scratch.write(path, "x");
  CHECK(cases.size() >= 60);
  std::size_t ignored = 0;
  for (const Files& files : cases) {
    std::string rules;
    for (const auto& [folder, text] : files) {
      scratch.write(folder + ".gitignore", text);
      rules += folder + ".gitignore: " + text;
    }
    INFO(rules);
    const std::set<std::string> by_git = ignored_by_git(scratch);
    CHECK(shown(ignored_by_us(scratch, files)) == shown(by_git));
    ignored += by_git.size();
    for (const auto& [folder, text] : files) std::filesystem::remove(scratch.path(folder + ".gitignore"));
  }
  CHECK(ignored > 400);
}

TEST_CASE("ignore rules made of random pieces say what git says") {
  Scratch scratch;
  output_of("git init -q '" + scratch.folder() + "'");
  output_of("git -C '" + scratch.folder() + "' config core.excludesFile /dev/null");
  for (const std::string& path : tree) scratch.write(path, "x");
  const std::vector<std::string> pieces = {
      "*",   "**",   "/", "?", "foo", "bar", "a", ".md", "docs", "[a-z]", "!",  "\\", "[!o]", "**/", "/**/",
      "sub", "deep", "b", " ", "o",   "]",   "[", "-",   "\\*",  "\\/",   "er", ".",  "y",    "x",   "build"};
  std::uint32_t seed = 12345;
  const auto random = [&](std::size_t below) {
    seed = seed * 1664525U + 1013904223U;
    return static_cast<std::size_t>(seed >> 8U) % below;
  };
  for (int round = 0; round < 150; ++round) {
    std::string text;
    for (std::size_t line = 0, lines = 1 + random(3); line < lines; ++line) {
      for (std::size_t n = 0, count = 1 + random(5); n < count; ++n) text += pieces[random(pieces.size())];
      text += '\n';
    }
    scratch.write(".gitignore", text);
    INFO(text);
    CHECK(shown(ignored_by_us(scratch, {{"", text}})) == shown(ignored_by_git(scratch)));
  }
}

TEST_CASE("a pattern made to be slow is not") {
  std::string pattern, path;
  for (int i = 0; i < 60; ++i) pattern += "**/a*a*";
  for (int i = 0; i < 500; ++i) path += "aaaaaa/";
  path += "b";
  const IgnoreRules rules("/x\n" + pattern + "c\n");
  const CpuTime time;
  CHECK(!rules.judge(path, false).has_value());
  CHECK(time.seconds() < 2);
}

TEST_CASE("any bytes are rules") {
  std::string text;
  for (int i = 0; i < 4096; ++i) text += static_cast<char>((i * 37 + i / 251) & 0xFF);
  const IgnoreRules rules(text);
  CHECK(!rules.empty());
  rules.judge("some/path.md", false);
}
