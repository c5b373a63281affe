// A check takes much memory in little time and gives it back by ending; in large pages that costs less.
#pragma once

namespace baton {

// For what is allocated from now on, by up to `jobs` threads. Nothing else changes.
void ask_for_large_pages(unsigned jobs);

}  // namespace baton
