#!/usr/bin/env bash
# Vim with ALE, headless, with the real server: BATON names the program. The configuration is the page's own. Ends with
# "N passed, N failed".
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/editor.bash"
export BATON_SAID=$scratch/said
configuration vim "$scratch/vimrc"
workspace clean
workspace faulty
cd "$scratch"
# The screen goes nowhere: what the tests have to say, they write to a file.
TERM=dumb timeout 300 vim -N -u "$scratch/vimrc" -i NONE -n --not-a-term -S "$here/vim/editing_test.vim" </dev/null >"$scratch/screen" 2>&1 || true
count "$(cat "$BATON_SAID" 2>/dev/null)"
