// One logger, made by hand: spdlog's registry and its patterns for terminals are not needed.
#include "server/lsp/log.h"

#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

namespace baton::lsp {

Result<std::shared_ptr<spdlog::logger>> open_log(const std::string& file, const std::string& level) {
  const auto value = spdlog::level::from_str(level);
  if (value == spdlog::level::off && level != "off")
    return Error{"\"" + level + "\" is no log level; there are trace, debug, info, warning, error and off"};
  std::shared_ptr<spdlog::sinks::sink> sink;
  try {
    if (file.empty()) {
      sink = std::make_shared<spdlog::sinks::stderr_sink_mt>();
    } else {
      sink = std::make_shared<spdlog::sinks::basic_file_sink_mt>(file);
    }
  } catch (const spdlog::spdlog_ex&) {
    return Error{"the log file " + file + " cannot be written"};
  }
  auto logger = std::make_shared<spdlog::logger>("baton", std::move(sink));
  logger->set_level(value);
  logger->flush_on(spdlog::level::info);
  return logger;
}

}  // namespace baton::lsp
