// A folder of its own for a test, gone when the test ends.
#pragma once

#include <doctest/doctest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

namespace baton::test {

class Scratch {
 public:
  Scratch() {
    std::string name = (std::filesystem::temp_directory_path() / "baton-test-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    folder_ = std::filesystem::canonical(name).string();
  }
  ~Scratch() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

  const std::string& folder() const { return folder_; }
  std::string path(std::string_view relative) const { return folder_ + "/" + std::string(relative); }
  // Makes the folders on the way; a name that ends in "/" is a folder.
  std::string write(std::string_view relative, std::string_view text = {}) const {
    const std::filesystem::path target = path(relative);
    if (relative.ends_with('/')) {
      std::filesystem::create_directories(target);
      return path(relative.substr(0, relative.size() - 1));
    }
    std::filesystem::create_directories(target.parent_path());
    std::ofstream out(target, std::ios::binary);
    out << text;
    out.close();
    REQUIRE(out);
    return target.string();
  }

 private:
  std::string folder_;
};

}  // namespace baton::test
