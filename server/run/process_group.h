// The process group of a program that we call, led by a small process of ours that waits for our end: however
// we end, by kill -9 too, the group ends a moment later. Portable, and heedless of which thread began it.
#pragma once

#include <sys/types.h>

namespace baton {

class ProcessGroup {
 public:
  ProcessGroup() = default;
  ProcessGroup(const ProcessGroup&) = delete;
  ProcessGroup& operator=(const ProcessGroup&) = delete;
  ~ProcessGroup() { end(); }

  // Returns an errno.
  int begin();
  // What a program that is to be one of the group joins.
  pid_t id() const { return leader_; }
  void signal(int signal) const;
  // Kills who is left. The number of the group belongs to nobody else before that.
  void end();

 private:
  pid_t leader_ = -1;
  int life_ = -1;  // as long as this end is open, we live
};

}  // namespace baton
