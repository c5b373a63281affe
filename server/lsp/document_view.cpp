// A request comes right behind the edit that it is about, so what was typed is read before it is answered.
#include "server/lsp/document_view.h"

#include "server/lsp/analysis.h"
#include "server/workspace/disk/read_file.h"

namespace baton::lsp {

const std::shared_ptr<const Snapshot>& Analysis::world() {
  for (auto& [path, open] : open_) {
    if (open.text_changed) {
      open.text_changed = false;
      open.unjudged = true;
      read_text(open);
    }
    if (!open.facts || !open.document) continue;
    if (!open.facts_with_uses) open.facts_with_uses = with_uses(*open.facts, *open.document);
    if (world_->facts(path) != open.facts_with_uses.get()) world_ = world_->with_facts(open.facts_with_uses);
  }
  return world_;
}

std::optional<DocumentView> Analysis::look_at(const std::string& uri) {
  auto view = look_at_any(uri);
  if (view && is_plain(view->kind)) return std::nullopt;
  return view;
}

std::optional<DocumentView> Analysis::look_at_any(const std::string& uri) {
  const auto found = open_.find(document_name(uri).path);
  if (found == open_.end()) return std::nullopt;
  const std::shared_ptr<const Snapshot>& seen = world();
  const OpenDocument& document = found->second;
  if (!document.document || document.buffer.text().size() > largest_file) return std::nullopt;
  return DocumentView{document.path, document.version, seen, document.document, document.kind};
}

std::shared_ptr<const std::vector<Diagnostic>> Analysis::findings_of(const std::string& path) {
  const auto open = open_.find(path);
  if (open == open_.end() || !open->second.document) return nullptr;
  judged(open->second);
  return open->second.found;
}

std::optional<std::int64_t> Analysis::version_of(const std::string& path) const {
  const auto found = open_.find(path);
  return found == open_.end() ? std::nullopt : std::optional(found->second.version);
}

}  // namespace baton::lsp
