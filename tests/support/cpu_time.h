// How long this program's processor time grew, so that what else the machine does counts little: for bounds
// on work that must not grow with the square of its input.
#pragma once

#include <ctime>

namespace baton::testing {

class CpuTime {
 public:
  double seconds() const { return static_cast<double>(std::clock() - begin_) / CLOCKS_PER_SEC; }

 private:
  std::clock_t begin_ = std::clock();
};

}  // namespace baton::testing
