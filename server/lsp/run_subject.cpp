// See run_subject.h.
#include "server/lsp/run_subject.h"

#include <memory>
#include <utility>

#include "server/lsp/judge.h"

namespace baton::lsp {
namespace {

// One request, until it is known what it is about.
struct Search {
  CommandDesk desk;
  std::string uri;
  std::shared_ptr<protocol::Reply> reply;
  ThenWithSubject then;

  void give(std::optional<RunSubject> subject) const { then(std::move(subject), std::move(*reply)); }
};

void look(const Search& search) {
  Analysis& analysis = search.desk.analysis;
  // Before the workspace is read nobody knows the agents, nor what is not open.
  if (analysis.awaits_workspace()) return search.desk.waiting.add(search.reply, [search] { look(search); });
  const DocumentName name = document_name(search.uri);
  if (auto view = analysis.look_at(search.uri)) {
    if (view->kind != FileKind::command) return search.give(std::nullopt);
    return search.give(RunSubject{std::move(*view), true, name.on_disk});
  }
  const std::shared_ptr<const Snapshot>& world = analysis.world();
  const FileFacts* facts = world->facts(name.path);
  if (facts == nullptr || facts->kind != FileKind::command) return search.give(std::nullopt);
  search.desk.runs.in_background([search, path = name.path, world]() -> std::function<void()> {
    const auto document = read_on_disk(*world, path);
    return [search, path, world, document] {
      if (document == nullptr) return search.give(std::nullopt);
      search.give(RunSubject{{path, 0, world, document, FileKind::command}, false, true});
    };
  });
}

}  // namespace

void find_run_subject(const CommandDesk& desk, const std::string& uri, protocol::Reply reply,
                      ThenWithSubject then) {
  look({desk, uri, std::make_shared<protocol::Reply>(std::move(reply)), std::move(then)});
}

}  // namespace baton::lsp
