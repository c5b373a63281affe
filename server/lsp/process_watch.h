// Is the process that started us still there? A server whose editor crashed must not stay behind.
#pragma once

#include <cstdint>

namespace baton::lsp {

// Watches one process of this machine (LSP 3.17, InitializeParams.processId). Knows a dead process even when
// its parent has not collected it, and does not mistake a later process of the same number for it, where the
// system can tell.
class ProcessWatch {
 public:
  explicit ProcessWatch(std::int64_t process);
  ~ProcessWatch();
  ProcessWatch(const ProcessWatch&) = delete;
  ProcessWatch& operator=(const ProcessWatch&) = delete;

  bool alive() const;

 private:
  std::int64_t process_;
  int descriptor_ = -1;  // of the process, where the system offers one
};

}  // namespace baton::lsp
