// Looks at each path once, before anything is checked: a path that is not there is wrong usage.
#include "server/cli/check_targets.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <string_view>
#include <utility>

#include "server/base/error_words.h"
#include "server/base/path.h"
#include "server/checks/configuration_problems.h"
#include "server/cli/report.h"
#include "server/workspace/disk/read_file.h"

namespace baton {
namespace {

struct Target {
  std::string path;  // absolute
  bool is_folder = false;
  int error = 0;  // errno
};

Target look_at(const std::string& given, const std::string& working_directory) {
  Target target{path::join(working_directory, given), false, 0};
  struct stat about {};
  if (given.empty() || ::stat(given.c_str(), &about) != 0) {
    target.error = given.empty() ? ENOENT : errno;
    return target;
  }
  target.is_folder = S_ISDIR(about.st_mode);
  // "link/../x" as text is "x", and need not be what the system means.
  struct stat as_text {};
  if (::stat(target.path.c_str(), &as_text) != 0 || as_text.st_ino != about.st_ino ||
      as_text.st_dev != about.st_dev) {
    if (char* real = ::realpath(given.c_str(), nullptr)) {
      target.path = real;
      ::free(real);
    }
  }
  return target;
}

// All of standard input, or an error; at most what a file may have, and a little more, so that it counts as
// too large.
Result<std::string> read_standard_input() {
  std::string text;
  char buffer[65536];
  while (text.size() <= largest_file) {
    const ssize_t n = ::read(STDIN_FILENO, buffer, sizeof buffer);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return Error{"cannot read standard input (" + error_words(errno) + ")"};
    if (n == 0) break;
    text.append(buffer, static_cast<std::size_t>(n));
  }
  return text;
}

// The working directory's root where a target lies in it; for each target outside of that, the root around
// it. A wide root is read for nobody who names but a part of it.
std::vector<std::string> roots_of(const std::vector<Target>& targets, const std::string& working_directory,
                                  const std::string& home) {
  const std::string here = find_root(working_directory);
  const bool named_only = is_wide(here, home);
  std::vector<std::string> roots;
  const auto covered = [&](const std::string& path) {
    return std::any_of(roots.begin(), roots.end(),
                       [&](const std::string& root) { return path::is_below(path, root); });
  };
  for (const Target& target : targets)
    if (path::is_below(target.path, here) && (!named_only || target.path == here) && !covered(target.path))
      roots.push_back(here);
  for (const Target& target : targets)
    if (!covered(target.path))
      roots.push_back(target.is_folder ? find_root(target.path) : find_root_of_file(target.path, home));
  // One that lies in another adds nothing.
  std::sort(roots.begin(), roots.end());
  std::vector<std::string> outer;
  for (std::string& root : roots)
    if (outer.empty() || !path::is_below(root, outer.back())) outer.push_back(std::move(root));
  return outer;
}

// Why a file cannot be the configuration, each with its place in it. Who names one by hand wants all of it.
std::vector<std::string> configuration_faults(const std::string& given, const std::string& path) {
  constexpr std::size_t most_told = 10;
  ReadBuffer buffer;
  const FileText file = read_file(path, buffer);
  const std::string head = "cannot use " + given + " as a configuration";
  if (file.status != ReadStatus::ok) return {head + " (" + error_words(file.error) + ")"};
  const auto document = plain_document(std::string(file.text), PlainFormat::yaml);
  std::vector<std::string> faults;
  for (const ConfigurationProblem& problem :
       configuration_problems(document->text, std::string(path::parent(path)))) {
    if (faults.size() == most_told) break;
    const Position at = shown_position(*document, problem.range.begin, PositionEncoding::utf32);
    faults.push_back(head + " (" + place_text(given, at) + ": " + problem.message + ")");
  }
  return faults;
}

}  // namespace

WrongUse find_targets(const CheckOptions& options, const std::string& working_directory, LoadOptions& load) {
  WrongUse wrong;
  std::vector<std::string> given = options.paths;
  if (given.empty()) given.emplace_back(".");
  std::vector<Target> targets;
  for (const std::string& path : given) {
    if (path == "-") {
      Result<std::string> text = read_standard_input();
      if (!text) return {3, {text.error()}};
      targets.push_back({path::join(working_directory, options.stdin_filename), false, 0});
      load.texts[targets.back().path] = std::move(*text);
      continue;
    }
    targets.push_back(look_at(path, working_directory));
    const int error = targets.back().error;
    if (error == 0) continue;
    if (error == EACCES) wrong.exit_code = 3;
    wrong.sentences.push_back("cannot check " + (path.empty() ? std::string("\"\"") : path) + " (" +
                              error_words(error) + ")");
  }
  if (!options.configuration.empty()) {
    load.configuration = path::join(working_directory, options.configuration);
    for (std::string& fault : configuration_faults(options.configuration, load.configuration))
      wrong.sentences.push_back(std::move(fault));
  }
  if (!wrong.sentences.empty()) return wrong;
  load.home = home_folder();
  load.roots = roots_of(targets, working_directory, load.home);
  for (Target& target : targets) load.targets.push_back(std::move(target.path));
  return wrong;
}

}  // namespace baton
