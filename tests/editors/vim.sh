#!/usr/bin/env bash
# Vim with ALE, headless, with the real server: BATON names the program. The configuration is the page's own. Ends with
# "N passed, N failed".
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
: "${BATON:?the program to test}"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
. "$here/page.bash"
export HOME=$scratch/home XDG_CONFIG_HOME=$scratch/config BATON_SAID=$scratch/said
mkdir -p "$HOME" "$scratch/bin"
ln -s "$BATON" "$scratch/bin/baton"
export PATH=$scratch/bin:$PATH
block vim >"$scratch/vimrc"
[ -s "$scratch/vimrc" ] || { echo "docs/editors.md shows no configuration for Vim"; exit 1; }
workspace clean
workspace faulty
cd "$scratch"
# The screen goes nowhere: what the tests have to say, they write to a file.
TERM=dumb timeout 300 vim -N -u "$scratch/vimrc" -i NONE -n --not-a-term -S "$here/vim/editing_test.vim" </dev/null >"$scratch/screen" 2>&1 || true
touch "$scratch/said"
line=$(grep -aE '^[0-9]+ passed, [0-9]+ failed$' "$scratch/said" | tail -n 1) || line="0 passed, 1 failed"
[[ $line =~ ,\ 0\ failed$ ]] || cat "$scratch/said"
echo "$line"
[[ $line =~ ,\ 0\ failed$ ]]
