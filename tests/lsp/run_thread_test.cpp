// What goes wrong on the threads of a run is heard on the session's, and ends nothing but the run.
#include "server/lsp/run_thread.h"

#include <doctest/doctest.h>

#include <chrono>
#include <stdexcept>
#include <string>

#include "protocol/channel.h"
#include "server/lsp/runs.h"
#include "tests/support/lsp_client.h"

using baton::lsp::Loop;
using baton::lsp::RunListener;
using baton::lsp::Runs;
using baton::lsp::RunThread;

TEST_CASE("run thread: a run that cannot even begin is told as one that did not") {
  const baton::test::TemporaryFolder folder;
  baton::RunJob job;
  job.root = folder.path();
  job.plan.command = "pipe";
  job.seams.now = []() -> std::chrono::system_clock::time_point { throw std::runtime_error("no time"); };
  Loop loop;
  std::string seen;
  RunListener listener;
  listener.started = [&](const baton::Result<std::string>& run, const std::string&) {
    seen += run ? "started " + *run : run.error();
    loop.stop();
  };
  listener.happened = [&](const baton::RunEvent&) { seen += "happened "; };
  listener.ended = [&](const baton::RunEnd& end) {
    seen += "ended " + end.fault;
    loop.stop();
  };
  const RunThread thread(loop, std::move(job), std::move(listener));
  loop.run([] { return false; }, [](const std::exception& fault) { FAIL(fault.what()); });
  CHECK(seen == "the run broke off (no time)");
}

TEST_CASE("run thread: what is thrown in the background is thrown again where it is logged") {
  const auto [near, far] = baton::protocol::memory_channels();
  baton::protocol::Peer peer(*near);
  const baton::lsp::Publisher publisher(peer);
  Loop loop;
  Runs runs(loop, peer, publisher, {}, {});
  std::string seen;
  runs.in_background([]() -> std::function<void()> { throw std::runtime_error("no memory"); });
  runs.in_background([&] { return [&] { seen += ", and on it goes"; }; });
  runs.in_background([&] { return [&] { loop.stop(); }; });
  loop.run([] { return false; },
           [&](const std::exception& fault) { seen += "thrown: " + std::string(fault.what()); });
  CHECK(seen == "thrown: no memory, and on it goes");
}
