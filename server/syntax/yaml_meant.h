// What the author of a value that is no YAML meant it to say, and how YAML wants that written.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "server/syntax/yaml_scalar.h"

namespace baton {

// A plain text in quotes, as YAML reads it back. It may bring quotes of its own: "say "now" or "then"" with
// its outer ones was meant to be the text between these, "a" or "b" the whole. Empty where either may have
// been meant.
std::string quoted_as_meant(std::string_view text);

struct MeantValue {
  ScannedScalar scalar;  // its text is what was meant
  TextRange range;       // what is to be written otherwise
  std::string written;   // in quotes or behind "|"; empty where more than one thing may have been meant
};

// A plain value at `at`, as `scan_plain` takes it. One line comes into quotes; several are kept as they
// stand.
MeantValue plain_as_meant(std::string_view source, std::uint32_t at, std::uint32_t indent);

// A quoted value with the comma behind it that JSON wants, at the end of a line.
std::optional<MeantValue> json_as_meant(std::string_view source, const QuotedScan& scan);

}  // namespace baton
