// phase-order: a phase stands behind one that runs after it, so that the file does not read as it runs. A
// number that is there for the second time is duplicate-phase's matter.
#include <set>
#include <string>

#include "server/checks/all.h"

namespace baton {

void check_phase_order(const CheckInput& input, Findings& findings) {
  const Document& document = input.document;
  std::set<unsigned long long> seen;
  const Phase* before = nullptr;
  for (const Phase& phase : document.phases) {
    const bool is_new = seen.insert(phase.number).second;
    if (is_new && before != nullptr && phase.number < before->number) {
      const std::string number = std::to_string(phase.number);
      const std::string other = std::to_string(before->number);
      Diagnostic& found = findings.add(phase.name_range,
                                       "phase " + number + " stands behind phase " + other +
                                           ", but runs before it: phases run in the order of their numbers");
      found.related.push_back(
          {place_in(input.path, document, before->name_range), "phase " + other + " stands here"});
    }
    before = &phase;
  }
}

}  // namespace baton
