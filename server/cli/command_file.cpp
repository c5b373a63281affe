// Loads as --check does, so that agents resolve, and says no in the same words for all who need a pipeline.
#include "server/cli/command_file.h"

#include <algorithm>
#include <filesystem>
#include <string_view>

#include "server/base/error_words.h"
#include "server/base/path.h"
#include "server/base/utf8.h"
#include "server/cli/check_targets.h"
#include "server/cli/output.h"
#include "server/cli/plain_text.h"
#include "server/workspace/disk/read_file.h"

namespace baton {
namespace {

constexpr int wrong_usage = 2;
constexpr int failed = 3;

CommandFile refused(const std::string& sentence, int code = wrong_usage) {
  complain(sentence);
  CommandFile none;
  none.exit_code = code;
  return none;
}

std::string_view kind_word(FileKind kind) {
  switch (kind) {
    case FileKind::agent:
      return "an agent";
    case FileKind::skill:
      return "a skill";
    case FileKind::manifest:
      return "a manifest";
    case FileKind::configuration:
      return "a configuration";
    case FileKind::document:
    case FileKind::command:
      break;
  }
  return "a document";
}

}  // namespace

CommandFile load_command_file(const CommandFilePath& given, const CommandFileUse& use) {
  std::error_code fault;
  const std::string working_directory = std::filesystem::current_path(fault).string();
  if (fault) return refused("the working directory is not there any more", failed);
  if (given.path != "-") {
    const bool is_folder =
        std::filesystem::status(given.path, fault).type() == std::filesystem::file_type::directory;
    if (is_folder)
      return refused(escaped(given.path) + " is a folder, and " + use.flag + " " + use.does +
                     " one command file");
    if (fault)
      return refused(std::string("cannot ") + use.verb + " " + escaped(given.path) + " (" +
                         error_words(fault.value()) + ")",
                     fault == std::errc::permission_denied ? failed : wrong_usage);
  }
  CheckOptions target;
  target.paths = {given.path};
  target.stdin_filename = given.stdin_filename;
  target.configuration = given.configuration;
  LoadOptions load;
  if (const WrongUse wrong = find_targets(target, working_directory, load); !wrong.sentences.empty()) {
    for (const std::string& sentence : wrong.sentences) complain(sentence);
    CommandFile none;
    none.exit_code = wrong.exit_code;
    return none;
  }
  CommandFile command;
  const std::string& path = load.targets.front();
  // Its runs are kept, and its programs work, in the same folder wherever one calls from.
  if (auto own = repository_around(std::string(path::parent(path)))) load.roots = {std::move(*own)};
  command.workspace = load_workspace(load);
  command.shown = to_valid_utf8(path::relative(path, working_directory));
  for (const FileTrouble& trouble : command.workspace.troubles) {
    if (trouble.path != path) continue;
    const bool is_baton = trouble.no_permission || trouble.internal_fault;
    if (is_baton || trouble.document == nullptr)
      return refused(escaped(command.shown) + " " + trouble.message, is_baton ? failed : wrong_usage);
    complain("note: " + escaped(command.shown) + " " + trouble.message);
  }
  const std::vector<LoadedFile>& files = command.workspace.files;
  const auto found = std::ranges::find(files, path, &LoadedFile::path);
  if (found == files.end() || found->kind != FileKind::command || found->document == nullptr)
    return refused(escaped(command.shown) + " is " +
                   std::string(kind_word(found == files.end() ? FileKind::document : found->kind)) +
                   ", not a command file: it has no pipeline to " + use.verb);
  command.file = *found;
  command.root = load.roots.empty() ? std::string(path::parent(path)) : load.roots.front();
  return command;
}

}  // namespace baton
