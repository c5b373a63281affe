// Findings as tests, for CI systems that show those: a file is a test, and fails by the findings that count.
// GitLab shows only the text of a <failure>, and Jenkins only the first of several: so a file has one, which
// says everything.
#include <algorithm>
#include <string>
#include <string_view>

#include "server/cli/finding_text.h"
#include "server/cli/plain_text.h"
#include "server/cli/report.h"
#include "server/cli/xml.h"

namespace baton {
namespace {

struct Case {
  std::string failures;  // as the text format writes them
  std::string others;
  Counts counts{};                     // of the failures
  const Diagnostic* first = nullptr;   // of the failures
  const std::string* fault = nullptr;  // Baton's own: then nothing else is a failure
};

Case case_of(const Report& report, const FileReport& file, std::optional<Severity> fail_on) {
  Case result;
  FindingText text(report, file, false);
  if (!file.fault.empty()) result.fault = &file.fault;
  for (const Diagnostic& diagnostic : file.diagnostics) {
    const bool fails = result.fault == nullptr && fail_on && diagnostic.severity <= *fail_on;
    text.write(diagnostic, fails ? result.failures : result.others);
    if (!fails) continue;
    ++result.counts[static_cast<std::size_t>(diagnostic.severity) - 1];
    if (result.first == nullptr || diagnostic.severity < result.first->severity) result.first = &diagnostic;
  }
  return result;
}

// What stands where a reader shows no more than a line: the finding, or how many there are.
std::string headline(const Case& test) {
  std::size_t count = 0;
  for (const std::size_t of_severity : test.counts) count += of_severity;
  return count == 1 ? test.first->message : counts_text(test.counts);
}

void write_case(const std::string& path, const Case& test, std::string& out) {
  const std::string shown = escaped(path);
  out.append("    <testcase classname=\"baton\"")
      .append(xml_attribute("name", shown))
      .append(xml_attribute("file", shown))
      .append(" time=\"0\"");
  if (test.fault == nullptr && test.first == nullptr && test.others.empty()) {
    out.append("/>\n");
    return;
  }
  out.append(">\n");
  if (test.fault != nullptr)
    out.append("      <error type=\"fault\"")
        .append(xml_attribute("message", escaped(*test.fault)))
        .append("/>\n");
  if (test.first != nullptr)
    out.append("      <failure")
        .append(xml_attribute("type", severity_name(test.first->severity)))
        .append(xml_attribute("message", escaped(headline(test))))
        .append(">")
        .append(xml_text(test.failures))
        .append("</failure>\n");
  if (!test.others.empty())
    out.append("      <system-out>").append(xml_text(test.others)).append("</system-out>\n");
  out.append("    </testcase>\n");
}

}  // namespace

std::string report_junit(const Report& report, std::optional<Severity> fail_on) {
  std::size_t failures = 0;
  std::size_t errors = 0;
  std::string cases;
  for (const FileReport& file : report.files) {
    const Case test = case_of(report, file, fail_on);
    failures += test.first != nullptr ? 1 : 0;
    errors += test.fault != nullptr ? 1 : 0;
    write_case(shown_path(report, file.path), test, cases);
  }
  const std::string counts = xml_attribute("tests", std::to_string(report.files.size())) +
                             xml_attribute("failures", std::to_string(failures)) +
                             xml_attribute("errors", std::to_string(errors));
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"baton\"" + counts +
         " time=\"0\">\n  <testsuite name=\"baton\"" + counts + " skipped=\"0\" time=\"0\">\n" + cases +
         "  </testsuite>\n</testsuites>\n";
}

}  // namespace baton
