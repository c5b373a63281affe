// A request comes right behind the edit that it is about, so what was typed is read before it is answered.
#include "server/lsp/document_view.h"

#include "server/lsp/analysis.h"

namespace baton::lsp {

std::optional<DocumentView> Analysis::look_at(const std::string& uri) {
  const auto found = open_.find(document_name(uri).path);
  if (found == open_.end()) return std::nullopt;
  // What others hold may be asked, too.
  for (auto& [path, open] : open_) {
    if (!open.text_changed) continue;
    open.text_changed = false;
    open.unjudged = true;
    read_text(open);
  }
  const OpenDocument& document = found->second;
  if (!document.document || !document.markdown) return std::nullopt;
  return DocumentView{document.path, document.version, world_, document.document, document.kind};
}

std::optional<std::int64_t> Analysis::version_of(const std::string& path) const {
  const auto found = open_.find(path);
  return found == open_.end() ? std::nullopt : std::optional(found->second.version);
}

}  // namespace baton::lsp
