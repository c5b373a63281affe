// Text in XML 1.0, as the reports for CI systems need it.
#pragma once

#include <string>
#include <string_view>

namespace baton {

// For content and attributes alike, of text without control characters.
std::string xml_text(std::string_view text);
// With a blank before it.
std::string xml_attribute(std::string_view name, std::string_view value);

}  // namespace baton
