// Load, check on all threads, write once.
#include "server/cli/check_command.h"

#include <stdlib.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <exception>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "server/checks/check.h"
#include "server/cli/check_targets.h"
#include "server/cli/output.h"
#include "server/cli/progress.h"
#include "server/cli/report.h"
#include "server/cli/unreadable.h"
#include "server/workspace/disk/parallel.h"

namespace baton {
namespace {

Report check_all(LoadedWorkspace& loaded, const std::string& working_directory, unsigned jobs,
                 Progress& progress) {
  const std::size_t count = loaded.files.size();
  Report report{working_directory, std::vector<FileReport>(count)};
  progress.begin("checking", count);
  for_each_index(count, job_count(jobs), [&](std::size_t i, unsigned) {
    const LoadedFile& file = loaded.files[i];
    report.files[i] = {file.path, file.document, {}, {}};
    try {
      report.files[i].diagnostics = run_checks(*loaded.snapshot, file.path, *file.document, file.kind);
    } catch (const std::exception& fault) {
      report.files[i].fault = std::string("made Baton fail (") + fault.what() + ")";
    }
    progress.step();
  });
  progress.end();
  return report;
}

bool wants_color(const CheckOptions& options) {
  if (options.color != ColorChoice::automatic) return options.color == ColorChoice::always;
  const auto set = [](const char* name) {
    const char* value = ::getenv(name);
    return value != nullptr && value[0] != '\0';
  };
  const char* terminal = ::getenv("TERM");
  const bool able = terminal != nullptr && std::string_view(terminal) != "dumb";
  return options.output.empty() && !set("NO_COLOR") && able && ::isatty(STDOUT_FILENO) == 1;
}

// A note begins with an absolute path: it is shortened where it lies below the working directory.
void write_notes(const std::vector<std::string>& notes, const std::string& working_directory) {
  const std::string prefix = working_directory == "/" ? "/" : working_directory + "/";
  for (const std::string& note : notes)
    complain("note: " + (note.starts_with(prefix) ? note.substr(prefix.size()) : note));
}

std::string text_of(const CheckOptions& options, const Report& report) {
  switch (options.format) {
    case Format::text:
      return report_text(report, wants_color(options));
    case Format::json:
      return report_json(report);
    case Format::sarif:
      return report_sarif(report);
    case Format::github:
      return report_github(report);
    case Format::junit:
      return report_junit(report, options.fail_on);
  }
  return {};
}

std::string write_report(const CheckOptions& options, const Report& report) {
  const std::string text = text_of(options, report);
  if (options.output.empty()) {
    const std::string fault = write_out(text);
    return fault.empty() ? "" : "cannot write the report (" + fault + ")";
  }
  const std::string fault = write_to_file(options.output, text);
  return fault.empty() ? "" : "cannot write " + options.output + " (" + fault + ")";
}

}  // namespace

int run_check(const CheckOptions& options) {
  std::signal(SIGPIPE, SIG_IGN);
  std::error_code no_directory;
  const std::string working_directory = std::filesystem::current_path(no_directory).string();
  if (no_directory) {
    complain("the working directory is not there any more");
    return 3;
  }
  LoadOptions load;
  if (const WrongUse wrong = find_targets(options, working_directory, load); !wrong.sentences.empty()) {
    for (const std::string& sentence : wrong.sentences) complain(sentence);
    return wrong.exit_code;
  }
  Progress progress(options.progress);
  progress.begin("reading files", 0);
  LoadedWorkspace loaded = load_workspace(load);
  Report report = check_all(loaded, working_directory, options.jobs, progress);
  write_notes(loaded.notes, working_directory);
  for (const FileReport& file : report.files)
    if (!file.fault.empty()) complain(file.path + " " + file.fault);
  add_unreadable(loaded, report);
  const std::string unwritten = write_report(options, report);
  if (!unwritten.empty()) complain(unwritten);
  const bool failed =
      std::ranges::any_of(report.files, [](const FileReport& file) { return !file.fault.empty(); });
  if (failed || !unwritten.empty()) return 3;
  return reaches(count_severities(report), options.fail_on) ? 1 : 0;
}

}  // namespace baton
