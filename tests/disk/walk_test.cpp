// Walking folders: what is listed, what is read, what is only noted.
#include "server/workspace/disk/walk.h"

#include <doctest/doctest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "server/workspace/disk/read_file.h"
#include "tests/disk/scratch.h"

namespace fs = std::filesystem;
using baton::ReadStatus;
using baton::Walk;
using baton::WalkOptions;
using baton::Workers;
using baton::test::Scratch;
using Names = std::vector<std::string>;

namespace {

Walk walk_of(const Scratch& scratch, unsigned jobs = 2, const Names& named = {}) {
  WalkOptions options;
  options.folders = {scratch.folder()};
  for (const std::string& folder : named) options.named.push_back(scratch.path(folder));
  Workers workers(jobs);
  return baton::walk(options, workers);
}

Walk walk_alone(const WalkOptions& options) {
  Workers alone(1);
  return baton::walk(options, alone);
}

// Paths as seen from the scratch folder, wherever in the text they stand.
Names shown(const Scratch& scratch, Names paths) {
  for (std::string& path : paths)
    for (std::size_t at = path.find(scratch.folder() + "/"); at != std::string::npos;
         at = path.find(scratch.folder() + "/", at))
      path.erase(at, scratch.folder().size() + 1);
  return paths;
}

}  // namespace

TEST_CASE("a walk finds Markdown, manifests and configurations, hidden folders too") {
  Scratch scratch;
  for (const char* path :
       {"a.md", "sub/b.md", ".claude/commands/c.md", "x.txt", "p/.claude-plugin/plugin.json",
        ".claude-plugin/marketplace.json", "q/plugin.json", "q/commands/d.md", "r/plugin.json", ".baton.yaml",
        "sub/.baton.yaml", ".md", "marketplace.json"})
    scratch.write(path);
  const Walk found = walk_of(scratch);
  CHECK(shown(scratch, found.markdown) ==
        Names{".claude/commands/c.md", "a.md", "q/commands/d.md", "sub/b.md"});
  CHECK(shown(scratch, found.manifests) ==
        Names{".claude-plugin/marketplace.json", "p/.claude-plugin/plugin.json", "q/plugin.json"});
  CHECK(shown(scratch, found.configurations) == Names{".baton.yaml", "sub/.baton.yaml"});
  CHECK(found.notes.empty());
}

TEST_CASE("listings are complete: what is ignored or not entered is in them") {
  Scratch scratch;
  for (const char* path : {".git/HEAD", "node_modules/x/a.md", "build/a.md", "keep/a.md", "skip.md"})
    scratch.write(path);
  scratch.write(".gitignore", "build/\nskip.md\n");
  const Walk found = walk_of(scratch);
  CHECK(shown(scratch, found.markdown) == Names{"keep/a.md"});
  const auto& top = found.folders.at(scratch.folder());
  CHECK(top.files == Names{".gitignore", "skip.md"});
  CHECK(top.folders == Names{".git", "build", "keep", "node_modules"});
  CHECK(!found.folders.contains(scratch.path("build")));
  CHECK(!found.folders.contains(scratch.path(".git")));
  CHECK(found.folders.contains(scratch.path("keep")));
}

TEST_CASE("ignore rules hold without a repository, nested and taken back") {
  Scratch scratch;
  for (const char* path :
       {"a.md", "docs/a.md", "docs/keep.md", "docs/deep/a.md", "inner/.git/HEAD", "inner/b.md"})
    scratch.write(path);
  scratch.write(".gitignore", "*.md\n");
  scratch.write("docs/.gitignore", "!keep.md\n");
  // A repository inside has its own rules only.
  CHECK(shown(scratch, walk_of(scratch).markdown) == Names{"docs/keep.md", "inner/b.md"});
}

TEST_CASE("the rules of a repository around the walked folder hold") {
  Scratch scratch;
  for (const char* path : {".git/HEAD", "sub/a.md", "sub/b.md", "sub/in/a.md"}) scratch.write(path);
  scratch.write(".gitignore", "a.md\n");
  WalkOptions options;
  options.folders = {scratch.path("sub")};
  CHECK(shown(scratch, walk_alone(options).markdown) == Names{"sub/b.md"});
  fs::remove_all(scratch.path(".git"));
  CHECK(shown(scratch, walk_alone(options).markdown) == Names{"sub/a.md", "sub/b.md", "sub/in/a.md"});
}

TEST_CASE("a folder that was named is walked even where it is left out") {
  Scratch scratch;
  for (const char* path : {"build/a.md", "build/tmp.md", "node_modules/n.md", "b.md"}) scratch.write(path);
  scratch.write(".gitignore", "build/\n");
  scratch.write("build/.gitignore", "tmp.md\n");
  CHECK(shown(scratch, walk_of(scratch, 2, {"build", "node_modules"}).markdown) ==
        Names{"b.md", "build/a.md", "node_modules/n.md"});
}

TEST_CASE("agents that are ignored exist all the same") {
  Scratch scratch;
  for (const char* path : {".claude/agents/x.md", ".claude/commands/y.md", ".claude/worktrees/w/agents/z.md",
                           "p/agents/local-a.md", "p/agents/b.md", "p/agents/in/local-c.md"})
    scratch.write(path);
  scratch.write(".gitignore", ".claude/\nlocal-*\n");
  const Walk found = walk_of(scratch);
  CHECK(shown(scratch, found.markdown) == Names{"p/agents/b.md"});
  CHECK(shown(scratch, found.facts_only) ==
        Names{".claude/agents/x.md", "p/agents/in/local-c.md", "p/agents/local-a.md"});
}

TEST_CASE("links: to files followed, to folders not, to nothing and in circles noted") {
  Scratch scratch;
  scratch.write("real/a.md");
  fs::create_symlink("real/a.md", scratch.path("link.md"));
  fs::create_directory_symlink("real", scratch.path("folder"));
  fs::create_directory_symlink("..", scratch.path("real/up"));
  fs::create_symlink("nowhere", scratch.path("broken.md"));
  fs::create_symlink("two.md", scratch.path("one.md"));
  fs::create_symlink("one.md", scratch.path("two.md"));
  fs::create_symlink("user@host.1", scratch.path(".#a.md"));
  const Walk found = walk_of(scratch);
  CHECK(shown(scratch, found.markdown) == Names{"link.md", "real/a.md"});
  const auto& top = found.folders.at(scratch.folder());
  CHECK(top.files == Names{"link.md"});
  CHECK(top.folders == Names{"folder", "real"});
  CHECK(!found.folders.contains(scratch.path("folder")));
  CHECK(shown(scratch, found.notes) == Names{"broken.md: a link that leads nowhere",
                                             "one.md: a link that leads back to itself",
                                             "two.md: a link that leads back to itself"});
}

TEST_CASE("what only looks like a file is noted and never opened") {
  Scratch scratch;
  scratch.write("dir.md/");
  scratch.write("dir.md/in.md");
  REQUIRE(::mkfifo(scratch.path("pipe.md").c_str(), 0600) == 0);
  const int handle = ::socket(AF_UNIX, SOCK_STREAM, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  REQUIRE(scratch.path("sock.md").copy(address.sun_path, sizeof address.sun_path - 1) > 0);
  REQUIRE(::bind(handle, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
  const Walk found = walk_of(scratch);
  ::close(handle);
  CHECK(shown(scratch, found.markdown) == Names{"dir.md/in.md"});
  CHECK(shown(scratch, found.notes) ==
        Names{"pipe.md: a pipe, socket or device, not read", "sock.md: a pipe, socket or device, not read"});
}

TEST_CASE("a folder that is not there is a note") {
  Scratch scratch;
  WalkOptions options;
  options.folders = {scratch.path("gone")};
  const Walk found = walk_alone(options);
  CHECK(found.folders.empty());
  CHECK(shown(scratch, found.notes) == Names{"gone: this folder cannot be read (no such file or directory)"});
}

TEST_CASE("the walk does not depend on the number of threads") {
  Scratch scratch;
  for (int i = 0; i < 300; ++i)
    scratch.write("d" + std::to_string(i % 17) + "/e" + std::to_string(i % 5) + "/f" + std::to_string(i) +
                  ".md");
  scratch.write("d3/.gitignore", "f1*\n");
  const Walk one = walk_of(scratch, 1);
  CHECK(one.markdown.size() > 200);
  for (unsigned jobs = 2; jobs <= 8; ++jobs) {
    const Walk many = walk_of(scratch, jobs);
    CHECK(many.markdown == one.markdown);
    CHECK(many.folders.size() == one.folders.size());
  }
}

TEST_CASE("is_walked agrees with the walk") {
  Scratch scratch;
  for (const char* path : {"a.md", "build/a.md", "docs/a.md", "docs/b.md", "node_modules/a.md", "x/y/z/a.md",
                           "x/y/skip/a.md", "inner/.git/HEAD", "inner/build/a.md"})
    scratch.write(path);
  scratch.write(".gitignore", "build\nskip/\n");
  scratch.write("docs/.gitignore", "b.md\n");
  const Walk found = walk_of(scratch);
  for (const auto& entry : fs::recursive_directory_iterator(scratch.folder())) {
    const std::string path = entry.path().string();
    const bool walked = entry.is_directory() ? found.folders.contains(path)
                                             : std::find(found.markdown.begin(), found.markdown.end(),
                                                         path) != found.markdown.end();
    if (!entry.is_directory() && !path.ends_with(".md")) continue;
    CHECK_MESSAGE(baton::is_walked(scratch.folder(), path, entry.is_directory()) == walked, path);
  }
}

TEST_CASE("reading a file: its whole text, whatever its size") {
  Scratch scratch;
  baton::ReadBuffer buffer;
  for (const std::size_t size : {0U, 1U, 4095U, 4096U, 4097U, 100000U, 70000U, 3U}) {
    std::string text(size, 'x');
    if (size > 2) text[1] = '\0';
    const auto file = baton::read_file(scratch.write("f" + std::to_string(size), text), buffer);
    CHECK(file.status == ReadStatus::ok);
    CHECK(file.text == text);
  }
}

TEST_CASE("what cannot be read says why") {
  Scratch scratch;
  baton::ReadBuffer buffer;
  fs::create_symlink("self", scratch.path("self"));
  REQUIRE(::mkfifo(scratch.path("pipe").c_str(), 0600) == 0);
  CHECK(baton::read_file(scratch.path("none"), buffer).status == ReadStatus::missing);
  CHECK(baton::read_file(scratch.path("self"), buffer).status == ReadStatus::missing);
  CHECK(baton::read_file(scratch.folder(), buffer).status == ReadStatus::not_a_file);
  CHECK(baton::read_file(scratch.path("pipe"), buffer).status == ReadStatus::not_a_file);
  CHECK(baton::read_file("/dev/null", buffer).status == ReadStatus::not_a_file);
  CHECK(baton::read_file(scratch.path(std::string(300, 'n')), buffer).status == ReadStatus::missing);
}

TEST_CASE("a file above the limit is looked at, not read") {
  Scratch scratch;
  baton::ReadBuffer buffer;
  const std::string path = scratch.write("large", "begin");
  REQUIRE(::truncate(path.c_str(), static_cast<off_t>(baton::largest_file)) == 0);
  CHECK(baton::read_file(path, buffer).status == ReadStatus::ok);
  REQUIRE(::truncate(path.c_str(), static_cast<off_t>(baton::largest_file + 1)) == 0);
  const auto file = baton::read_file(path, buffer);
  CHECK(file.status == ReadStatus::too_large);
  CHECK(file.size == baton::largest_file + 1);
  CHECK(file.text.size() == (1U << 20U));
  CHECK(file.text.starts_with("begin"));
}
