// The cores of the machine, and which of them a thread may run on. Where the system does not tell of them,
// there are none, and nothing here does anything.
#pragma once

#include <span>
#include <vector>

namespace baton {

// The numbers of those that this process may use, the one of the calling thread first.
std::vector<unsigned> usable_cores();
// From now on the calling thread, and those that it begins, run only on these. Where the system refuses, it
// stays as it was. Asks for no memory: a thread's first block decides where its heap begins.
void run_only_on(std::span<const unsigned> cores);

}  // namespace baton
