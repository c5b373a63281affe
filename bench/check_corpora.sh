#!/usr/bin/env bash
# How long `baton --check` takes over a tree of Markdown files, against `cat` of the same files through xargs: both in
# turn, in one run, so that the machine is the same for both.
# usage: bench/check_corpora.sh BUILD_FOLDER [FOLDER] [ROUNDS]
# Exits with 1 where Baton takes more than twice as long as cat.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
baton=$(cd "$1" && pwd)/baton
tree=${2:-$here/../shared/corpora}
rounds=${3:-41}
[ -x "$baton" ] || { echo "no $baton: build it first" >&2; exit 2; }
if [ ! -d "$tree" ]; then
  tree=$here/docs/examples
  echo "no collection of real files at hand: measuring docs/examples, which is too small to mean much"
fi

now() { echo "${EPOCHREALTIME/./}"; }  # microseconds
median() { printf '%s\n' "$@" | sort -n | sed -n "$((($# + 1) / 2))p"; }
read_all() { find "$tree" -name '*.md' -type f -print0 | xargs -0 cat >/dev/null; }
check_all() { (cd "$tree" && "$baton" --check --fail-on never >/dev/null 2>&1); }

read_all
check_all
cat_times=() check_times=()
for ((i = 0; i < rounds; ++i)); do
  start=$(now); read_all; cat_times+=($(($(now) - start)))
  start=$(now); check_all; check_times+=($(($(now) - start)))
done
cat_median=$(median "${cat_times[@]}") check_median=$(median "${check_times[@]}")
files=$(find "$tree" -name '*.md' -type f -printf x | wc -c)
awk -v files="$files" -v rounds="$rounds" -v cat="$cat_median" -v check="$check_median" 'BEGIN {
  printf "%d Markdown files, median of %d rounds\n", files, rounds
  printf "  find | xargs cat   %7.1f ms\n", cat / 1000
  printf "  baton --check      %7.1f ms\n", check / 1000
  printf "  ratio              %7.2f (at most 2)\n", check / cat
  exit check > 2 * cat
}'
