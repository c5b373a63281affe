// What --help prints.
#include "server/cli/options.h"

namespace baton {

std::string_view help_text() {
  return R"(Baton checks and edits command files: Markdown that tells agents what to do, in which order, with which data.

  baton                          the language server on standard input and output (also: --stdio)
  baton --port N | --pipe PATH   the language server on 127.0.0.1:N, or on a Unix socket
  baton --check [PATH...]        check files and folders (default: .); - reads standard input
  baton --graph FILE             the data flow of one command file, to be drawn; - reads standard input
  baton --run FILE               run the pipeline of one command file, or see what would run (--dry-run)
  baton --runs | --show RUN      what ran here, and what came of it (RUN: an id, or last)
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

Flags of --run:
  --args TEXT              what the command works on ($ARGUMENTS)
  --mode MODE              else the file's default, else it is asked for
  --phase N | --from N | --to N | --task TASK
                           only that; with --with-prerequisites also what it reads
  --dry-run                print the plan, run nothing
  --runner NAME            who is given the prompts: preview (default: nobody, prompts become the outputs),
                           claude, codex, gemini, opencode, llm, ollama, or one of your own
  --jobs N                 tasks at once (default: 4)
  --answer KEY=LABEL       an answer to one of the file's questions
  --yes                    pass all gates
  --resume [RUN]           go on with a run that did not end well (default: the last)
  --rerun TASK             do not use an earlier output of that task
  --force                  run in spite of errors in the file
  --format FORMAT          text (default), json (events as they happen), junit
  --config as above

Flags of the language server:
  --log-file FILE          where the log goes (default: standard error)
  --log-level LEVEL        trace, debug, info (default), warning, error, off

Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 wrong usage, 3 Baton itself failed.
--run: 0 all done, 1 a task failed or was blocked or a gate waits, 2 nothing could run, 130 interrupted.
)";
}

}  // namespace baton
