// A command's modes and external docs, from its front matter. language.md, "Front matter of a command".
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

#include "server/syntax/document.h"

namespace baton {

// The key and its aliases, the usual one first.
inline constexpr std::array<std::string_view, 3> mode_keys = {"execution_modes", "execution-modes",
                                                              "execution_time"};
inline constexpr std::array<std::string_view, 2> external_doc_keys = {"external_docs",
                                                                      "external_documentation"};

// The entry that a document's modes are read from: the first of those keys that holds a mapping; or nullptr.
const YamlEntry* modes_entry(const Document& document);
void read_modes(Document& document);
void read_external_docs(Document& document);

// Where Document::modes has the mode of exactly this name.
std::optional<std::size_t> mode_index(const Document& document, std::string_view name);

}  // namespace baton
