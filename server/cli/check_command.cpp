// Load, check on all threads, write once.
#include "server/cli/check_command.h"

#include <stdlib.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <exception>
#include <filesystem>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/base/error_words.h"
#include "server/base/path.h"
#include "server/checks/check.h"
#include "server/cli/baseline.h"
#include "server/cli/check_targets.h"
#include "server/cli/fix_command.h"
#include "server/cli/large_pages.h"
#include "server/cli/output.h"
#include "server/cli/progress.h"
#include "server/cli/report.h"
#include "server/cli/unreadable.h"
#include "server/workspace/disk/read_file.h"

namespace baton {
namespace {

Report check_all(const LoadedWorkspace& loaded, const std::string& working_directory, Workers& workers,
                 Progress& progress) {
  const std::size_t count = loaded.files.size();
  Report report{working_directory, std::vector<FileReport>(count)};
  progress.begin("checking", count);
  workers.for_each_index(count, [&](std::size_t i, unsigned) {
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

std::string text_of(const CheckOptions& options, const Report& report, Workers& workers) {
  switch (options.format) {
    case Format::text:
      return report_text(report, wants_color(options), workers);
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

// To --output or standard output. Empty, or what went wrong.
std::string hand_over(const CheckOptions& options, const std::string& text, std::string_view what) {
  if (options.output.empty()) {
    const std::string fault = write_out(text);
    return fault.empty() ? "" : "cannot write the " + std::string(what) + " (" + fault + ")";
  }
  const std::string fault = write_to_file(options.output, text);
  return fault.empty() ? "" : "cannot write " + options.output + " (" + fault + ")";
}

std::string write_report(const CheckOptions& options, const Report& report, Workers& workers) {
  return hand_over(options, text_of(options, report, workers), "report");
}

std::string baseline_folder(const std::string& given, const std::string& working_directory) {
  return std::string(path::parent(path::join(working_directory, given)));
}

Result<Baseline> read_baseline(const std::string& given) {
  ReadBuffer buffer;
  const FileText file = read_file(given, buffer);
  Result<Baseline> baseline =
      file.status == ReadStatus::ok ? parse_baseline(std::string(file.text)) : Error{error_words(file.error)};
  if (baseline) return baseline;
  return Error{"cannot use " + given + " as a baseline (" + baseline.error() + ")"};
}

// Keeps all findings of the report, which is then empty. Returns what went wrong.
std::string accept_findings(const CheckOptions& options, Report& report) {
  const std::string folder = baseline_folder(options.write_baseline, report.working_directory);
  const Baseline baseline = baseline_of(report, folder);
  const std::string fault = write_to_file(options.write_baseline, baseline_text(baseline));
  if (!fault.empty()) return "cannot write " + options.write_baseline + " (" + fault + ")";
  leave_out_accepted(baseline, folder, report);
  std::size_t count = 0;
  for (const auto& [finding, equal] : baseline) count += equal;
  complain("note: " + options.write_baseline + " now accepts " + std::to_string(count) +
           (count == 1 ? " finding" : " findings"));
  return {};
}

// What Baton could not do, each sentence once.
int failed(std::vector<std::string> sentences) {
  std::ranges::sort(sentences);
  const auto [first, last] = std::ranges::unique(sentences);
  sentences.erase(first, last);
  for (const std::string& sentence : sentences) complain(sentence);
  return 3;
}

int show_diff(const CheckOptions& options, const FixPlan& plan, const LoadedWorkspace& loaded,
              const std::string& working_directory) {
  std::vector<std::string> faults = plan.faults;
  const Result<std::string> diff = diff_of_fixes(plan, working_directory);
  const std::string fault =
      diff ? hand_over(options, *diff, "diff") : "cannot make the diff (" + diff.error() + ")";
  if (!fault.empty()) faults.push_back(fault);
  for (const FileTrouble& trouble : loaded.troubles)
    if (trouble.no_permission || trouble.internal_fault)
      faults.push_back(path::relative(trouble.path, working_directory) + " " + trouble.message);
  if (!faults.empty()) return failed(std::move(faults));
  return diff->empty() || !options.fail_on ? 0 : 1;
}

int write_findings(const CheckOptions& options, const Baseline& accepted, const LoadedWorkspace& loaded,
                   Report& report, Workers& workers, std::vector<std::string> faults) {
  for (const FileReport& file : report.files)
    if (!file.fault.empty()) faults.push_back(file.path + " " + file.fault);
  add_unreadable(loaded, report);
  if (!options.baseline.empty())
    leave_out_accepted(accepted, baseline_folder(options.baseline, report.working_directory), report);
  if (!options.write_baseline.empty())
    if (std::string fault = accept_findings(options, report); !fault.empty())
      faults.push_back(std::move(fault));
  if (std::string fault = write_report(options, report, workers); !fault.empty())
    faults.push_back(std::move(fault));
  if (!faults.empty()) return failed(std::move(faults));
  if (std::ranges::any_of(report.files, [](const FileReport& file) { return !file.fault.empty(); })) return 3;
  return reaches(count_severities(report), options.fail_on) ? 1 : 0;
}

}  // namespace

int run_check(const CheckOptions& options, void (*leave)(int)) {
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
  const Result<Baseline> accepted = options.baseline.empty() ? Baseline() : read_baseline(options.baseline);
  if (!accepted) {
    complain(accepted.error());
    return 2;
  }
  Progress progress(options.progress);
  progress.begin("reading files", 0);
  Workers workers(options.jobs, Placement::own_cores);
  const HeapBlocks taken = ask_for_large_pages(workers);
  LoadedWorkspace loaded = load_workspace(load, workers);
  std::vector<std::string> faults;
  if (options.fix || options.diff) {
    progress.begin("fixing", 0);
    FixPlan plan = plan_fixes(load, workers, loaded);
    progress.end();
    if (options.diff) {
      write_notes(loaded.notes, working_directory);
      return show_diff(options, plan, loaded, working_directory);
    }
    faults = write_fixes(plan, working_directory);
    std::ranges::move(plan.faults, std::back_inserter(faults));
    // What the disk holds now, whatever could not be written.
    if (!plan.changes.empty()) loaded = load_workspace(load, workers);
  }
  Report report = check_all(loaded, working_directory, workers, progress);
  write_notes(loaded.notes, working_directory);
  const int exit_code = write_findings(options, *accepted, loaded, report, workers, std::move(faults));
  if (leave != nullptr) leave(exit_code);
  return exit_code;
}

}  // namespace baton
