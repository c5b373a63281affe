// Reads the arguments and hands over to what they ask for.
#include "server/cli/command_line.h"

#include <unistd.h>

#include <exception>
#include <string>
#include <string_view>

#include "server/cli/check_command.h"
#include "server/cli/explain.h"
#include "server/cli/graph_command.h"
#include "server/cli/options.h"
#include "server/cli/output.h"
#include "server/cli/version.h"

namespace baton {
namespace {

constexpr int wrong_usage = 2;
constexpr int failed = 3;

int print(std::string_view text) {
  const std::string fault = write_out(text);
  if (fault.empty()) return 0;
  complain("cannot write (" + fault + ")");
  return failed;
}

int act(const Options& options, void (*leave)(int)) {
  switch (options.action) {
    case Options::Action::help:
      return print(help_text());
    case Options::Action::version:
      return print("baton " + std::string(version) + "\n");
    case Options::Action::list_checks:
      return print(list_checks());
    case Options::Action::explain: {
      const Result<std::string> page = explain(options.code);
      if (page) return print(*page);
      complain(page.error());
      return wrong_usage;
    }
    case Options::Action::check:
      return run_check(options.check, leave);
    case Options::Action::graph:
      return run_graph(options.graph);
    case Options::Action::serve:
      if (!options.channel_given && ::isatty(STDIN_FILENO) == 1)
        complain("waiting for an editor on standard input; baton --help says what else there is");
      return run_server(options.server);
  }
  return failed;
}

}  // namespace

int run_command_line(int argc, char** argv, void (*leave)(int)) {
  try {
    const Result<Options> options = parse_options(argc, argv);
    if (options) return act(*options, leave);
    complain(options.error() + " (baton --help shows all flags)");
    return wrong_usage;
  } catch (const std::exception& fault) {
    complain(std::string("failed: ") + fault.what());
    return failed;
  }
}

}  // namespace baton
