// An open document and the world around it as one request sees them: values that stay as they are while the
// user types on.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "server/features/feature.h"

namespace baton::lsp {

struct DocumentView {
  std::string path;
  std::int64_t version = 0;
  std::shared_ptr<const Snapshot> world;
  std::shared_ptr<const Document> document;
  FileKind kind = FileKind::document;

  FeatureInput input() const { return {*world, path, *document, kind}; }
};

}  // namespace baton::lsp
