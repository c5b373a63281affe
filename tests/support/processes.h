// Whether somebody is still there, for tests of what is left behind.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <fstream>
#include <string>
#include <thread>

namespace baton::testing {

// One that is dead and not yet buried by its parent does not run; its state is Z.
inline bool is_running(pid_t process) {
  std::ifstream stat("/proc/" + std::to_string(process) + "/stat");
  std::string word, name, state;
  return (stat >> word >> name >> state) && state != "Z";
}

// Within a second.
inline bool soon_gone(pid_t process) {
  for (int i = 0; i < 100 && is_running(process); ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  return !is_running(process);
}

// The number that a script writes into this file, once it has; 0: it did not within ten seconds.
inline pid_t process_in(const std::string& file) {
  for (int i = 0; i < 1000; ++i) {
    std::ifstream in(file);
    pid_t process = 0;
    if (in >> process) return process;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return 0;
}

}  // namespace baton::testing
