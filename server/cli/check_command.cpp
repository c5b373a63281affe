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
#include <utility>

#include "server/checks/check.h"
#include "server/cli/check_targets.h"
#include "server/cli/output.h"
#include "server/cli/report.h"
#include "server/cli/unreadable.h"
#include "server/workspace/disk/parallel.h"

namespace baton {
namespace {

struct Checked {
  Report report;
  std::vector<std::string> faults;  // of Baton's own
};

Checked check_all(LoadedWorkspace& loaded, const std::string& working_directory, unsigned jobs) {
  const std::size_t count = loaded.files.size();
  std::vector<std::vector<Diagnostic>> found(count);
  std::vector<std::string> faults(count);
  for_each_index(count, job_count(jobs), [&](std::size_t i, unsigned) {
    const LoadedFile& file = loaded.files[i];
    try {
      found[i] = run_checks(*loaded.snapshot, file.path, *file.document, file.kind);
    } catch (const std::exception& fault) {
      faults[i] = file.path + " made Baton fail (" + fault.what() + ")";
    }
  });
  Checked checked;
  checked.report.working_directory = working_directory;
  for (std::size_t i = 0; i < count; ++i) {
    checked.report.files.push_back({loaded.files[i].path, loaded.files[i].document, std::move(found[i])});
    if (!faults[i].empty()) checked.faults.push_back(std::move(faults[i]));
  }
  add_unreadable(loaded, checked.report);
  return checked;
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

std::string write_report(const CheckOptions& options, const Report& report) {
  const std::string text =
      options.format == Format::json ? report_json(report) : report_text(report, wants_color(options));
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
  LoadedWorkspace loaded = load_workspace(load);
  const Checked checked = check_all(loaded, working_directory, options.jobs);
  write_notes(loaded.notes, working_directory);
  for (const std::string& fault : checked.faults) complain(fault);
  const std::string unwritten = write_report(options, checked.report);
  if (!unwritten.empty()) complain(unwritten);
  const bool failed =
      !unwritten.empty() || !checked.faults.empty() ||
      std::any_of(loaded.troubles.begin(), loaded.troubles.end(),
                  [](const FileTrouble& trouble) { return trouble.no_permission || trouble.internal_fault; });
  if (failed) return 3;
  return reaches(count_severities(checked.report), options.fail_on) ? 1 : 0;
}

}  // namespace baton
