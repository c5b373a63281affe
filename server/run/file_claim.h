// Which run of a command file is under way, whoever began it, for those who ask before they begin another
// one.
#pragma once

#include <optional>
#include <string>
#include <utility>

#include "server/base/result.h"
#include "server/run/store.h"

namespace baton {

// Held until it is let go of, or its process ends, however that does.
class FileClaim {
 public:
  // Other runs may have the file: two runs do not mix, and this one goes on beside them. Beside very many
  // nothing is claimed. The error is one sentence.
  static Result<FileClaim> take(const std::string& root, const std::string& command, const std::string& path);
  // The error, where another run has it: elsewhere_words.
  static Result<FileClaim> take_alone(const std::string& root, const std::string& command,
                                      const std::string& path);

  FileClaim(FileClaim&&) noexcept = default;
  FileClaim& operator=(FileClaim&&) noexcept = default;
  ~FileClaim() { let_go(); }

  // For people, as soon as it is known. Nothing happens where nothing is claimed, or not any more.
  void set_run(const std::string& run);
  // More than once, too.
  void let_go();

 private:
  explicit FileClaim(OpenFile lock) : lock_(std::move(lock)) {}
  OpenFile lock_;
};

// Whose run of a file is under way; of several, one of them. Either may be empty, where it was only just
// begun.
struct RunUnderWay {
  std::string run, process;
  bool operator==(const RunUnderWay&) const = default;
};
std::optional<RunUnderWay> run_under_way(const std::string& root, const std::string& command,
                                         const std::string& path);
bool is_own(const RunUnderWay& use);  // of this process

// "run ID of this file is under way, begun by process N".
std::string under_way_words(const RunUnderWay& use);
// The same, and what can be done where that is another process.
std::string elsewhere_words(const RunUnderWay& use);

}  // namespace baton
