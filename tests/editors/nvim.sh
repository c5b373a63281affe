#!/usr/bin/env bash
# Neovim, headless, with the real server: BATON names the program. Ends with "N passed, N failed".
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
: "${BATON:?the program to test}"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export HOME=$scratch/home XDG_CONFIG_HOME=$scratch/config XDG_DATA_HOME=$scratch/data XDG_STATE_HOME=$scratch/state
export XDG_CACHE_HOME=$scratch/cache
mkdir -p "$HOME" "$scratch/workspace"
cp -r "$here/../../docs/examples/clean/." "$scratch/workspace/"
seed=$here/../../../shared/seed/ml-pipeline.md
if [ -f "$seed" ]; then export BATON_SEED=$seed; fi
export BATON_WORKSPACE=$scratch/workspace BATON_NVIM=$here/../../editor-clients/nvim
timeout 120 nvim --headless -u NONE -i NONE -n -S "$here/nvim/diagnostics_test.lua" 2>&1
