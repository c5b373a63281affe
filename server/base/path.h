// Paths as text: absolute, with "/" and without "." or ".." once normalised. Nothing here touches a disk.
#pragma once

#include <string>
#include <string_view>

namespace baton::path {

// "/a/./b//../c" -> "/a/c"; never above "/"; a relative path keeps leading "..".
std::string normalise(std::string_view path);
// `relative` taken from `folder`, normalised; an absolute `relative` stands for itself.
std::string join(std::string_view folder, std::string_view relative);
std::string_view parent(std::string_view path);                 // "/a/b.md" -> "/a"; "/a" -> "/"
std::string_view file_name(std::string_view path);              // "/a/b.md" -> "b.md"
std::string_view stem(std::string_view path);                   // "/a/b.md" -> "b"; "/a/.md" -> ".md"
std::string_view extension(std::string_view path);              // "/a/b.md" -> ".md"
bool is_markdown(std::string_view path);                        // by its name: "….md"
bool is_below(std::string_view path, std::string_view folder);  // also true where both are the same
// `path` as seen from `folder`: "../x/y.md"; "." where both are the same.
std::string relative(std::string_view path, std::string_view folder);

}  // namespace baton::path
