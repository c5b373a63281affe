# What the tests of several editors share: the configuration that docs/editors.md shows, and a workspace to write to.

# The page's first block of a language: what a reader copies is what is tested.
block() { # LANGUAGE
  awk -v open="\`\`\`$1" '$0 == open { inside = 1; next } inside && /^```$/ { exit } inside' "$here/../../docs/editors.md"
}

# A copy of an example that is the root of a repository, as a user has it.
workspace() { # EXAMPLE
  mkdir -p "$scratch/$1"
  cp -r "$here/../../docs/examples/$1/." "$scratch/$1/"
  git -C "$scratch/$1" init -q
}
