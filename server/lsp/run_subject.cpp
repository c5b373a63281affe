// See run_subject.h.
#include "server/lsp/run_subject.h"

#include "server/lsp/judge.h"

namespace baton::lsp {

std::optional<RunSubject> find_run_subject(Analysis& analysis, const std::string& uri) {
  const DocumentName name = document_name(uri);
  if (auto view = analysis.look_at(uri)) return RunSubject{std::move(*view), true, name.on_disk};
  const std::shared_ptr<const Snapshot>& world = analysis.world();
  const FileFacts* facts = world->facts(name.path);
  if (facts == nullptr || facts->kind != FileKind::command) return std::nullopt;
  JudgedFile read = judge_on_disk(*world, name.path, std::nullopt);
  if (read.document == nullptr) return std::nullopt;
  return RunSubject{{name.path, 0, world, std::move(read.document), FileKind::command}, false, true};
}

}  // namespace baton::lsp
