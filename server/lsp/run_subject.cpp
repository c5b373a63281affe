// See run_subject.h.
#include "server/lsp/run_subject.h"

#include <chrono>
#include <memory>
#include <utility>

#include "server/lsp/judge.h"

namespace baton::lsp {
namespace {

constexpr std::chrono::milliseconds index_pause{30};

}  // namespace

void find_run_subject(Loop& loop, Runs& runs, Analysis& analysis, const std::string& uri,
                      std::function<void(std::optional<RunSubject>)> then) {
  // Before the workspace is read nobody knows the agents, nor what is not open.
  if (analysis.awaits_workspace())
    return loop.after(index_pause, [&loop, &runs, &analysis, uri, then = std::move(then)] {
      find_run_subject(loop, runs, analysis, uri, then);
    });
  const DocumentName name = document_name(uri);
  if (auto view = analysis.look_at(uri)) {
    if (view->kind != FileKind::command) return then(std::nullopt);
    return then(RunSubject{std::move(*view), true, name.on_disk});
  }
  const std::shared_ptr<const Snapshot>& world = analysis.world();
  const FileFacts* facts = world->facts(name.path);
  if (facts == nullptr || facts->kind != FileKind::command) return then(std::nullopt);
  runs.in_background([path = name.path, world, then = std::move(then)]() -> std::function<void()> {
    const auto document = read_on_disk(*world, path);
    return [path, world, document, then] {
      if (document == nullptr) return then(std::nullopt);
      then(RunSubject{{path, 0, world, document, FileKind::command}, false, true});
    };
  });
}

}  // namespace baton::lsp
