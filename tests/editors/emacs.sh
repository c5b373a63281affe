#!/usr/bin/env bash
# Emacs with Eglot, headless, with the real server: BATON names the program. The configuration is the page's own. Ends with
# "N passed, N failed".
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/editor.bash"
configuration elisp "$scratch/init.el"
workspace clean
workspace faulty
cd "$scratch"
said=$(timeout 300 emacs --batch --eval '(package-initialize)' -l "$scratch/init.el" -l "$here/emacs/editing_test.el" 2>&1) || true
count "$said"
