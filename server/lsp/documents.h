// The documents that the editor has open: their text is what counts, whatever the disk says.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "server/checks/diagnostic.h"
#include "server/lsp/text_buffer.h"
#include "server/syntax/document.h"
#include "server/workspace/file_facts.h"

namespace baton::lsp {

struct OpenDocument {
  std::string path;  // see DocumentName
  bool on_disk = true;
  // What is neither Markdown nor a manifest or configuration is kept up to date, and never judged.
  bool markdown = true;
  std::int64_t version = 0;
  TextBuffer buffer;
  bool text_changed = true;    // since `document` was made of it
  bool unjudged = false;       // read for a request, and not judged yet
  bool world_changed = false;  // since it was judged for the client
  bool unasked = false;        // judged, and what it needs of the disk was not asked for since

  std::shared_ptr<const Document> document;
  FileKind kind = FileKind::document;
  std::shared_ptr<const FileFacts> facts;
  // Made of `document` when first asked for; null: not yet.
  std::shared_ptr<const FileFacts> facts_with_uses;
  // Null: to be judged.
  std::shared_ptr<const std::vector<Diagnostic>> found;

  // What was found may not be so any more, whoever asks for it first.
  void outlive_world() {
    world_changed = true;
    found = nullptr;
  }
};

using OpenDocuments = std::map<std::string, OpenDocument>;  // by path

// How a document is known inside: a file by its path, anything else ("untitled:…") by a path in a folder of
// its own that no disk has, so that nothing relative to it is ever found or missed.
struct DocumentName {
  std::string path;
  bool on_disk = true;
};
DocumentName document_name(std::string_view uri);

}  // namespace baton::lsp
