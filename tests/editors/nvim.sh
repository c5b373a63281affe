#!/usr/bin/env bash
# Neovim, headless, with the real server: BATON names the program. Each test has an editor and a workspace of its own. Ends with
# "N passed, N failed". A name, such as run, picks one of them.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/editor.bash"
seed=$here/../../../shared/seed/ml-pipeline.md
if [ -f "$seed" ]; then export BATON_SEED=$seed; fi
# A copy, because tags of the help are made in it.
cp -r "$here/../../editor-clients/nvim" "$scratch/nvim"
export BATON_NVIM=$scratch/nvim BATON_TESTS=$here/nvim BATON_PROXY=$here/vscode/proxy.mjs
passed=0 failed=0
for test in "$here"/nvim/${1:-*}_test.lua; do
  name=$(basename "$test" .lua)
  export BATON_WORKSPACE=$scratch/$name BATON_SCRATCH=$scratch/$name.scratch
  mkdir -p "$BATON_WORKSPACE" "$BATON_SCRATCH"
  cp -r "$here/../../docs/examples/clean/." "$BATON_WORKSPACE/"
  said=$(timeout 120 nvim --headless -u NONE -i NONE -n -S "$test" 2>&1 | tr -d '\r') || true
  line=$(grep -aoE '[0-9]+ passed, [0-9]+ failed$' <<<"$said" | tail -n 1) || line=""
  grep -a ' ms' <<<"$said" || true
  printf '%s: %s\n' "$name" "${line:-ended without a count}"
  if [[ $line =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed$ ]]; then
    passed=$((passed + BASH_REMATCH[1])) failed=$((failed + BASH_REMATCH[2]))
  else
    failed=$((failed + 1))
  fi
  [[ $line =~ ,\ 0\ failed$ ]] || echo "$said"
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
