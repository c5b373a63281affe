// Where the server's own words go: standard error or a file, never standard output.
#pragma once

#include <memory>
#include <string>

#include "server/base/result.h"

namespace spdlog {
class logger;
}

namespace baton::lsp {

// `level`: trace, debug, info, warning, error or off; anything else is an error, as is a file that cannot be
// opened.
Result<std::shared_ptr<spdlog::logger>> open_log(const std::string& file, const std::string& level);

}  // namespace baton::lsp
