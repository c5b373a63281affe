#!/usr/bin/env bash
# Emacs with Eglot, headless, with the real server: BATON names the program. The configuration is the page's own. Ends with
# "N passed, N failed".
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
: "${BATON:?the program to test}"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
. "$here/page.bash"
export HOME=$scratch/home XDG_CONFIG_HOME=$scratch/config XDG_CACHE_HOME=$scratch/cache
mkdir -p "$HOME" "$scratch/bin"
ln -s "$BATON" "$scratch/bin/baton"
export PATH=$scratch/bin:$PATH
block elisp >"$scratch/init.el"
[ -s "$scratch/init.el" ] || { echo "docs/editors.md shows no configuration for Emacs"; exit 1; }
workspace clean
workspace faulty
cd "$scratch"
said=$(timeout 300 emacs --batch --eval '(package-initialize)' -l "$scratch/init.el" -l "$here/emacs/editing_test.el" 2>&1) || true
line=$(grep -aE '^[0-9]+ passed, [0-9]+ failed$' <<<"$said" | tail -n 1) || line="0 passed, 1 failed"
[[ $line =~ ,\ 0\ failed$ ]] || echo "$said"
echo "$line"
[[ $line =~ ,\ 0\ failed$ ]]
