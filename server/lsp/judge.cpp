// The checks run the same for the editor and the command line; what comes before them is put together here.
#include "server/lsp/judge.h"

#include <algorithm>

#include "server/checks/check.h"
#include "server/checks/configured.h"
#include "server/checks/suppress.h"
#include "server/workspace/disk/trouble.h"

namespace baton::lsp {
namespace {

void add_unreadable(const Snapshot& snapshot, const std::string& path, const Document* document,
                    const std::string& words, std::vector<Diagnostic>& out) {
  const Check* check = find_check("file-unreadable");
  if (!check) return;
  const auto severity = severity_in(snapshot.configuration_for(path), path, check->code, check->severity);
  if (!severity) return;
  Diagnostic diagnostic;
  diagnostic.code = check->code;
  diagnostic.severity = *severity;
  diagnostic.message = "This file " + words;
  if (document) {
    diagnostic.range = document->lines.line(document->text, 0);
    if (diagnostic.range.empty() && !document->text.empty()) ++diagnostic.range.end;
    if (is_suppressed(*document, check->code, diagnostic.range)) return;
  }
  out.insert(out.begin(), std::move(diagnostic));
}

}  // namespace

std::vector<Diagnostic> judge_open(const Snapshot& snapshot, const std::string& path,
                                   const Document& document, FileKind kind, std::size_t whole) {
  std::vector<Diagnostic> found;
  const FileFacts* facts = snapshot.facts(path);
  if (kind == FileKind::document && !(facts && facts->is_template)) return found;
  if (is_excluded(snapshot, path)) return found;
  if (whole > largest_text) {
    add_unreadable(snapshot, path, &document,
                   "is " + std::to_string(whole >> 20) + " MiB large, above 32 MiB: it was not judged",
                   found);
    return found;
  }
  const auto trouble = trouble_in(document);
  if (!trouble || trouble->judged) found = run_checks(snapshot, path, document, kind);
  if (trouble) add_unreadable(snapshot, path, &document, trouble->message, found);
  return found;
}

std::vector<Diagnostic> judge_loaded(const Snapshot& snapshot, const LoadedFile* file,
                                     const FileTrouble* trouble) {
  std::vector<Diagnostic> found;
  if (file && file->document) found = run_checks(snapshot, file->path, *file->document, file->kind);
  if (trouble) add_unreadable(snapshot, trouble->path, trouble->document.get(), trouble->message, found);
  return found;
}

bool is_excluded(const Snapshot& snapshot, const std::string& path) {
  const std::vector<PathGlob>& globs = snapshot.configuration_for(path).exclude;
  return std::any_of(globs.begin(), globs.end(), [&](const PathGlob& glob) { return matches(glob, path); });
}

}  // namespace baton::lsp
