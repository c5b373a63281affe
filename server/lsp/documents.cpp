// From the client's name of a document to ours.
#include "server/lsp/documents.h"

#include <algorithm>

#include "protocol/uri.h"
#include "server/base/path.h"

namespace baton::lsp {

DocumentName document_name(std::string_view uri) {
  if (const auto path = protocol::path_of_uri(uri)) return {path::normalise(*path), true};
  std::string folder(uri);
  std::replace(folder.begin(), folder.end(), '/', '|');
  return {"/" + folder + "/untitled.md", false};
}

}  // namespace baton::lsp
