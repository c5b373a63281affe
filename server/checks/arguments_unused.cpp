// arguments-unused: users are told to give arguments, and nothing in the command asks for them.
#include <string>

#include "server/checks/all.h"
#include "server/checks/argument_hint.h"
#include "server/checks/words.h"

namespace baton {

void check_arguments_unused(const CheckInput& input, Findings& findings) {
  const Document& document = input.document;
  const YamlEntry* hint = argument_hint(document);
  if (hint == nullptr || !document.front_matter.closed || reads_arguments(document)) return;
  Diagnostic& found =
      findings.add(hint->range, quoted(hint->key) +
                                    " announces arguments, and the body reads none; write $ARGUMENTS, "
                                    "or $1, $2 …, where they belong");
  found.unnecessary = true;
}

}  // namespace baton
