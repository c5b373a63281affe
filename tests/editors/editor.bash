# What the tests of several editors share: a user with the program on the PATH and nothing else, the configuration that
# docs/editors.md shows, a workspace to write to, and the count. Sourced: sets $here and $scratch.
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
: "${BATON:?the program to test}"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export HOME=$scratch/home XDG_CONFIG_HOME=$scratch/config XDG_DATA_HOME=$scratch/data XDG_STATE_HOME=$scratch/state
export XDG_CACHE_HOME=$scratch/cache
mkdir -p "$HOME" "$scratch/bin"
ln -s "$(realpath "$BATON")" "$scratch/bin/baton"
export PATH=$scratch/bin:$PATH

# The page's first block of a language: what a reader copies is what is tested.
configuration() { # LANGUAGE FILE
  awk -v open="\`\`\`$1" '$0 == open { inside = 1; next } inside && /^```$/ { exit } inside' "$here/../../docs/editors.md" >"$2"
  [ -s "$2" ] || { echo "docs/editors.md shows no configuration in $1"; exit 1; }
}

# A copy of an example that is the root of a repository, as a user has it.
workspace() { # EXAMPLE
  mkdir -p "$scratch/$1"
  cp -r "$here/../../docs/examples/$1/." "$scratch/$1/"
  git -C "$scratch/$1" init -q
}

# What an editor said, where something of it failed; and its count, which must be there.
count() { # TEXT
  local line
  line=$(grep -aE '^[0-9]+ passed, [0-9]+ failed$' <<<"$1" | tail -n 1) || line="0 passed, 1 failed"
  [[ $line =~ ,\ 0\ failed$ ]] || echo "$1"
  echo "$line"
  [[ $line =~ ,\ 0\ failed$ ]]
}
