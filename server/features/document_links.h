// Every place of a document that leads to a file: links, images, external docs.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "server/features/feature.h"

namespace baton {

struct DocumentLink {
  TextRange range;         // of the path and fragment
  std::string path;        // where it leads: an existing file or folder
  std::uint32_t line = 0;  // of the heading that its fragment names, from 1; 0: none
  std::string tooltip;
};

// Those that lead somewhere, in file order.
std::vector<DocumentLink> document_links(const FeatureInput& input);

}  // namespace baton
