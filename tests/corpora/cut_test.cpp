// Every file of the real collections as it looks while somebody writes it: cut off at every 64th byte, and
// taken through the whole pipeline. Nothing may fall over, and what is found lies in the text.
//
// A file's begin is read again for each cut, so long files would cost the square of their length. Where more
// than a window stands before the cut, its front matter and the lines of the window are read; at every
// 16th cut all of it is.
#include <doctest/doctest.h>

#include <algorithm>
#include <exception>
#include <mutex>
#include <numeric>
#include <string>
#include <string_view>
#include <vector>

#include "server/workspace/disk/workers.h"
#include "tests/corpora/collection.h"

namespace fs = std::filesystem;
using namespace baton;
using namespace baton::testing;

namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr std::size_t step = 1024;  // under a sanitizer everything takes ten times as long
#else
constexpr std::size_t step = 64;
#endif
constexpr std::size_t window = 3072;
constexpr std::size_t whole_every = 16 * step;

std::string cut(const Document& document, std::size_t at) {
  const std::string_view text = document.text;
  if (at <= window || at % whole_every == 0) return std::string(text.substr(0, at));
  const std::size_t head = document.front_matter.range.end;
  const std::size_t line = text.find('\n', at - window);
  if (line == std::string_view::npos || line + 1 <= head || line + 1 >= at)
    return std::string(text.substr(0, at));
  return std::string(text.substr(0, head)) + std::string(text.substr(line + 1, at - line - 1));
}

// What is unsound in the findings of a text, or nothing.
std::string unsound(const std::string& path, const Document& document, const Diagnostic& found) {
  const auto outside = [&](TextRange range) {
    return range.begin > range.end || range.end > document.text.size();
  };
  if (find_check(found.code) == nullptr) return "no check has this code";
  if (found.message.empty()) return "it says nothing";
  if (outside(found.range)) return "its range is not in the text";
  if (found.range.empty() && !document.text.empty()) return "its range is empty";
  for (const Fix& fix : found.fixes)
    for (const FileEdit& edit : fix.edits)
      if (edit.path == path && outside(edit.edit.range)) return "a fix edits what is not in the text";
  return {};
}

// Parse, kind, facts, needs, flow and checks of one text in the place of a file.
std::vector<std::string> run(const Snapshot& world, const std::string& path, std::string text) {
  std::vector<std::string> faults;
  const auto document = parse_document(std::move(text));
  const FileKind kind =
      kind_of(path, *document, world.plugins(), world.roots(), world.configuration_for(path));
  const auto snapshot = world.with_facts(make_facts(path, *document, kind));
  needs_of(*snapshot, path, *document);
  for (const Diagnostic& found : run_checks(*snapshot, path, *document, kind))
    if (std::string fault = unsound(path, *document, found); !fault.empty())
      faults.push_back(std::string(found.code) + ": " + fault);
  return faults;
}

struct Source {
  std::string path;
  std::shared_ptr<const Document> document;
};

// All Markdown below a folder, the longest first: the threads shall end together.
std::vector<Source> sources_below(const std::string& folder) {
  std::vector<Source> found;
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    if (entry.is_regular_file() && entry.path().extension() == ".md")
      found.push_back({entry.path().string(), parse_document(text_of(entry.path()))});
  std::ranges::sort(found, [](const Source& a, const Source& b) {
    return a.document->text.size() > b.document->text.size();
  });
  return found;
}

std::size_t cut_all(const std::string& root, const std::string& folder) {
  const LoadedWorkspace loaded = load(root, folder);
  const std::vector<Source> sources = sources_below(folder);
  std::vector<std::size_t> cuts(sources.size());
  std::vector<std::string> faults;
  std::mutex mutex;
  Workers workers(0);
  workers.for_each_index(sources.size(), [&](std::size_t i, unsigned) {
    const auto& [path, document] = sources[i];
    for (std::size_t at = 0; at < document->text.size(); at += step, ++cuts[i]) {
      std::vector<std::string> here;
      try {
        here = run(*loaded.snapshot, path, cut(*document, at));
      } catch (const std::exception& fault) {
        here = {std::string("an exception: ") + fault.what()};
      }
      if (here.empty()) continue;
      const std::lock_guard lock(mutex);
      faults.push_back(path + " cut at byte " + std::to_string(at) + ": " + here.front());
    }
  });
  CHECK(faults.empty());
  for (std::size_t i = 0; i < std::min<std::size_t>(faults.size(), 20); ++i) FAIL_CHECK(faults[i]);
  return std::accumulate(cuts.begin(), cuts.end(), std::size_t{0});
}

}  // namespace

TEST_CASE("a cut keeps the front matter and whole lines before it") {
  std::string text = "---\nname: x\n---\n";
  while (text.size() < 3 * window) text += "line of some words\n";
  const auto document = parse_document(text);
  CHECK(cut(*document, 100) == text.substr(0, 100));
  CHECK(cut(*document, whole_every * 4) == text.substr(0, whole_every * 4));
  const std::size_t at = 2 * window + step;
  const std::string part = cut(*document, at);
  CHECK(part.size() < window + 100);
  CHECK(part.starts_with("---\nname: x\n---\nline of some words\n"));
  CHECK(text.substr(0, at).ends_with(part.substr(20)));
}

TEST_CASE("a finding beside its text is unsound") {
  const auto document = parse_document("some text\n");
  Diagnostic found;
  found.code = "broken-link";
  found.message = "leads nowhere";
  found.range = {5, 9};
  found.fixes = {{"Change", false, {{"/w/a.md", {{5, 9}, "other"}}, {"/w/other.md", {{90, 99}, ""}}}}};
  CHECK(unsound("/w/a.md", *document, found).empty());
  CHECK(!unsound("/w/other.md", *document, found).empty());
  for (const TextRange range : {TextRange{5, 5}, TextRange{5, 11}, TextRange{9, 5}}) {
    found.range = range;
    CHECK(!unsound("/w/a.md", *document, found).empty());
  }
  found.range = {5, 9};
  found.code = "no-such-check";
  CHECK(!unsound("/w/a.md", *document, found).empty());
}

TEST_CASE("every file of the collections, cut off anywhere, is read soundly") {
  const std::string myclaude = shared_path("corpora/myclaude");
  const std::string wshobson = shared_path("corpora/wshobson-commands");
  if (myclaude.empty() || wshobson.empty()) {
    MESSAGE("NOT TESTED: shared/corpora is not beside the repository");
    return;
  }
  const baton::test::Scratch scratch;
  const std::string commands = copy_into_claude(scratch, wshobson);
  const std::size_t cuts = cut_all(myclaude, myclaude) + cut_all(scratch.folder(), commands);
  CHECK(cuts > 9'000'000 / step);
}
