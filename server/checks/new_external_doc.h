// How one more doc is written into a file's `external_docs`, in the form that stands there.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/base/text_edit.h"
#include "server/checks/check.h"

namespace baton {

struct NewExternalDoc {
  std::string name;  // what it is called there: its name in a map, its path in a list
  TextEdit edit;
};

// Nothing where the form is one that is not understood, or the path holds what YAML would want escaped.
std::optional<NewExternalDoc> add_external_doc(const CheckInput& input, std::string_view path);

}  // namespace baton
