// The checks run the same for the editor and the command line; what comes before them is put together here.
#include "server/lsp/judge.h"

#include <algorithm>
#include <utility>

#include "server/checks/check.h"
#include "server/checks/unreadable.h"
#include "server/workspace/disk/read_file.h"
#include "server/workspace/disk/reading.h"
#include "server/workspace/disk/trouble.h"

namespace baton::lsp {
namespace {

void add_unreadable(const Snapshot& snapshot, const std::string& path, const Document* document,
                    const std::string& words, std::vector<Diagnostic>& found) {
  if (auto finding = unreadable(snapshot, path, document, words))
    found.insert(found.begin(), std::move(*finding));
}

ReadOutcome read_for_judging(const Snapshot& snapshot, const std::string& path,
                             std::optional<FileKind> plain) {
  ReadTask task;
  task.path = path;
  task.judged = true;
  task.plain = plain;
  Workers alone(1);
  return std::move(read_files({std::move(task)}, snapshot, alone, {}).front());
}

}  // namespace

std::vector<Diagnostic> judge_open(const Snapshot& snapshot, const std::string& path,
                                   const Document& document, FileKind kind, std::size_t whole) {
  std::vector<Diagnostic> found;
  const FileFacts* facts = snapshot.facts(path);
  if (kind == FileKind::document && !(facts && facts->is_template)) return found;
  if (is_excluded(snapshot, path)) return found;
  if (whole > largest_file) {
    add_unreadable(snapshot, path, &document, too_large_words(whole), found);
    return found;
  }
  const auto trouble = trouble_in(document);
  if (!trouble || trouble->judged) found = run_checks(snapshot, path, document, kind);
  if (trouble) add_unreadable(snapshot, path, &document, trouble->message, found);
  return found;
}

JudgedFile judge_on_disk(const Snapshot& snapshot, const std::string& path, std::optional<FileKind> plain) {
  const ReadOutcome read = read_for_judging(snapshot, path, plain);
  JudgedFile judged;
  judged.document = read.document ? read.document : read.troubled;
  if (read.document) {
    const FileKind kind = plain ? *plain : read.facts->kind;
    judged.found = run_checks(snapshot, path, *read.document, kind);
    judged.needs = needs_of(snapshot, path, *read.document);
  }
  if (!read.trouble.empty())
    add_unreadable(snapshot, path, judged.document.get(), read.trouble, judged.found);
  return judged;
}

std::shared_ptr<const Document> read_on_disk(const Snapshot& snapshot, const std::string& path) {
  const ReadOutcome read = read_for_judging(snapshot, path, std::nullopt);
  return read.document ? read.document : read.troubled;
}

bool is_excluded(const Snapshot& snapshot, const std::string& path) {
  const std::vector<PathGlob>& globs = snapshot.configuration_for(path).exclude;
  return std::any_of(globs.begin(), globs.end(), [&](const PathGlob& glob) { return matches(glob, path); });
}

}  // namespace baton::lsp
