// file: URIs and paths (RFC 3986, RFC 8089; LSP 3.17, "URI"). Paths are bytes: what is no UTF-8 survives as
// %XX.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace baton::protocol {

// The absolute path that a file: URI names, with percent escapes undone; nothing for another scheme, another
// machine, or a path that no system can have. Clients differ in what they escape: compare paths, never URIs.
std::optional<std::string> path_of_uri(std::string_view uri);

// The URI of an absolute path: everything but letters, digits and "-._~/" is escaped.
std::string uri_of_path(std::string_view path);

}  // namespace baton::protocol
