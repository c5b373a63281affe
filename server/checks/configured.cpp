// See configured.h.
#include "server/checks/configured.h"

#include <algorithm>
#include <string>

namespace baton {

std::optional<Severity> severity_in(const Configuration& configuration, std::string_view path,
                                    std::string_view code, Severity otherwise) {
  const std::string key(code);
  const std::string* level = nullptr;
  if (const auto general = configuration.severity.find(key); general != configuration.severity.end())
    level = &general->second;
  for (const SeverityOverride& override_ : configuration.overrides) {
    const auto special = override_.severity.find(key);
    if (special == override_.severity.end()) continue;
    const auto hit = [&](const PathGlob& glob) { return matches(glob, path); };
    if (std::ranges::any_of(override_.paths, hit)) level = &special->second;
  }
  if (level == nullptr) return otherwise;
  for (const Severity severity : {Severity::error, Severity::warning, Severity::information, Severity::hint})
    if (severity_name(severity) == *level) return severity;
  return std::nullopt;
}

}  // namespace baton
