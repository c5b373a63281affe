// A check takes much memory in little time and gives it back by ending; in large pages that costs less.
#pragma once

#include <memory>
#include <vector>

#include "server/workspace/disk/workers.h"

namespace baton {

struct FreeBlock {
  void operator()(void* block) const;
};
using HeapBlocks = std::vector<std::unique_ptr<void, FreeBlock>>;

// For what is allocated from now on, by these threads. Nothing else changes. What comes back takes the
// room in each heap that lies before its first large page; nobody has touched it, and it costs nothing.
[[nodiscard]] HeapBlocks ask_for_large_pages(Workers& workers);

}  // namespace baton
