// How another path or fragment is written where a link's stands: relative to the same folder, escaped as
// Markdown or YAML ask for at that place.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/checks/link_places.h"

namespace baton {

// All escaped but letters, digits, "-./+=" and what is `kept`; bytes that are no UTF-8 are, too.
std::string percent_escaped(std::string_view text, std::string_view kept);

// Nothing where what stands there cannot be replaced. `target` is absolute.
std::optional<std::string> spell_path(const CheckInput& input, const LinkPlace& place,
                                      std::string_view target);
// The path as it is written there, with the letters of `found` ("..", "./" and detours stay).
std::optional<std::string> spell_case(const CheckInput& input, const LinkPlace& place,
                                      const PathLookup& found);
std::optional<std::string> spell_fragment(const CheckInput& input, const LinkPlace& place,
                                          std::string_view anchor);

// For a file whose text is not at hand: `before` is the path that is written there, decoded.
std::string spell_path_unseen(bool external_doc, std::string_view before, std::string_view path);

}  // namespace baton
