// Files of schemas/ and docs/checks/ that the build compiled in.
#pragma once

#include <string_view>

namespace baton {

struct EmbeddedFile {
  std::string_view name;  // without folder: "command.schema.json", "unknown-agent.md"
  std::string_view contents;
};

// The contents, or empty where no such file was compiled in.
std::string_view embedded_file(std::string_view name);

}  // namespace baton
