// The other places that findings point at, and the findings that a client shows faded: all those of the
// fixtures, in related.txt, one line each.
//   UPDATE_FIXTURES=1 test_checks -tc='*other places*'     rewrites the list; read the difference
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "server/checks/check.h"
#include "tests/support/fixture_run.h"
#include "tests/support/paths.h"
#include "tests/support/text_of.h"

namespace fs = std::filesystem;
using namespace baton;
using namespace baton::testing;

namespace {

const fs::path tests = fs::path(source_dir()) / "tests/checks";

std::string place(const FixtureFile& file, const Remark& remark) {
  return file.path + ':' + std::to_string(remark.line + 1) + ':' + std::to_string(remark.begin + 1) + '-' +
         std::to_string(remark.end);
}

// The place with the text that stands there, to be read without counting columns.
std::string described(const Fixture& fixture, const RelatedPlace& related) {
  const auto file = std::ranges::find(fixture.files, related.place.path, &FixtureFile::path);
  if (file == fixture.files.end()) {
    FAIL_CHECK(related.place.path, " is no file of the fixture");
    return {};
  }
  const TextRange range = related.place.range;
  const bool whole_file = range == TextRange{};
  CHECK_MESSAGE((whole_file || (range.begin < range.end && range.end <= file->text.size())), related.message);
  if (whole_file) return file->path + ' ' + related.message;
  std::string text = file->text.substr(range.begin, range.end - range.begin);
  text = text.substr(0, text.find_first_of("\r\n"));
  return place(*file, remark_at(file->text, range)) + " [" + text + "] " + related.message;
}

std::string lines_of(const std::string& name, std::set<std::string>& codes) {
  std::string out;
  const Fixture fixture = read_fixture(text_of(tests / "fixtures" / name));
  const std::vector<JudgedFile> judged = judge(fixture);
  for (std::size_t i = 0; i < judged.size(); ++i) {
    for (const Diagnostic& found : judged[i].diagnostics) {
      const std::string here = place(fixture.files[i], remark_at(fixture.files[i].text, found.range)) + ' ' +
                               std::string(found.code);
      if (found.unnecessary) out += here + " is shown faded\n";
      for (const RelatedPlace& related : found.related) {
        codes.insert(std::string(found.code));
        out += here + "\n    " + described(fixture, related) + '\n';
      }
    }
  }
  return out.empty() ? out : name + '\n' + out + '\n';
}

// Checks whose source gives a finding other places.
std::set<std::string> codes_that_relate() {
  std::set<std::string> out;
  for (const Check& check : all_checks()) {
    std::string name(check.code);
    std::ranges::replace(name, '-', '_');
    const fs::path path = fs::path(source_dir()) / "server/checks" / (name + ".cpp");
    if (fs::exists(path) && text_of(path).find("related.push_back") != std::string::npos)
      out.insert(std::string(check.code));
  }
  return out;
}

}  // namespace

TEST_CASE("the other places of findings are as listed, and each check that has some shows one") {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(tests / "fixtures"))
    names.push_back(entry.path().filename().string());
  std::ranges::sort(names);
  std::string found;
  std::set<std::string> codes;
  for (const std::string& name : names) found += lines_of(name, codes);
  if (std::getenv("UPDATE_FIXTURES") != nullptr)
    std::ofstream(tests / "related.txt", std::ios::binary) << found;
  CHECK(found == text_of(tests / "related.txt"));
  for (const std::string& code : codes_that_relate())
    CHECK_MESSAGE(codes.contains(code), "no fixture shows another place of ", code);
}
