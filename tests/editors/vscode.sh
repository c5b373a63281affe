#!/usr/bin/env bash
# The extension in VS Code's own workbench, with the real server: BATON names the program, VSIX the packaged extension,
# WORKBENCH the folder with code-server and Playwright, SCREENSHOTS where a picture of each step goes. Ends with "N passed, N failed".
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
: "${BATON:?the program to test}" "${VSIX:?the packaged extension}" "${WORKBENCH:?where code-server is installed}" "${SCREENSHOTS:?a folder}"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export BATON VSIX WORKBENCH SCREENSHOTS
timeout 600 node "$here/vscode/run.mjs" "$scratch" "$@"
