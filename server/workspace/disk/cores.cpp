// See cores.h.
#include "server/workspace/disk/cores.h"

#ifdef __linux__
#include <sched.h>

#include <algorithm>
#endif

namespace baton {

#ifdef __linux__
std::vector<unsigned> usable_cores() {
  cpu_set_t set;
  if (::sched_getaffinity(0, sizeof set, &set) != 0) return {};
  std::vector<unsigned> cores;
  for (unsigned core = 0; core < CPU_SETSIZE; ++core)
    if (CPU_ISSET(core, &set)) cores.push_back(core);
  const int here = ::sched_getcpu();
  if (const auto found = std::find(cores.begin(), cores.end(), static_cast<unsigned>(here));
      found != cores.end())
    std::rotate(cores.begin(), found, cores.end());
  return cores;
}

void run_only_on(std::span<const unsigned> cores) {
  cpu_set_t set;
  CPU_ZERO(&set);
  for (const unsigned core : cores) CPU_SET(core, &set);
  ::sched_setaffinity(0, sizeof set, &set);
}
#else
std::vector<unsigned> usable_cores() {
  return {};
}

void run_only_on(std::span<const unsigned>) {}
#endif

}  // namespace baton
