// The C library's heaps grow a few pages at a time, and the system fetches each page when it is first
// touched: a tenth of a check's time. Here a heap begins with what a check of some hundred files takes, and
// the system is told that large pages will do for it. That is advice: where a heap lies elsewhere than is
// thought here, it does nothing.
#include "server/cli/large_pages.h"

#include <stdlib.h>
#include <sys/mman.h>

#include <cstddef>
#include <cstdint>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace baton {

#ifdef __GLIBC__
namespace {

constexpr int least_growth = 16 << 20;                           // bytes of a heap
constexpr int only_growth = 32 << 20;                            // of the only heap
constexpr std::uintptr_t large_page = std::uintptr_t{2} << 20U;  // bytes, on most machines
constexpr std::size_t more_than_is_left = std::size_t{256} << 10U;
constexpr std::uintptr_t largest_header = 16;  // bytes before a block

// Of this thread. What no longer fits into a heap shows where it has just grown.
void* advise_heap(int growth) {
  void* probe = ::malloc(more_than_is_left);
  const auto grown = reinterpret_cast<std::uintptr_t>(probe);
  const std::uintptr_t begin = (grown + large_page - 1) & -large_page;
  ::madvise(reinterpret_cast<void*>(begin), static_cast<std::size_t>(growth) - large_page, MADV_HUGEPAGE);
  ::free(probe);
  return begin - grown > largest_header ? ::malloc(begin - grown - largest_header) : nullptr;
}

}  // namespace

HeapBlocks ask_for_large_pages(Workers& workers) {
  const int growth = workers.count() == 1 ? only_growth : least_growth;
  ::mallopt(M_TOP_PAD, growth);
  ::mallopt(M_TRIM_THRESHOLD, 16 * least_growth);
  ::mallopt(M_MMAP_THRESHOLD, least_growth);
  HeapBlocks taken(workers.count());
  workers.on_each([&](unsigned worker) { taken[worker].reset(advise_heap(growth)); });
  return taken;
}
#else
HeapBlocks ask_for_large_pages(Workers&) {
  return {};
}
#endif

void FreeBlock::operator()(void* block) const {
  ::free(block);
}

}  // namespace baton
