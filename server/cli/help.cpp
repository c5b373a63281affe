// What --help prints.
#include "server/cli/options.h"

namespace baton {

std::string_view help_text() {
  return R"(Baton checks and edits command files: Markdown that tells agents what to do, in which order, with which data.

  baton                          the language server on standard input and output (also: --stdio)
  baton --port N | --pipe PATH   the language server on 127.0.0.1:N, or on a Unix socket
  baton --check [PATH...]        check files and folders (default: .); - reads standard input
  baton --graph FILE             the data flow of one command file, to be drawn; - reads standard input
  baton --explain CODE           what a check is about, with examples
  baton --list-checks            all checks
  baton --version, --help

Flags of --check:
  --format FORMAT          how findings are written: text (default), json, sarif, github, junit
  --output FILE            write them to a file
  --fix                    apply safe fixes to the files, then report what is left
  --diff                   show what --fix would change as a unified diff; change nothing
  --baseline FILE          report only findings that this file does not accept
  --write-baseline FILE    accept all findings of today: write them to this file
  --fail-on LEVEL          exit with 1 from this level on: error (default), warning, information, hint, never
  --config FILE            use this configuration instead of the .baton.yaml files found
  --stdin-filename NAME    the name under which standard input is checked
  --jobs N                 threads (default: one per core)
  --color auto|always|never
  --progress               a bar on standard error, where that is a terminal

Flags of --graph:
  --format FORMAT          mermaid (default), dot, json
  --mode MODE              only what is live in that mode
  --output, --config, --stdin-filename as above

Flags of the language server:
  --log-file FILE          where the log goes (default: standard error)
  --log-level LEVEL        trace, debug, info (default), warning, error, off

Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 wrong usage, 3 Baton itself failed.
)";
}

}  // namespace baton
