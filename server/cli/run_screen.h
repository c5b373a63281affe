// What a run says while it goes on: lines for people, events for programs, a report for CI systems.
#pragma once

#include <asio/io_context.hpp>
#include <memory>
#include <string>

#include "server/cli/options.h"
#include "server/run/engine.h"

namespace baton {

class RunScreen : public RunHost {
 public:
  // After the last event. `folder`: as it is shown to the user.
  virtual void finish(const RunEnd& end, const std::string& folder) = 0;
  // Why standard output could not be written, in the system's words; empty: it could, or its reader went
  // away.
  virtual const std::string& unwritten() const = 0;
};

// Gates are asked for on a terminal; elsewhere nobody says yes.
std::unique_ptr<RunScreen> make_run_screen(asio::io_context& loop, RunFormat format, const Plan& plan);

}  // namespace baton
