#!/usr/bin/env bash
# What `baton --run` adds to the programs that it calls: 1,000 stub tasks in 20 phases, each phase reading one output
# of the phase before, against plain `make -j` of the same stubs in the same phases, in turn in one run. Then the
# finished pipeline again, for which no program may start; and the same for one as long as people write them (6 phases
# of 4 tasks), which has the bound.
# usage: bench/run_many.sh BUILD_FOLDER [ROUNDS]
# Exits with 1 where a bound is missed: 2 ms a task over make, 30 MiB of memory, 50 ms for the finished usual one.
set -euo pipefail
baton=$(cd "$1" && pwd)/baton
rounds=${2:-5}
phases=20 tasks=50 jobs=4
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
export XDG_CONFIG_HOME=$place/config
command=$place/desk/.claude/commands/many.md
mkdir -p "$XDG_CONFIG_HOME/baton" "$place/desk/.git" "$place/desk/.claude/agents" "${command%/*}" "$place/made"

printf '#!/bin/sh\ncat >/dev/null\necho "an answer"\n' >"$place/stub"
chmod +x "$place/stub"
printf 'run:\n  runners:\n    - {name: stub, argv: ["%s/stub"]}\n' "$place" \
  >"$XDG_CONFIG_HOME/baton/config.yaml"

write_command() {
  printf -- '---\ndescription: Many tasks\n---\n\n# Many\n'
  for ((p = 1; p <= phases; ++p)); do
    printf '\n## Phase %d: Step\n' "$p"
    for ((t = 1; t <= tasks; ++t)); do
      printf '\n<Task>\nsubagent_type: worker-%d\nprompt: |\n  Do part %d.\n' "$t" "$t"
      [ "$p" = 1 ] || printf '  Go on from {phase%d.worker-%d.output}\n' $((p - 1)) "$t"
      printf '</Task>\n'
    done
  done
}
# The same calls for make: a phase begins when the one before is done.
write_makefile() {
  local targets
  printf 'all: phase%d\n' "$phases"
  for ((p = 1; p <= phases; ++p)); do
    targets=
    for ((t = 1; t <= tasks; ++t)); do
      printf 'p%dt%d:%s\n\t@%s/stub </dev/null >%s/made/p%dt%d.md\n' \
        "$p" "$t" "$([ "$p" = 1 ] || echo " phase$((p - 1))")" "$place" "$place" "$p" "$t"
      targets+=" p${p}t$t"
    done
    printf 'phase%d:%s\n' "$p" "$targets"
  done
}
write_command >"$command"
(phases=6 tasks=4 && write_command >"${command%/*}/usual.md")
write_makefile >"$place/Makefile"
for ((t = 1; t <= tasks; ++t)); do
  printf -- '---\nname: worker-%d\ndescription: Works\n---\n\nWork.\n' "$t" >"$place/desk/.claude/agents/worker-$t.md"
done

now() { echo "${EPOCHREALTIME/./}"; }  # microseconds
median() { printf '%s\n' "$@" | sort -n | sed -n "$((($# + 1) / 2))p"; }
# How many programs were started by all runs so far.
calls() { cat "$place"/desk/.baton/runs/$1/*/events.jsonl | grep -c '"event":"task-started"'; }
run_usual() { "$baton" --run .claude/commands/usual.md --runner stub --yes --jobs "$jobs" >"$place/out"; }
run_all() { "$baton" --run .claude/commands/many.md --runner stub --yes --jobs "$jobs" >"$place/out"; }
# The most memory of a run, in KiB, as the kernel counts it while it lives.
run_watched() {
  "$baton" --run .claude/commands/many.md --runner stub --yes --jobs "$jobs" >"$place/out" &
  local pid=$! most=0 here
  while here=$(sed -n 's/^VmHWM:[^0-9]*\([0-9]*\) kB/\1/p' "/proc/$pid/status" 2>/dev/null) && [ -n "$here" ]; do
    most=$here
    sleep 0.01
  done
  wait "$pid"
  memory=$most
}

cd "$place/desk"
make_times=() run_times=() again_times=() usual_times=() memory=0
for ((i = 0; i < rounds; ++i)); do
  rm -rf "$place/desk/.baton"
  start=$(now); make -s -j"$jobs" -f "$place/Makefile"; make_times+=($(($(now) - start)))
  start=$(now); run_all; run_times+=($(($(now) - start)))
  [ "$(calls many)" = $((phases * tasks)) ] || { echo "$(calls many) calls in place of $((phases * tasks))" >&2; exit 2; }
  start=$(now); run_all; again_times+=($(($(now) - start)))
  [ "$(calls many)" = $((phases * tasks)) ] || { echo "the finished pipeline called a program again" >&2; exit 2; }
  run_usual
  start=$(now); run_usual; usual_times+=($(($(now) - start)))
  [ "$(calls usual)" = 24 ] || { echo "the finished usual pipeline called a program again" >&2; exit 2; }
done
rm -rf "$place/desk/.baton"
run_watched
awk -v make="$(median "${make_times[@]}")" -v run="$(median "${run_times[@]}")" -v again="$(median "${again_times[@]}")" -v usual="$(median "${usual_times[@]}")" \
  -v memory="$memory" -v tasks=$((phases * tasks)) -v rounds="$rounds" 'BEGIN {
  added = (run - make) / tasks / 1000
  printf "%d tasks, median of %d rounds\n", tasks, rounds
  printf "  make -j            %8.0f ms\n", make / 1000
  printf "  baton --run        %8.0f ms\n", run / 1000
  printf "  added for a task   %8.2f ms (at most 2)\n", added
  printf "  most memory        %8.1f MiB (at most 30)\n", memory / 1024
  printf "  finished, again    %8.1f ms\n", again / 1000
  printf "  usual one, again   %8.1f ms (at most 50)\n", usual / 1000
  exit added > 2 || memory > 30 * 1024 || usual > 50000
}'
