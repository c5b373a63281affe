// A request comes right behind the edit that it is about, so what was typed is read before it is answered.
#include "server/lsp/document_view.h"

#include "server/lsp/analysis.h"

namespace baton::lsp {

const std::shared_ptr<const Snapshot>& Analysis::world() {
  for (auto& [path, open] : open_) {
    if (open.text_changed) {
      open.text_changed = false;
      open.unjudged = true;
      read_text(open);
    }
    if (open.uses_known || !open.facts || !open.document) continue;
    open.uses_known = true;
    world_ = world_->with_facts(with_uses(*open.facts, *open.document));
  }
  return world_;
}

std::optional<DocumentView> Analysis::look_at(const std::string& uri) {
  const auto found = open_.find(document_name(uri).path);
  if (found == open_.end()) return std::nullopt;
  const std::shared_ptr<const Snapshot>& seen = world();
  const OpenDocument& document = found->second;
  if (!document.document || !document.markdown) return std::nullopt;
  return DocumentView{document.path, document.version, seen, document.document, document.kind};
}

std::optional<std::int64_t> Analysis::version_of(const std::string& path) const {
  const auto found = open_.find(path);
  return found == open_.end() ? std::nullopt : std::optional(found->second.version);
}

}  // namespace baton::lsp
