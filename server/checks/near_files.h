// Which files a missing path may have meant, asked once per path and not without end.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "server/checks/link_places.h"

namespace baton {

class NearFiles {
 public:
  explicit NearFiles(const CheckInput& input) : input_(input) {}
  // Nearest first, each as it is to be written there. `path`: the missing one, absolute.
  std::vector<std::string> at(const LinkPlace& place, const std::string& path);

 private:
  const CheckInput& input_;
  std::map<std::string, std::vector<std::string>> known_;  // missing path -> existing ones
};

// "; did you mean "a" or "b"?", or nothing.
std::string suggestion(const std::vector<std::string>& near);
// A fix for each, in place of the path.
void offer(const CheckInput& input, const LinkPlace& place, const std::vector<std::string>& near,
           Diagnostic& found);

}  // namespace baton
