// Tasks that wait for each other's output. language.md, "Data flow"; checks.md, placeholder-cycle.
#pragma once

#include <vector>

#include "server/flow/flow.h"
#include "server/flow/writers.h"

namespace baton {

// A task of a phase reads what tasks of phases write.
struct Read {
  Index placeholder = 0;
  Index task = 0;        // the reader
  std::size_t list = 0;  // in Writers::lists
  std::size_t before =
      0;  // so many of the list's tasks come before the reader; none: it waits for later ones
  bool own_first = false;  // the reader is itself the first of the list
};

// Of the placeholders that are not yet run, makes `cycle` of those that close one: each cycle once, on the
// first reference that can show it. `reads`: of all placeholders in order, the ones that read only their own
// task left out.
void find_cycles(const std::vector<Read>& reads, const std::vector<WriterList>& lists,
                 std::vector<PlaceholderFlow>& placeholders, std::size_t task_count);

}  // namespace baton
