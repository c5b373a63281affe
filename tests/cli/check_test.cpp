// baton --check from end to end: exit codes, targets, odd files, standard input, the same bytes for any
// --jobs.
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
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

constexpr const char* clean = "---\ndescription: Does it.\n---\n\n# Work\n";
constexpr const char* warned = "---\ndescription: Does it.\nargument-hint: [a] [b]\n---\n\nUse $1.\n";
constexpr const char* faulty = "---\ndescription: Does it.\n---\n\nSee [the guide](guide.md).\n";

bool holds(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("exit codes: clean, findings, wrong usage") {
  Scratch scratch;
  scratch.write("commands/clean.md", clean);
  CHECK(run(scratch.folder(), {"--check"}).exit_code == 0);
  scratch.write("commands/warned.md", warned);
  const Ran warning = run(scratch.folder(), {"--check"});
  CHECK(warning.exit_code == 0);
  CHECK(holds(warning.out, "commands/warned.md:3:16: warning: "));
  CHECK(run(scratch.folder(), {"--check", "--fail-on", "warning"}).exit_code == 1);
  scratch.write("commands/faulty.md", faulty);
  const Ran error = run(scratch.folder(), {"--check"});
  CHECK(error.exit_code == 1);
  CHECK(holds(error.out, "commands/faulty.md:5:17: error: "));
  CHECK(holds(error.out,
              "[broken-link]\n    5 | See [the guide](guide.md).\n      |                 ^^^^^^^^\n"));
  CHECK(holds(error.out, "\n3 files checked: 1 error, 1 warning\n"));
  CHECK(run(scratch.folder(), {"--check", "--fail-on", "never"}).exit_code == 0);
  CHECK(run(scratch.folder(), {"--check", "commands/clean.md"}).exit_code == 0);
  const Ran missing = run(scratch.folder(), {"--check", "nothing.md", "commands/clean.md", "nowhere/"});
  CHECK(missing.exit_code == 2);
  CHECK(missing.out.empty());
  CHECK(missing.err ==
        "baton: cannot check nothing.md (no such file or directory)\n"
        "baton: cannot check nowhere/ (no such file or directory)\n");
  const Ran flag = run(scratch.folder(), {"--check", "--fromat", "json"});
  CHECK(flag.exit_code == 2);
  CHECK(flag.err ==
        "baton: there is no flag --fromat; did you mean --format? (baton --help shows all flags)\n");
}

TEST_CASE("a whole text report, byte for byte") {
  Scratch scratch;
  scratch.write("commands/faulty.md", faulty);
  const Ran ran = run(scratch.folder(), {"--check", "--color", "never"});
  const std::size_t message = ran.out.find("error: ") + 7;
  const std::string said = ran.out.substr(message, ran.out.find(" [broken-link]") - message);
  CHECK(holds(said, "guide.md"));
  CHECK(ran.out == "commands/faulty.md:5:17: error: " + said +
                       " [broken-link]\n"
                       "    5 | See [the guide](guide.md).\n"
                       "      |                 ^^^^^^^^\n"
                       "1 file checked: 1 error\n");
  const Ran colored = run(scratch.folder(), {"--check", "--color", "always"});
  CHECK(colored.out.starts_with("\x1b[1mcommands/faulty.md:5:17:\x1b[0m \x1b[1;31merror:\x1b[0m "));
  CHECK(run(scratch.folder(), {"--check"}, {"", {"TERM=xterm"}, false}).out == ran.out);
}

TEST_CASE("named files and folders are judged, and the rest of the workspace is known") {
  Scratch scratch;
  scratch.write(".git/HEAD");
  scratch.write("commands/one.md", faulty);
  scratch.write("commands/two.md", faulty);
  scratch.write("agents/x.md", "---\nname: x\ndescription: Y.\n---\n");
  scratch.write("commands/uses.md", "---\ndescription: D.\nagent: x\n---\n\nText.\n");
  const Ran one = run(scratch.folder(), {"--check", "commands/one.md"});
  CHECK(holds(one.out, "commands/one.md:5:17"));
  CHECK(!holds(one.out, "two.md"));
  CHECK(holds(one.out, "1 file checked"));
  CHECK(run(scratch.folder(), {"--check", "commands/uses.md"}).out == "1 file checked: nothing to report\n");
  const Ran inside = run(scratch.path("commands"), {"--check", "two.md", "../agents"});
  CHECK(holds(inside.out, "two.md:5:17"));
  CHECK(holds(inside.out, "2 files checked"));
  const Ran outside = run("/", {"--check", scratch.path("commands/one.md")});
  CHECK(holds(outside.out, scratch.path("commands/one.md").substr(1) + ":5:17"));
}

TEST_CASE("what .gitignore leaves out is not judged, unless it is named; links may point at it") {
  Scratch scratch;
  scratch.write(".gitignore", "out/\n");
  scratch.write("out/commands/a.md", faulty);
  scratch.write("out/guide.md", "# A\n");
  scratch.write("commands/b.md", "---\ndescription: D.\n---\n\n[x](../out/guide.md#a) [y](../out/none.md)\n");
  const Ran ran = run(scratch.folder(), {"--check"});
  CHECK(holds(ran.out, "commands/b.md:5:28: error"));
  CHECK(holds(ran.out, "1 file checked: 1 error\n"));
  CHECK(holds(run(scratch.folder(), {"--check", "out/commands"}).out, "out/commands/a.md:5:17: error"));
}

TEST_CASE("standard input is checked under its name") {
  Scratch scratch;
  scratch.write("commands/guide.md", "# G\n");
  const Ran good =
      run(scratch.folder(), {"--check", "-", "--stdin-filename", "commands/new.md"}, {faulty, {}, false});
  CHECK(good.out == "1 file checked: nothing to report\n");
  CHECK(good.err.empty());
  const Ran bad = run(scratch.folder(), {"--check", "-", "--stdin-filename", "other.md"},
                      {std::string("---\ncommand: /other\n---\n\n[x](guide.md)\n"), {}, false});
  CHECK(holds(bad.out, "other.md:5:5: error"));
  CHECK(bad.exit_code == 1);
  scratch.write("commands/there.md", faulty);
  const Ran instead =
      run(scratch.folder(), {"--check", "-", "--stdin-filename", "commands/there.md"}, {clean, {}, false});
  CHECK(instead.out == "1 file checked: nothing to report\n");
  const Ran empty = run(scratch.folder(), {"--check", "-", "--stdin-filename", "commands/there.md"});
  CHECK(empty.exit_code == 0);
}

TEST_CASE("odd files get a clear word and stop nothing") {
  Scratch scratch;
  scratch.write("commands/faulty.md", faulty);
  scratch.write("commands/empty.md");
  scratch.write("commands/latin.md", "---\ndescription: caf\xE9\n---\n");
  scratch.write("commands/binary.md", std::string("---\ndescription: x\n---\n[a](b.md)\n\0\0", 35));
  scratch.write("commands/wide.md", "\xFF\xFE-\0-\0");
  scratch.write("commands/folder.md/");
  REQUIRE(::mkfifo(scratch.path("commands/pipe.md").c_str(), 0600) == 0);
  fs::create_symlink("nowhere.md", scratch.path("commands/broken.md"));
  fs::create_symlink("loop.md", scratch.path("commands/loop.md"));
  fs::create_directory_symlink("..", scratch.path("commands/up"));
  const std::string large = scratch.write("commands/large.md", clean);
  REQUIRE(::truncate(large.c_str(), off_t{40} << 20U) == 0);
  const Ran ran = run(scratch.folder(), {"--check"});
  CHECK(ran.exit_code == 1);
  CHECK(holds(ran.out, "commands/faulty.md:5:17: error: "));
  CHECK(holds(ran.out,
              "commands/latin.md:1:1: warning: this file is not UTF-8 (byte 0xe9 in line 2): it was judged "
              "as if each "
              "such byte were U+FFFD [file-unreadable]\n    1 | ---\n      | ^^^\n"));
  CHECK(holds(ran.out,
              "commands/binary.md:1:1: warning: this file holds NUL bytes, the first in line 5: it was not "
              "judged [file-unreadable]\n"));
  CHECK(!holds(ran.out, "b.md\""));
  CHECK(holds(ran.out,
              "commands/wide.md:1:1: warning: this file is UTF-16, not UTF-8: it was not judged "
              "[file-unreadable]\n"));
  CHECK(holds(ran.out,
              "commands/large.md:1:1: warning: this file is 40 MiB large, above 32 MiB: it was not judged "
              "[file-unreadable]\n"));
  CHECK(ran.err ==
        "baton: note: commands/broken.md: a link that leads nowhere\n"
        "baton: note: commands/loop.md: a link that leads back to itself\n"
        "baton: note: commands/pipe.md: a pipe, socket or device, not read\n");
  const Ran named = run(scratch.folder(), {"--check", "commands/pipe.md"});
  CHECK(named.exit_code == 0);
  CHECK(
      holds(named.out,
            "commands/pipe.md:1:1: warning: this file is a folder, pipe, socket or device: it was not read"));
  CHECK(run(scratch.folder(), {"--check", "commands/broken.md"}).exit_code == 2);
  CHECK(run(scratch.folder(), {"--check", "commands/loop.md"}).exit_code == 2);
}

const baton::test::RunOptions as_nobody = [] {
  baton::test::RunOptions options;
  options.as_nobody = true;
  return options;
}();

TEST_CASE("a file that may not be read: said, and the exit code is 3") {
  Scratch scratch;
  scratch.write("commands/faulty.md", faulty);
  scratch.write("commands/secret.md", clean);
  scratch.write("closed/in.md", clean);
  ::chmod(scratch.folder().c_str(), 0755);
  ::chmod(scratch.path("commands/secret.md").c_str(), 0000);
  ::chmod(scratch.path("closed").c_str(), 0000);
  const Ran ran = run(scratch.folder(), {"--check"}, as_nobody);
  CHECK(ran.exit_code == 3);
  CHECK(holds(ran.out, "commands/faulty.md:5:17: error: "));
  CHECK(holds(ran.out,
              "commands/secret.md:1:1: warning: this file cannot be read (permission denied): it was not "
              "judged [file-unreadable]\n"));
  CHECK(ran.err == "baton: note: closed: this folder cannot be read (permission denied)\n");
  CHECK(run(scratch.folder(), {"--check", "closed"}, as_nobody).exit_code == 3);
  CHECK(run(scratch.folder(), {"--check", "commands/faulty.md"}, as_nobody).exit_code == 1);
  ::chmod(scratch.path("closed").c_str(), 0755);
}

TEST_CASE("an agent that cannot be read is there, named as its file; a document that cannot is unknown") {
  Scratch scratch;
  const std::string wide("\xFF\xFE-\0-\0", 6);
  scratch.write("agents/wide.md", wide);
  scratch.write("agents/secret.md", "---\nname: secret\ndescription: x\n---\n\n# S\n");
  scratch.write("agents/there.md", "---\nname: there\ndescription: x\n---\n\n# S\n");
  scratch.write("docs/wide.md", wide);
  scratch.write("docs/plain.md", "# A\n");
  std::string text =
      "---\ndescription: x\n---\n\n## Phase 1: A\n\n[w](../docs/wide.md#a) [p](../docs/plain.md#b)\n";
  for (const std::string agent : {"wide", "secret", "there", "nobody"})
    text += "\n<Task>\nsubagent_type: " + agent + "\nprompt: |\n  Go.\n</Task>\n";
  scratch.write("commands/make.md", text);
  ::chmod(scratch.folder().c_str(), 0755);
  ::chmod(scratch.path("agents/secret.md").c_str(), 0000);
  const Ran ran = run(scratch.folder(), {"--check"}, as_nobody);
  CHECK(ran.exit_code == 3);
  CHECK(holds(ran.out,
              "agents/secret.md:1:1: warning: this file cannot be read (permission denied): it was not "
              "judged [file-unreadable]\n"));
  CHECK(holds(ran.out,
              "agents/wide.md:1:1: warning: this file is UTF-16, not UTF-8: it was not judged "
              "[file-unreadable]\n"));
  CHECK(holds(ran.out, "agent \"nobody\""));
  CHECK(holds(ran.out, "\"../docs/plain.md\" has no heading or anchor \"b\""));
  CHECK(!holds(ran.out, "agent \"wide\""));
  CHECK(!holds(ran.out, "agent \"secret\""));
  CHECK(!holds(ran.out, "\"../docs/wide.md\" has no heading"));
  CHECK(holds(ran.out, "4 files checked: 4 warnings\n"));
}

TEST_CASE("names with control characters and bytes that are no UTF-8") {
  Scratch scratch;
  scratch.write("commands/a\x1b[31m\n.md", faulty);
  scratch.write("commands/b\xFF.md", faulty);
  const Ran ran = run(scratch.folder(), {"--check"});
  CHECK(holds(ran.out, "commands/a\\x1b[31m\\n.md:5:17: error"));
  CHECK(holds(ran.out, "commands/b\xEF\xBF\xBD.md:5:17: error"));
  CHECK(!holds(ran.out, "\x1b"));
}

TEST_CASE("a byte-order mark is no column") {
  Scratch scratch;
  scratch.write("commands/a.md", "\xEF\xBB\xBF[x](none.md)\n");
  CHECK(run(scratch.folder(), {"--check"}).out.starts_with("commands/a.md:1:5: error"));
}

TEST_CASE("the same bytes for any number of jobs") {
  Scratch scratch;
  for (int i = 0; i < 60; ++i) {
    const std::string n = std::to_string(i);
    scratch.write(
        "p" + std::to_string(i % 7) + "/commands/c" + n + ".md",
        "---\ndescription: D.\nagent: a" + n + "x\nargument-hint: [a] [b]\n---\n\n[g](g" + n + ".md)\n");
    scratch.write("p" + std::to_string(i % 5) + "/agents/a" + n + ".md",
                  "---\nname: a" + n + "\ndescription: D.\n---\n");
    scratch.write("p" + std::to_string(i % 7) + "/plugin.json", "{\"name\": \"p\"}");
  }
  for (const char* format : {"text", "json", "sarif", "github", "junit"}) {
    const Ran one = run(scratch.folder(), {"--check", "--format", format, "--jobs", "1"});
    CHECK(one.exit_code == 1);
    for (int jobs = 2; jobs <= 8; ++jobs) {
      const Ran many = run(scratch.folder(), {"--check", "--format", format, "--jobs", std::to_string(jobs)});
      CHECK(many.out == one.out);
      CHECK(many.exit_code == one.exit_code);
    }
  }
}

TEST_CASE("--output writes the file and nothing else") {
  Scratch scratch;
  scratch.write("commands/faulty.md", faulty);
  const std::string before = run(scratch.folder(), {"--check"}).out;
  scratch.write("out.txt", "old");
  ::chmod(scratch.path("out.txt").c_str(), 0640);
  const Ran ran = run(scratch.folder(), {"--check", "--output", "out.txt"});
  CHECK(ran.exit_code == 1);
  CHECK(ran.out.empty());
  CHECK(text_of(scratch.path("out.txt")) == before);
  struct stat about {};
  CHECK(::stat(scratch.path("out.txt").c_str(), &about) == 0);
  CHECK((about.st_mode & 0777U) == 0640);
  std::size_t files = 0;
  for (const auto& entry : fs::directory_iterator(scratch.folder())) files += entry.is_regular_file() ? 1 : 0;
  CHECK(files == 1);
  const Ran nowhere = run(scratch.folder(), {"--check", "--output", "no/such/out.txt"});
  CHECK(nowhere.exit_code == 3);
  CHECK(nowhere.err == "baton: cannot write no/such/out.txt (no such file or directory)\n");
  CHECK(run(scratch.folder(), {"--check", "--output", "/dev/full"}).exit_code == 3);
}

TEST_CASE("a configuration that is named is used alone; one that is not there is wrong usage") {
  Scratch scratch;
  scratch.write(".baton.yaml", "severity:\n  broken-link: hint\n");
  scratch.write("other.yaml", "severity:\n  broken-link: warning\n");
  scratch.write("commands/faulty.md", faulty);
  CHECK(holds(run(scratch.folder(), {"--check"}).out, ": hint: "));
  CHECK(holds(run(scratch.folder(), {"--check", "--config", "other.yaml"}).out, ": warning: "));
  const Ran none = run(scratch.folder(), {"--check", "--config", "none.yaml"});
  CHECK(none.exit_code == 2);
  CHECK(none.err == "baton: cannot use none.yaml as a configuration (no such file or directory)\n");
  scratch.write(".baton.yaml", "severtiy:\n  broken-link: hint\n");
  const Ran wrong = run(scratch.folder(), {"--check"});
  CHECK(wrong.err.empty());
  CHECK(holds(wrong.out,
              ".baton.yaml:1:1: warning: there is no key \"severtiy\"; did you mean \"severity\"? "
              "[config-invalid]\n    1 | severtiy:\n      | ^^^^^^^^\n"));
  CHECK(wrong.exit_code == 1);
}

TEST_CASE("a configuration that is named and broken is wrong usage") {
  Scratch scratch;
  scratch.write("commands/clean.md", clean);
  scratch.write("sub/broken.yaml", "\xEF\xBB\xBFseverty:\nfiles: 3\nseverity:\n  borken-link: off\n");
  const Ran ran = run(scratch.folder(), {"--check", "--config", "sub/broken.yaml"});
  CHECK(ran.exit_code == 2);
  CHECK(ran.out.empty());
  CHECK(
      ran.err ==
      "baton: cannot use sub/broken.yaml as a configuration (sub/broken.yaml:1:1: there is no key "
      "\"severty\"; "
      "did you mean \"severity\"?)\n"
      "baton: cannot use sub/broken.yaml as a configuration (sub/broken.yaml:2:8: \"files\" must be a map of "
      "keys and values)\n"
      "baton: cannot use sub/broken.yaml as a configuration (sub/broken.yaml:4:3: there is no check "
      "\"borken-link\"; did you mean \"broken-link\"?)\n");
}

TEST_CASE("manifests and configurations are reported like other files, in every format") {
  Scratch scratch;
  scratch.write(".claude-plugin/plugin.json", "{\n  \"name\": \"größe\", \"commands\": \"./none.md\",\n}\n");
  scratch.write(".baton.yaml", "severity:\n  borken-link: off\n");
  scratch.write("commands/clean.md", clean);
  const Ran text = run(scratch.folder(), {"--check"});
  CHECK(text.exit_code == 1);
  CHECK(holds(text.out, ".claude-plugin/plugin.json:2:43: error: "));
  CHECK(holds(text.out, ".baton.yaml:2:3: warning: there is no check \"borken-link\""));
  CHECK(holds(text.out, "\n3 files checked: 1 error, 1 warning\n"));
  for (const char* format : {"json", "sarif", "github", "junit"}) {
    const Ran ran = run(scratch.folder(), {"--check", "--format", format, "--fail-on", "warning"});
    CHECK_MESSAGE(holds(ran.out, "manifest-syntax"), format);
    CHECK_MESSAGE(holds(ran.out, "config-invalid"), format);
    CHECK(ran.exit_code == 1);
  }
  CHECK(run(scratch.folder(), {"--check", "commands"}).exit_code == 0);
  CHECK(holds(run(scratch.folder(), {"--check", ".baton.yaml"}).out, "\n1 file checked: 1 warning\n"));
  const Ran given = run(scratch.folder(), {"--check", "-", "--stdin-filename", ".claude-plugin/plugin.json"},
                        {"{ \"name\": \"x\" }", {}});
  CHECK(given.out == "1 file checked: nothing to report\n");
}

TEST_CASE("severities, exclusions and baselines hold for manifests, too") {
  Scratch scratch;
  scratch.write("a/.claude-plugin/plugin.json", "{,}");
  scratch.write(".baton.yaml",
                "overrides:\n  - paths: plugin.json\n    severity: { manifest-syntax: hint }\n");
  CHECK(holds(run(scratch.folder(), {"--check"}).out, ": hint: "));
  CHECK(run(scratch.folder(), {"--check", "--write-baseline", "b.json"}).exit_code == 0);
  CHECK(holds(run(scratch.folder(), {"--check", "--baseline", "b.json"}).out, "2 files checked: nothing"));
  scratch.write(".baton.yaml", "files:\n  exclude: a\n");
  CHECK(run(scratch.folder(), {"--check"}).out == "1 file checked: nothing to report\n");
}

TEST_CASE("a suppression hides file-unreadable as well, and is not unused for it") {
  Scratch scratch;
  scratch.write(
      "commands/latin.md",
      "---\ndescription: caf\xE9\n---\n\n<!-- baton-disable-file file-unreadable -- old -->\n\nGo.\n");
  CHECK(run(scratch.folder(), {"--check"}).out == "1 file checked: nothing to report\n");
}

TEST_CASE("files.exclude and the severity of file-unreadable are the configuration's") {
  Scratch scratch;
  scratch.write(".baton.yaml", "files:\n  exclude: [\"old/**\"]\nseverity:\n  file-unreadable: error\n");
  scratch.write("old/commands/a.md", faulty);
  scratch.write("commands/latin.md", "---\ndescription: caf\xE9\n---\n");
  const Ran ran = run(scratch.folder(), {"--check"});
  CHECK(!holds(ran.out, "old/"));
  CHECK(holds(ran.out, "commands/latin.md:1:1: error: "));
  CHECK(holds(run(scratch.folder(), {"--check", "old/commands/a.md"}).out, "old/commands/a.md:"));
}

TEST_CASE("an empty folder has nothing to report") {
  Scratch scratch;
  const Ran ran = run(scratch.folder(), {"--check"});
  CHECK(ran.exit_code == 0);
  CHECK(ran.out == "0 files checked: nothing to report\n");
  CHECK(ran.err.empty());
}

TEST_CASE("a reader that goes away is no fault") {
  Scratch scratch;
  for (int i = 0; i < 400; ++i) scratch.write("commands/c" + std::to_string(i) + ".md", faulty);
  std::string shell = "cd '";
  shell.append(scratch.folder()).append("' && { '").append(baton::testing::baton_program());
  shell.append("' --check 2>err; echo $? >code; } | head -n 1 >first");
  CHECK(std::system(shell.c_str()) == 0);
  CHECK(text_of(scratch.path("code")) == "1\n");
  CHECK(text_of(scratch.path("err")).empty());
  CHECK(holds(text_of(scratch.path("first")), "error"));
}
