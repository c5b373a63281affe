// Files that are not open: read and judged on another thread, told of where something changed. What they say
// to others is kept, their text is not.
#include <spdlog/spdlog.h>

#include <exception>
#include <utility>

#include "protocol/uri.h"
#include "server/checks/unreadable.h"
#include "server/lsp/analysis.h"
#include "server/lsp/judge.h"

namespace baton::lsp {
namespace {

constexpr std::size_t files_at_once = 16;  // whose verdicts come back together

struct ClosedJob {
  std::map<std::string, ClosedFile> files;
  std::shared_ptr<const Snapshot> world;
  DiagnosticView view;
  CancelToken cancel;
};

const Document& nothing() {
  static const Document empty;
  return empty;
}

ClosedVerdict judge_file(const ClosedJob& job, const std::string& path, const ClosedFile& file) {
  JudgedFile judged = judge_on_disk(*job.world, path, file.plain);
  const Document& document = judged.document ? *judged.document : nothing();
  const auto found = to_protocol(judged.found, document, job.view, true,
                                 [](const std::string& other) { return protocol::uri_of_path(other); });
  ClosedVerdict verdict{path, verdict_of(found), {}, std::move(judged.needs)};
  verdict.mentions = mentions_of(path, document, holds_any(verdict.verdict.codes, codes_of_missing_files));
  return verdict;
}

}  // namespace

// Files that are gone have nothing to be said of any more; folders that cannot be read have.
void Analysis::forget_gone() {
  const DiskView& disk = indexer_.view();
  std::erase_if(closed_, [&](const auto& entry) { return !disk.files->contains(entry.first); });
  for (const std::string& path : publisher_.shown())
    if (!open_.contains(path) && !disk.files->contains(path) && !disk.unread_folders->contains(path))
      publisher_.publish_closed(path, verdict_of({}));
  for (const auto& [path, words] : *indexer_.view().unread_folders)
    if (const auto found = unreadable(*world_, path, nullptr, words))
      publisher_.publish_closed(
          path, verdict_of(to_protocol({*found}, nothing(), view_, true, protocol::uri_of_path)));
  publisher_.flush();
}

// Those that nobody judged yet, and those that what waits touches.
std::map<std::string, ClosedFile> Analysis::take_waiting() {
  const Affected waiting = std::exchange(closed_waiting_, {});
  std::map<std::string, ClosedFile> files;
  for (const auto& [path, file] : *indexer_.view().files) {
    if (open_.contains(path)) continue;
    const auto known = closed_.find(path);
    if (known == closed_.end() || waiting.touches(path, known->second))
      files.emplace_hint(files.end(), path, file);
  }
  return files;
}

void Analysis::judge_closed() {
  // Before the first load nothing is known of files that are not open.
  if (judging_closed_ || !indexer_.ready()) return;
  ClosedJob job{take_waiting(), world_, view_, cancel_};
  if (job.files.empty()) return;
  judging_closed_ = true;
  worker_.post([this, job = std::move(job)] {
    std::vector<ClosedVerdict> verdicts;
    for (const auto& [path, file] : job.files) {
      if (job.cancel.cancelled()) return;
      try {
        verdicts.push_back(judge_file(job, path, file));
      } catch (const std::exception& fault) {
        log_.error("{} could not be judged: {}", path, fault.what());
      }
      if (verdicts.size() >= files_at_once)
        loop_.post([this, part = std::exchange(verdicts, {})]() mutable { closed_judged(std::move(part)); });
    }
    loop_.post([this, verdicts = std::move(verdicts)]() mutable {
      closed_judged(std::move(verdicts));
      judging_closed_ = false;
      if (!closed_waiting_.empty()) judge_closed();
    });
  });
}

void Analysis::closed_judged(std::vector<ClosedVerdict> verdicts) {
  Needs needs;
  for (ClosedVerdict& verdict : verdicts) {
    if (!indexer_.view().files->contains(verdict.path)) continue;  // gone while it was judged
    if (!verdict.needs.paths.empty() || !verdict.needs.outlines.empty()) {
      in_need_.insert(verdict.path);
      needs.paths.merge(verdict.needs.paths);
      needs.outlines.merge(verdict.needs.outlines);
    }
    if (!open_.contains(verdict.path)) publisher_.publish_closed(verdict.path, std::move(verdict.verdict));
    closed_[verdict.path] = std::move(verdict.mentions);
  }
  publisher_.flush();
  indexer_.look_up(needs);
}

}  // namespace baton::lsp
