// The page judged.txt: mutants that are told only elsewhere, or not at all, in groups with the reason why
// that is right.
//
//   # silent: the reason, in one line
//   plugins/a/commands/b.md:4:12 a letter dropped: full -> ful
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "tests/mutants/mutant.h"

namespace baton::testing {

enum class Heard { there, elsewhere, silent };
std::string_view heard_name(Heard heard);  // "told at its place", "elsewhere", "silent"

struct Judgement {
  Heard heard = Heard::silent;
  std::string reason;
  std::vector<std::string> mutants;  // never empty
};

struct Judged {
  std::vector<Judgement> judgements;
  std::vector<std::string> faults;  // of the page itself
};

Judged read_judged(const std::string& page);
std::string write_judged(const Judged& judged);
// The same page for other mutants: those that are gone go, new ones come last, without a reason.
Judged updated(Judged judged, const std::map<std::string, Heard>& unheard);

// The lines at which a mutant may be told: its own, those beside them, and the first lines of the blocks
// around them ("<Task>", "---", a fence, a key that it is indented below).
std::set<std::size_t> lines_near(const Files& before, const Mutant& mutant);

}  // namespace baton::testing
