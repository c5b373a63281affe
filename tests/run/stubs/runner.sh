#!/bin/sh
# A runner for tests: notes that it was called, then does what the line "DO: …" of its prompt says.
# $1: a folder for notes. $2: the agent.
notes=$1
agent=$2
cat >"$notes/$agent.prompt.$$"
echo "$agent" >>"$notes/calls"
what=$(sed -n 's/^DO: //p' "$notes/$agent.prompt.$$" | head -n 1)
case $what in
  fail) echo "half an answer"; echo "no such model" >&2; exit 3 ;;
  once)  # and then no more
    if [ -e "$notes/once.$agent" ]; then echo "no such model" >&2; exit 3; fi
    touch "$notes/once.$agent"
    echo "first answer of $agent"
    ;;
  killed) kill -9 $$ ;;
  flood) yes flood ;;
  hang) echo "begun"; sleep 60 ;;
  ignore-term) trap '' TERM; echo "begun"; while true; do sleep 1; done ;;
  save-on-term) trap 'sleep 1; touch "$notes/saved"; exit 1' TERM; echo "begun"; while true; do sleep 0.1; done ;;
  grandchild) sleep 60 & echo "answer of $agent" ;;
  placeholder) printf 'see {phase1.one.output} and $ARGUMENTS \033[31mred' ;;
  large) i=0; while [ $i -lt 4000 ]; do echo "line $i of a long answer"; i=$((i + 1)); done ;;
  together)
    # Waits until another one runs, too: two tasks at once.
    touch "$notes/here.$agent"
    i=0
    while [ "$(ls "$notes" | grep -c '^here')" -lt 2 ] && [ $i -lt 100 ]; do sleep 0.05; i=$((i + 1)); done
    ls "$notes" | grep -c '^here'
    ;;
  short) sleep 0.03; echo "answer of $agent" ;;
  *) echo "answer of $agent" ;;
esac
