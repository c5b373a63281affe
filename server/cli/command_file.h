// One command file with the workspace around it, for what works on a single pipeline.
#pragma once

#include <string>

#include "server/workspace/disk/load.h"

namespace baton {

struct CommandFileUse {
  const char* flag;  // "--graph"
  const char* verb;  // "draw"
  const char* does;  // "draws"
};

struct CommandFilePath {
  std::string path;            // as given; "-" is standard input
  std::string stdin_filename;  // of "-"
  std::string configuration;   // empty: the ones found
};

struct CommandFile {
  int exit_code = 0;  // not 0: nothing was loaded, and the user was told why
  LoadedWorkspace workspace;
  LoadedFile file;
  std::string shown;  // the path from the working directory, valid UTF-8
  std::string root;   // of the workspace that holds it
};

CommandFile load_command_file(const CommandFilePath& given, const CommandFileUse& use);

}  // namespace baton
