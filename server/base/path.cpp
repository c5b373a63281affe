// Plain work on strings, so that the core needs no file system to think about paths.
#include "server/base/path.h"

#include <algorithm>
#include <vector>

namespace baton::path {
namespace {

// Calls `take(part)` for each part between slashes but empty ones and ".".
template <typename Take>
void for_each_part(std::string_view path, const Take& take) {
  for (std::size_t begin = 0; begin < path.size();) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    const std::string_view part = path.substr(begin, end - begin);
    begin = end + 1;
    if (!part.empty() && part != ".") take(part);
  }
}

bool ends_with_part(std::string_view path, std::string_view part) {
  return path.ends_with(part) && (path.size() == part.size() || path[path.size() - part.size() - 1] == '/');
}

// Goes on from `out`, which is normal, or empty, or "/".
void append_parts(std::string& out, std::string_view path, bool absolute) {
  for_each_part(path, [&](std::string_view part) {
    const bool up = part == "..";
    const bool at_begin = out.empty() || out == "/";
    if (up && !at_begin && !ends_with_part(out, "..")) {
      const std::size_t slash = out.rfind('/');
      out.resize(slash == std::string::npos ? 0 : slash == 0 ? 1 : slash);
    } else if (!up || !absolute) {
      if (!at_begin) out += '/';
      out += part;
    }
  });
}

// "/a/b": nothing in it is empty or begins with a point.
bool is_surely_normal(std::string_view path) {
  if (path.size() < 2 || path.front() != '/' || path.back() == '/') return false;
  for (std::size_t i = 1; i < path.size(); ++i)
    if (path[i - 1] == '/' && (path[i] == '/' || path[i] == '.')) return false;
  return true;
}

std::string normal(std::string_view folder, std::string_view relative, bool absolute) {
  std::string out;
  out.reserve(folder.size() + 1 + relative.size());
  if (is_surely_normal(folder)) {
    out = folder;
  } else {
    if (absolute) out = '/';
    append_parts(out, folder, absolute);
  }
  append_parts(out, relative, absolute);
  if (out.empty()) out = '.';
  return out;
}

std::vector<std::string_view> parts_of(std::string_view path) {
  std::vector<std::string_view> parts;
  const bool absolute = path.starts_with('/');
  for_each_part(path, [&](std::string_view part) {
    if (part == ".." && !parts.empty() && parts.back() != "..")
      parts.pop_back();
    else if (part != ".." || !absolute)
      parts.push_back(part);
  });
  return parts;
}

}  // namespace

std::string normalise(std::string_view path) {
  return normal(path, {}, path.starts_with('/'));
}

std::string join(std::string_view folder, std::string_view relative) {
  if (relative.starts_with('/')) return normalise(relative);
  return normal(folder, relative, folder.empty() || folder.starts_with('/'));
}

std::string_view parent(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string_view::npos) return {};
  return slash == 0 ? path.substr(0, 1) : path.substr(0, slash);
}

std::string_view file_name(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

std::string_view stem(std::string_view path) {
  const std::string_view name = file_name(path);
  return name.substr(0, name.size() - extension(path).size());
}

std::string_view extension(std::string_view path) {
  const std::string_view name = file_name(path);
  const std::size_t dot = name.rfind('.');
  return dot == std::string_view::npos || dot == 0 ? std::string_view() : name.substr(dot);
}

bool is_markdown(std::string_view path) {
  return extension(path) == ".md";
}

bool is_below(std::string_view path, std::string_view folder) {
  if (folder == "/") return path.starts_with('/');
  return path.starts_with(folder) && (path.size() == folder.size() || path[folder.size()] == '/');
}

std::string relative(std::string_view path, std::string_view folder) {
  const auto to = parts_of(path);
  const auto from = parts_of(folder);
  std::size_t common = 0;
  while (common < to.size() && common < from.size() && to[common] == from[common]) ++common;
  std::string out;
  for (std::size_t i = common; i < from.size(); ++i) out += out.empty() ? ".." : "/..";
  for (std::size_t i = common; i < to.size(); ++i) {
    if (!out.empty()) out += '/';
    out += to[i];
  }
  return out.empty() ? "." : out;
}

}  // namespace baton::path
