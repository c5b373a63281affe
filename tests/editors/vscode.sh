#!/usr/bin/env bash
# The extension in VS Code's own workbench, with the real server: BATON names the program, VSIX the packaged extension,
# WORKBENCH the folder with code-server and Playwright, SCREENSHOTS where a picture of each step goes. Ends with "N passed, N failed".
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
: "${BATON:?the program to test}" "${VSIX:?the packaged extension}" "${SCREENSHOTS:?a folder}"
if [ -z "${WORKBENCH:-}" ]; then
  echo "NOT TESTED: the extension in VS Code's workbench, which needs Node 20 and code-server"
  echo "0 passed, 0 failed"
  exit
fi
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export BATON VSIX WORKBENCH SCREENSHOTS
timeout 900 node "$here/vscode/run.mjs" "$scratch" "$@"
