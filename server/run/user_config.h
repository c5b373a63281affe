// The user's own configuration: runners, the default one, limits, and the roots that are trusted. It lies
// outside of every workspace, which is what makes it worth believing. run.md, "Runners", "Trust".
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/run/runner.h"

namespace baton {

struct UserConfig {
  std::vector<Runner> runners = {};
  std::string runner = {};                // the default's name; empty: not set
  unsigned jobs = 0;                      // 0: not set
  unsigned timeout = 0;                   // seconds; 0: not set
  std::vector<std::string> trusted = {};  // roots, absolute
};

struct UserConfigFile {
  UserConfig values;
  std::vector<std::string> problems = {};  // each one sentence; what they are about is not set
};

// `home`: what "~/" means.
UserConfigFile parse_user_config(std::string_view text, const std::string& home);
// A file that is not there is an empty one.
UserConfigFile read_user_config(const std::string& path, const std::string& home);
// Empty where neither is known.
std::string user_config_path(std::string_view xdg_config_home, std::string_view home);

// Exactly this root: what lies below a trusted one may be a stranger's.
bool is_trusted(const UserConfig& config, std::string_view root);

}  // namespace baton
