#!/usr/bin/env bash
# The parts of the VS Code extension that need no editor: what it wakes up for, versions, pauses, the graph's layout, the colours,
# and its package.json against the documents. VSCODE_PACKAGES is where its packages are installed, WORKBENCH has VS Code's own
# grammar of Markdown. Ends with "N passed, N failed".
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
if [ -z "${VSCODE_PACKAGES:-}" ] || [ -z "${WORKBENCH:-}" ]; then
  echo "NOT TESTED: the parts of the extension for VS Code, which need Node 20 and packages of npm"
  echo "0 passed, 0 failed"
  exit
fi
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
node "$here/vscode/parts.mjs" "$scratch"
