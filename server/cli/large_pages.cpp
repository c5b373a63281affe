// The C library's heaps grow a few pages at a time, and the system fetches each page when it is first
// touched: a tenth of a check's time. Here a heap begins with what a check of some hundred files takes, and
// the system is told that large pages will do for it. That is advice: where a heap lies elsewhere than is
// thought here, it does nothing.
#include "server/cli/large_pages.h"

#include <stdlib.h>
#include <sys/mman.h>

#include <cstddef>
#include <cstdint>

#include "server/workspace/disk/parallel.h"

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace baton {

#ifdef __GLIBC__
namespace {

constexpr int heap_growth = 16 << 20;                            // bytes
constexpr std::uintptr_t large_page = std::uintptr_t{2} << 20U;  // bytes, on most machines
constexpr std::size_t more_than_is_left = std::size_t{256} << 10U;

constexpr std::uintptr_t largest_header = 16;  // bytes before a block

// Of this thread. What no longer fits into a heap shows where it has just grown.
void* advise_heap() {
  void* probe = ::malloc(more_than_is_left);
  const auto grown = reinterpret_cast<std::uintptr_t>(probe);
  const std::uintptr_t begin = (grown + large_page - 1) & -large_page;
  ::madvise(reinterpret_cast<void*>(begin), heap_growth - large_page, MADV_HUGEPAGE);
  ::free(probe);
  return begin - grown > largest_header ? ::malloc(begin - grown - largest_header) : nullptr;
}

}  // namespace

HeapBlocks ask_for_large_pages(unsigned jobs) {
  ::mallopt(M_TOP_PAD, heap_growth);
  ::mallopt(M_TRIM_THRESHOLD, 16 * heap_growth);
  ::mallopt(M_MMAP_THRESHOLD, heap_growth);
  // A thread that ends leaves its heap to the next one.
  HeapBlocks taken(jobs);
  on_threads(jobs, [&](unsigned worker) { taken[worker].reset(advise_heap()); });
  return taken;
}
#else
HeapBlocks ask_for_large_pages(unsigned) {
  return {};
}
#endif

void FreeBlock::operator()(void* block) const {
  ::free(block);
}

}  // namespace baton
