// --write-baseline and --baseline: what the file looks like, what counts as new, and which files are refused.
#include "server/cli/baseline.h"

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>

#include "tests/cli/json_schema.h"
#include "tests/cli/program.h"
#include "tests/disk/scratch.h"
#include "tests/support/paths.h"
#include "tests/support/text_of.h"

using baton::test::Ran;
using baton::test::run;
using baton::test::Scratch;
using baton::testing::text_of;
using Json = nlohmann::json;

namespace {

bool holds(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

std::string faults_of(const Json& baseline) {
  return baton::test::faults_of(baton::testing::source_dir() + "/schemas/baseline.schema.json", baseline);
}

constexpr const char* two_links = "---\ndescription: D.\n---\n[x](none.md) and [y](none.md), [z](gone.md)\n";

}  // namespace

TEST_CASE("a baseline accepts what it was made of, byte for byte the same each time") {
  Scratch scratch;
  scratch.write("commands/b.md", two_links);
  scratch.write("commands/a.md", two_links);
  const Ran made = run(scratch.folder(), {"--check", "--write-baseline", "base.json"});
  CHECK(made.exit_code == 0);
  CHECK(made.out == "2 files checked: nothing to report\n");
  CHECK(made.err == "baton: note: base.json now accepts 6 findings\n");
  const std::string text = text_of(scratch.path("base.json"));
  CHECK(text ==
        "{\n  \"version\": 1,\n  \"findings\": [\n"
        "    {\"path\":\"commands/a.md\",\"code\":\"broken-link\",\"text\":\"gone.md\",\"count\":1},\n"
        "    {\"path\":\"commands/a.md\",\"code\":\"broken-link\",\"text\":\"none.md\",\"count\":2},\n"
        "    {\"path\":\"commands/b.md\",\"code\":\"broken-link\",\"text\":\"gone.md\",\"count\":1},\n"
        "    {\"path\":\"commands/b.md\",\"code\":\"broken-link\",\"text\":\"none.md\",\"count\":2}\n"
        "  ]\n}\n");
  const Ran checked = run(scratch.folder(), {"--check", "--baseline", "base.json"});
  CHECK(checked.exit_code == 0);
  CHECK(checked.out == "2 files checked: nothing to report\n");
  CHECK(checked.err.empty());
  CHECK(run(scratch.folder(), {"--check", "--write-baseline", "base.json"}).exit_code == 0);
  CHECK(text_of(scratch.path("base.json")) == text);
}

TEST_CASE("lines may move; another text, another file and one more of the same are new") {
  Scratch scratch;
  scratch.write("commands/a.md", two_links);
  CHECK(run(scratch.folder(), {"--check", "--write-baseline", "base.json"}).exit_code == 0);
  const auto check = [&] { return run(scratch.folder(), {"--check", "--baseline", "base.json"}); };
  scratch.write("commands/a.md",
                "---\r\ndescription: Other words.\r\n---\r\n\r\nMoved.\r\n[y](none.md)\r\n[x](none.md) "
                "[z](gone.md)\r\n");
  CHECK(check().exit_code == 0);
  scratch.write("commands/a.md", "---\ndescription: D.\n---\n[x](none.md)\n[x](none.md)\n[x](none.md)\n");
  const Ran third = check();
  CHECK(third.exit_code == 1);
  CHECK(third.out.starts_with("commands/a.md:6:5: error: "));
  CHECK(holds(third.out, "\n1 file checked: 1 error\n"));
  scratch.write("commands/a.md", "---\ndescription: D.\n---\n[x](new.md)\n");
  CHECK(holds(check().out, "commands/a.md:4:5: error: "));
  scratch.write("commands/a.md", two_links);
  scratch.write("commands/c.md", "---\ndescription: D.\n---\n[x](none.md)\n");
  CHECK(holds(check().out, "commands/c.md:4:5: error: "));
  CHECK(holds(check().out, "\n2 files checked: 1 error\n"));
}

TEST_CASE("it works from any working directory, for every format") {
  Scratch scratch;
  scratch.write(".git/HEAD");
  scratch.write("commands/a.md", two_links);
  scratch.write("ci/");
  CHECK(run(scratch.path("commands"), {"--check", "..", "--write-baseline", "../ci/base.json"}).exit_code ==
        0);
  CHECK(holds(text_of(scratch.path("ci/base.json")), "{\"path\":\"../commands/a.md\","));
  CHECK(run(scratch.folder(), {"--check", "--baseline", "ci/base.json"}).exit_code == 0);
  CHECK(run(scratch.path("ci"), {"--check", "../commands/a.md", "--baseline", "base.json"}).exit_code == 0);
  CHECK(run("/", {"--check", scratch.folder(), "--baseline", scratch.path("ci/base.json")}).exit_code == 0);
  const Ran json = run(scratch.folder(), {"--check", "--baseline", "ci/base.json", "--format", "json"});
  CHECK(Json::parse(json.out)["diagnostics"].empty());
  CHECK(Json::parse(json.out)["files"] == 1);
}

TEST_CASE(
    "what it writes is valid by its schema, also of odd names, long texts and files that cannot be read") {
  Scratch scratch;
  scratch.write("commands/b\xFF\n.md", "---\ndescription: D.\n---\n[x](n\"\xC3\xA4.md)\n");
  scratch.write("commands/c.md", std::string("a\0b", 3));
  scratch.write("commands/long.md", "---\ndescription: D.\n---\n[x](" + std::string(3000, 'n') + ".md)\n");
  CHECK(run(scratch.folder(), {"--check", "--write-baseline", "base.json"}).exit_code == 0);
  const std::string text = text_of(scratch.path("base.json"));
  const Json baseline = Json::parse(text);
  CHECK(faults_of(baseline) == "");
  CHECK(baseline["findings"].size() >= 3);
  CHECK(text.size() < 1500);
  CHECK(run(scratch.folder(), {"--check", "--baseline", "base.json", "--fail-on", "hint"}).exit_code == 0);
  scratch.write("commands/long.md", "---\ndescription: D.\n---\n[x](" + std::string(3000, 'n') + "m.md)\n");
  CHECK(run(scratch.folder(), {"--check", "--baseline", "base.json"}).exit_code == 1);
}

TEST_CASE("nothing to accept is a baseline too") {
  Scratch scratch;
  CHECK(run(scratch.folder(), {"--check", "--write-baseline", "base.json"}).exit_code == 0);
  CHECK(text_of(scratch.path("base.json")) == "{\n  \"version\": 1,\n  \"findings\": []\n}\n");
  CHECK(faults_of(Json::parse(text_of(scratch.path("base.json")))) == "");
  CHECK(run(scratch.folder(), {"--check", "--baseline", "base.json"}).exit_code == 0);
}

TEST_CASE("a file that is no baseline is wrong usage, and nothing is checked") {
  Scratch scratch;
  scratch.write("commands/a.md", two_links);
  const auto refused = [&](const std::string& text) {
    scratch.write("base.json", text);
    const Ran ran = run(scratch.folder(), {"--check", "--baseline", "base.json"});
    CHECK(ran.exit_code == 2);
    CHECK(ran.out.empty());
    CHECK(ran.err.starts_with("baton: cannot use base.json as a baseline ("));
    return ran.err;
  };
  CHECK(holds(refused(""), "it is not JSON"));
  CHECK(holds(refused("[]"), "it is no baseline of version 1"));
  CHECK(holds(refused("{\"version\":2,\"findings\":[]}"), "it is no baseline of version 1"));
  CHECK(holds(refused("{\"version\":1}"), "it has not the form"));
  CHECK(holds(refused("{\"version\":1,\"findings\":[{}]}"), "an entry of its \"findings\""));
  const std::string head = "{\"version\":1,\"findings\":[{\"path\":\"a\",\"code\":\"b\",\"text\":";
  refused(head + "1,\"count\":1}]}");
  refused(head + "\"\",\"count\":0}]}");
  refused(head + "\"\",\"count\":-1}]}");
  refused(head + "\"\",\"count\":1.5}]}");
  refused(head + "\"\",\"kount\":1}]}");
  const Ran none = run(scratch.folder(), {"--check", "--baseline", "none.json"});
  CHECK(none.exit_code == 2);
  CHECK(none.err == "baton: cannot use none.json as a baseline (no such file or directory)\n");
  CHECK(run(scratch.folder(), {"--check", "--baseline", "commands"}).exit_code == 2);
  CHECK(run(scratch.folder(), {"--check", "--baseline", "b", "--write-baseline", "b"}).exit_code == 2);
}

TEST_CASE("equal entries add up, and counts without end do not overflow") {
  const std::string entry = R"({"path":"a","code":"b","text":"c","count":)";
  const auto two = baton::parse_baseline(R"({"version":1,"findings":[)" + entry + "2}," + entry + "3}]}");
  REQUIRE(two);
  CHECK(two->at({"a", "b", "c"}) == 5);
  const auto most = baton::parse_baseline(R"({"version":1,"findings":[)" + entry + "18446744073709551615}," +
                                          entry + "3}]}");
  REQUIRE(most);
  CHECK(most->at({"a", "b", "c"}) == 18446744073709551615U);
}

TEST_CASE("a place that cannot be written is Baton's failure") {
  Scratch scratch;
  scratch.write("commands/a.md", two_links);
  const Ran ran = run(scratch.folder(), {"--check", "--write-baseline", "no/such/base.json"});
  CHECK(ran.exit_code == 3);
  CHECK(ran.err == "baton: cannot write no/such/base.json (no such file or directory)\n");
}

TEST_CASE("with --fix the baseline is of what is left") {
  Scratch scratch;
  scratch.write("commands/a.md", "---\nargument-hint: [a] [b]\n---\nUse $1 and $2.\n[x](none.md)\n");
  CHECK(run(scratch.folder(), {"--check", "--fix", "--write-baseline", "base.json"}).exit_code == 0);
  CHECK(text_of(scratch.path("commands/a.md")) ==
        "---\nargument-hint: \"[a] [b]\"\n---\nUse $1 and $2.\n[x](none.md)\n");
  const Json baseline = Json::parse(text_of(scratch.path("base.json")));
  REQUIRE(baseline["findings"].size() == 1);
  CHECK(baseline["findings"][0]["text"] == "none.md");
}
