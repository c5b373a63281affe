// The process group of a program that we call, led by a small process of ours that waits for our end: however
// we end, by kill -9 too, the group ends a moment later. Portable, and heedless of which thread began it.
#pragma once

#include <sys/types.h>

#include <asio/execution_context.hpp>
#include <memory>
#include <vector>

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
  // Kills all who joined. The number of the group belongs to nobody else as long as the leader lives. False:
  // it does not, and nobody can join any more.
  bool clear();
  // Kills the leader as well.
  void end();

 private:
  pid_t leader_ = -1;
  int life_ = -1;  // as long as this end is open, we live
};

// The groups of the programs that one loop watches. A leader costs more than many a program does, so it leads
// one after the other.
class ProcessGroups : public asio::execution_context::service {
 public:
  using key_type = ProcessGroups;
  static asio::execution_context::id id;

  explicit ProcessGroups(asio::execution_context& loop) : service(loop) {}

  // One that nobody has joined. Returns an errno.
  int take(std::unique_ptr<ProcessGroup>& group);
  // Kills all who joined it.
  void give_back(std::unique_ptr<ProcessGroup> group);

 private:
  void shutdown() override { idle_.clear(); }

  std::vector<std::unique_ptr<ProcessGroup>> idle_;
};

}  // namespace baton
