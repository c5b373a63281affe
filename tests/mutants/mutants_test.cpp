// The clean example with one fault in it, a thousand times over: each must be told at its place. One that is
// told only elsewhere, or not at all, stands in judged.txt with the reason why that is right.
//   UPDATE_FIXTURES=1 test_mutants     rewrites the lists and keeps the reasons; a new mutant waits for its
//   own SHOW_MUTANTS=1 test_mutants        prints each with all that is said of it
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include "server/checks/check.h"
#include "tests/mutants/judged.h"
#include "tests/mutants/mutant.h"
#include "tests/support/paths.h"
#include "tests/support/text_of.h"
#include "tests/support/world.h"

namespace fs = std::filesystem;
using namespace baton;
using namespace baton::testing;

namespace {

const std::string root = "/w/";
constexpr std::size_t shortest_reason = 30;  // of a sentence that says something

Files clean_example() {
  Files files;
  const fs::path folder = fs::path(source_dir()) / "docs/examples/clean";
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    if (entry.is_regular_file())
      files[root + fs::relative(entry.path(), folder).generic_string()] = text_of(entry.path());
  return files;
}

struct Said {
  std::string path;
  Lines lines;
  std::string text;  // "3:1 error unknown-agent: …"
};

std::vector<Said> said_of(const Files& files) {
  std::vector<Said> out;
  const World world = make_world(files);
  for (const auto& [path, document] : world.documents) {
    const FileKind kind = world.kinds.at(path);
    if (kind == FileKind::document) continue;
    for (const Diagnostic& found : run_checks(*world.snapshot, path, *document, kind)) {
      const auto place = document->lines.range(document->text, found.range, PositionEncoding::utf32);
      CHECK_MESSAGE((found.range.end <= document->text.size() && found.range.begin < found.range.end), path,
                    ": ", found.message);
      out.push_back({path,
                     {place.start.line + std::size_t{1}, place.end.line + std::size_t{1}},
                     std::to_string(place.start.line + 1) + ':' + std::to_string(place.start.character + 1) +
                         ' ' + std::string(severity_name(found.severity)) + ' ' + std::string(found.code) +
                         ": " + found.message});
    }
  }
  return out;
}

Heard heard(const Files& files, const Mutant& mutant, const std::vector<Said>& all) {
  if (all.empty()) return Heard::silent;
  const std::set<std::size_t> near = lines_near(files, mutant);
  const auto is_near = [&](const Said& said) {
    if (said.path != mutant.path) return false;
    const auto line = near.lower_bound(said.lines.first);
    return line != near.end() && *line <= said.lines.last;
  };
  return std::ranges::any_of(all, is_near) ? Heard::there : Heard::elsewhere;
}

void show(const std::string& name, const std::vector<Said>& all, const std::string& path) {
  std::cout << name << '\n';
  for (const Said& said : all)
    std::cout << "    " << (said.path == path ? "" : said.path + ":") << said.text << '\n';
}

}  // namespace

TEST_CASE("each fault in the clean example is told at its place, or there is a reason why not") {
  const Files files = clean_example();
  REQUIRE(said_of(files).empty());
  const std::vector<Mutant> mutants = mutants_of(files);
  const fs::path page = fs::path(source_dir()) / "tests/mutants/judged.txt";
  Judged judged = read_judged(text_of(page));
  for (const std::string& fault : judged.faults) FAIL_CHECK("tests/mutants/judged.txt: ", fault);
  std::map<std::string, Heard> unheard;
  for (const Mutant& mutant : mutants) {
    const std::vector<Said> all = said_of(mutated(files, mutant));
    const Heard how = heard(files, mutant, all);
    const std::string name = name_of(files, mutant).substr(root.size());
    if (std::getenv("SHOW_MUTANTS") != nullptr) show(name, all, mutant.path);
    if (how != Heard::there)
      CHECK_MESSAGE(unheard.emplace(name, how).second, "two mutants are called ", name);
  }
  if (std::getenv("UPDATE_FIXTURES") != nullptr && judged.faults.empty()) {
    judged = updated(std::move(judged), unheard);
    std::ofstream(page, std::ios::binary) << write_judged(judged);
  }
  for (const Judgement& judgement : judged.judgements) {
    CHECK_MESSAGE(judgement.reason.size() >= shortest_reason, "no reason is given for ",
                  judgement.mutants.front());
    for (const std::string& name : judgement.mutants) {
      const auto found = unheard.find(name);
      const bool as_said = found != unheard.end() && found->second == judgement.heard;
      CHECK_MESSAGE(as_said, name, " is judged as ", heard_name(judgement.heard), ", and is ",
                    heard_name(found == unheard.end() ? Heard::there : found->second));
      if (found != unheard.end()) unheard.erase(found);
    }
  }
  for (const auto& [name, how] : unheard)
    FAIL_CHECK(name, " is ", heard_name(how), ", and nobody has judged that");
  MESSAGE(mutants.size(), " mutants");
  CHECK(mutants.size() >= 1000);
}
