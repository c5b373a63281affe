#!/usr/bin/env bash
# What baton --graph draws, read by the programs that draw it: BATON names the program, MERMAID the folder where the
# packages of package-lock.json are installed; dot is Graphviz. Ends with "N passed, N failed".
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
: "${BATON:?the program to test}" "${MERMAID:?where npm installed mermaid}"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
node "$here/graph.mjs" "$scratch"
