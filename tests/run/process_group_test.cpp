// The process that leads a program's group: it leads one program after the other, and outlives none of ours.
#include "server/run/process_group.h"

#include <doctest/doctest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <asio/io_context.hpp>
#include <memory>
#include <utility>

#include "tests/support/processes.h"

using namespace baton;
using baton::testing::is_running;
using baton::testing::soon_gone;

namespace {

// A process of the group that waits for ever.
pid_t join(const ProcessGroup& group) {
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    ::setpgid(0, group.id());
    for (;;) ::pause();
  }
  ::setpgid(child, group.id());
  REQUIRE(::getpgid(child) == group.id());
  return child;
}

std::unique_ptr<ProcessGroup> taken(ProcessGroups& groups) {
  std::unique_ptr<ProcessGroup> group;
  REQUIRE(groups.take(group) == 0);
  return group;
}

bool was_killed(pid_t child) {
  int status = 0;
  return ::waitpid(child, &status, 0) == child && WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
}

}  // namespace

TEST_CASE("process group: given back, it has nobody but its leader, who leads again") {
  asio::io_context loop;
  ProcessGroups groups(loop);
  std::unique_ptr<ProcessGroup> group = taken(groups);
  const pid_t leader = group->id();
  CHECK(::getpgid(leader) == leader);
  const pid_t child = join(*group);
  groups.give_back(std::move(group));
  CHECK(was_killed(child));
  CHECK(is_running(leader));

  group = taken(groups);
  CHECK(group->id() == leader);
  const pid_t next = join(*group);
  std::unique_ptr<ProcessGroup> other = taken(groups);
  CHECK(other->id() != leader);
  groups.give_back(std::move(other));
  CHECK(is_running(next));
  groups.give_back(std::move(group));
  CHECK(was_killed(next));
}

TEST_CASE("process group: a leader that somebody killed leads no more") {
  asio::io_context loop;
  ProcessGroups groups(loop);
  std::unique_ptr<ProcessGroup> group = taken(groups);
  const pid_t leader = group->id();
  groups.give_back(std::move(group));
  ::kill(leader, SIGKILL);
  CHECK(soon_gone(leader));
  group = taken(groups);
  CHECK(group->id() != leader);
  CHECK(is_running(group->id()));
  const pid_t child = join(*group);
  ::kill(group->id(), SIGKILL);
  CHECK(soon_gone(group->id()));
  groups.give_back(std::move(group));
  CHECK(was_killed(child));
}

TEST_CASE("process group: with the groups their leaders end") {
  asio::io_context loop;
  pid_t leader = 0;
  {
    ProcessGroups groups(loop);
    std::unique_ptr<ProcessGroup> group = taken(groups);
    leader = group->id();
    groups.give_back(std::move(group));
    CHECK(is_running(leader));
  }
  CHECK_FALSE(is_running(leader));
}
