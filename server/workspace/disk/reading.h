// Reading many files at once and sorting them into kinds: the part of loading that takes the time.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "server/base/cancel.h"
#include "server/workspace/disk/load.h"
#include "server/workspace/snapshot.h"

namespace baton {

struct ReadTask {
  std::string path;
  bool judged = false;                 // one of the files that were asked for; else only its facts matter
  bool named = false;                  // asked for by its own name
  const std::string* text = nullptr;   // in place of the disk's
  std::optional<FileKind> plain = {};  // of a file that is no Markdown
  bool keep = true;  // false: of a document only `needs` stays, and its facts have their uses
};

struct ReadOutcome {
  std::shared_ptr<const FileFacts> facts;    // of commands, agents, skills and templates
  std::shared_ptr<const Document> document;  // where it is to be judged
  bool judgeable = false;                    // there was such a document, kept or not
  Needs needs;                               // of a document that was not kept
  std::shared_ptr<const Document> troubled;  // where it is not
  std::string trouble;                       // as FileTrouble::message; empty: none
  bool no_permission = false;
  bool internal_fault = false;
  std::string note;  // empty: none
};

// One outcome per task, whatever the number of threads. `world` knows plugins and configurations.
std::vector<ReadOutcome> read_files(const std::vector<ReadTask>& tasks, const Snapshot& world,
                                    Workers& workers, const CancelToken& cancel);

// A document's facts: its anchors. Nothing where it cannot be read.
std::shared_ptr<const FileFacts> read_outline(const std::string& path);

}  // namespace baton
