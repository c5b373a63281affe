// Files that are not open: judged on another thread, told of where something changed.
#include <spdlog/spdlog.h>

#include <exception>
#include <set>
#include <utility>

#include "protocol/uri.h"
#include "server/lsp/analysis.h"
#include "server/lsp/judge.h"

namespace baton::lsp {
namespace {

using Found = std::vector<std::pair<std::string, std::vector<protocol::Diagnostic>>>;

constexpr std::size_t files_at_once = 200;  // whose findings come back together

struct ClosedJob {
  DiskView disk;
  std::shared_ptr<const Snapshot> world;
  Affected affected;
  std::set<std::string> open;
  DiagnosticView view;
  CancelToken cancel;
};

// What can be said of one path; nothing where the file does not have to be judged again.
bool judge_file(const ClosedJob& job, const std::string& path, Found& out) {
  const auto file = job.disk.files->find(path);
  const auto trouble = job.disk.troubles->find(path);
  const LoadedFile* loaded = file == job.disk.files->end() ? nullptr : &file->second;
  const FileTrouble* troubled = trouble == job.disk.troubles->end() ? nullptr : &trouble->second;
  const Document* document = loaded ? loaded->document.get() : troubled ? troubled->document.get() : nullptr;
  static const Document empty;
  if (!job.affected.touches(path, document ? *document : empty)) return false;
  out.emplace_back(
      path, to_protocol(judge_loaded(*job.world, loaded, troubled), document ? *document : empty, job.view,
                        true, [](const std::string& other) { return protocol::uri_of_path(other); }));
  return true;
}

std::set<std::string> paths_of(const ClosedJob& job) {
  std::set<std::string> paths = job.affected.paths();
  for (const auto& [path, file] : *job.disk.files) paths.insert(paths.end(), path);
  for (const auto& [path, trouble] : *job.disk.troubles) paths.insert(path);
  for (const std::string& path : job.open) paths.erase(path);
  return paths;
}

}  // namespace

void Analysis::judge_closed() {
  // Before the first load nothing is known of files that are not open.
  if (judging_closed_ || !indexer_.ready()) return;
  ClosedJob job{indexer_.view(), world_, std::exchange(closed_waiting_, {}), {}, view_, cancel_};
  for (const auto& [path, document] : open_) job.open.insert(path);
  // Files that are gone have nothing to be said of any more.
  for (const std::string& path : publisher_.shown())
    if (!job.open.contains(path) && !job.disk.files->contains(path) && !job.disk.troubles->contains(path))
      publisher_.publish_closed(path, {});
  judging_closed_ = true;
  worker_.post([this, job = std::move(job)] {
    Found found;
    for (const std::string& path : paths_of(job)) {
      if (job.cancel.cancelled()) return;
      try {
        judge_file(job, path, found);
      } catch (const std::exception& fault) {
        log_.error("{} could not be judged: {}", path, fault.what());
      }
      if (found.size() >= files_at_once)
        loop_.post([this, part = std::exchange(found, {})] { closed_judged(part); });
    }
    loop_.post([this, found = std::move(found)] {
      closed_judged(found);
      judging_closed_ = false;
      if (!closed_waiting_.empty()) judge_closed();
    });
  });
}

void Analysis::closed_judged(const Found& found) {
  for (const auto& [path, diagnostics] : found)
    if (!open_.contains(path)) publisher_.publish_closed(path, diagnostics);
}

}  // namespace baton::lsp
