// Findings for people, one after the other, and how many there are.
#include <string>
#include <vector>

#include "server/cli/finding_text.h"
#include "server/cli/report.h"

namespace baton {

std::string report_text(const Report& report, bool color, Workers& workers) {
  std::vector<std::string> texts(report.files.size());
  workers.for_each_index(texts.size(), [&](std::size_t i, unsigned) {
    FindingText text(report, report.files[i], color);
    for (const Diagnostic& diagnostic : report.files[i].diagnostics) text.write(diagnostic, texts[i]);
  });
  std::string out;
  for (const std::string& text : texts) out += text;
  return out + counts_line(report);
}

}  // namespace baton
