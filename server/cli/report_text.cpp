// Findings for people, one after the other, and how many there are.
#include <string>

#include "server/cli/finding_text.h"
#include "server/cli/report.h"

namespace baton {

std::string report_text(const Report& report, bool color) {
  std::string out;
  FindingText text(report, color);
  for (const FileReport& file : report.files)
    for (const Diagnostic& diagnostic : file.diagnostics) text.write(file, diagnostic, out);
  return out + counts_line(report);
}

}  // namespace baton
