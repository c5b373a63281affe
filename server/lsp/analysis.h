// From edits to findings: keeps the open documents, the picture of the world around them, and tells the
// client what is to be said. Everything here runs on the session's thread but the judging of files that are
// not open.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/types/text_sync.h"
#include "server/base/cancel.h"
#include "server/lsp/convert.h"
#include "server/lsp/dependants.h"
#include "server/lsp/document_view.h"
#include "server/lsp/documents.h"
#include "server/lsp/indexer.h"
#include "server/lsp/loop.h"
#include "server/lsp/publisher.h"

namespace baton::lsp {

// What became known of a file that is not open.
struct ClosedVerdict {
  std::string path;
  Verdict verdict;
  Mentions mentions;
  Needs needs;
};

// Why there is no answer where the reading was stopped.
inline constexpr std::string_view workspace_unread =
    "the workspace was not read to its end: \"Baton: Restart Index\" reads it again";

class Analysis {
 public:
  Analysis(Loop& loop, Publisher& publisher, Indexer& indexer, spdlog::logger& log,
           std::chrono::milliseconds pause);
  ~Analysis();

  void set_view(const DiagnosticView& view) { view_ = view; }

  void open(const protocol::DidOpenParams& params);
  void change(const protocol::DidChangeParams& params);
  void save(const protocol::DidSaveParams& params);
  void close(const std::string& uri);
  // True where the editor's text counts, and not what happens to the file on the disk. What a manifest or a
  // configuration says of other files counts when it is saved.
  bool holds_text_of(const std::string& path) const;

  // For a request. Nothing for a document that is not open, or is none that Baton reads, or too large to be
  // read whole.
  std::optional<DocumentView> look_at(const std::string& uri);
  // The same of manifests and configurations, too.
  std::optional<DocumentView> look_at_any(const std::string& uri);
  // The workspace with all that was typed, and with what its files mention.
  const std::shared_ptr<const Snapshot>& world();
  // Of an open document.
  std::optional<std::int64_t> version_of(const std::string& path) const;
  // Goes up with everything that the client says of open documents.
  std::uint64_t edits() const { return edits_; }
  // What is told of an open document, or is about to be. Null: it is not open, or nobody can judge it.
  std::shared_ptr<const std::vector<Diagnostic>> findings_of(const std::string& path);
  // False while files that are not read yet may still change what is to be said of others.
  bool knows_workspace() const { return indexer_.ready(); }
  // It does not yet, but will. It never will where somebody has stopped the reading.
  bool awaits_workspace() const { return indexer_.loads_first(); }

  // The indexer has a new view of the disk.
  void disk_changed(const DiskNews& news);

  // One piece of waiting work: the edited documents first, then those whose world changed. False: nothing
  // waits.
  bool idle();
  // The same work for one document, before somebody asks about it.
  void bring_up_to_date(const std::string& path);
  // Asks the disk about what decides over the findings of a file and is not known. True where the answer, or
  // the workspace, is still to come; news will tell.
  bool ask_disk_and_await(const std::string& path);

 private:
  bool judge_again(OpenDocument& document);
  void read_text(OpenDocument& document);
  const std::vector<Diagnostic>& judged(OpenDocument& document);
  FileKind plain_kind(const OpenDocument& document) const;
  void sort_into_kind(OpenDocument& document, std::shared_ptr<const FileFacts> facts_before);
  void judge(OpenDocument& document, bool always);
  void ask_disk(const OpenDocument& document);
  void judge_those_in_need();
  void lay_open_documents_over();
  void later(const Affected& affected);
  void judge_dependants();
  void mark_affected(const Affected& affected);
  void judge_closed();
  void forget_gone();
  std::map<std::string, ClosedFile> take_waiting();
  void closed_judged(std::vector<ClosedVerdict> verdicts);

  Loop& loop_;
  Publisher& publisher_;
  Indexer& indexer_;
  spdlog::logger& log_;
  std::chrono::milliseconds pause_;
  DiagnosticView view_;
  OpenDocuments open_;
  std::shared_ptr<const Snapshot> world_;   // the indexer's view with the open documents laid over it
  Affected waiting_;                        // dependants, for the pause
  Affected closed_waiting_;                 // files that are not open, for the worker
  std::map<std::string, Mentions> closed_;  // what is known of them
  std::set<std::string> in_need_;           // files, open or not, that wait for the disk to be asked
  std::uint64_t edits_ = 0;
  std::vector<std::shared_ptr<const void>> outgrown_;  // by an edit: freed when nothing else is to be done
  std::uint64_t pause_number_ = 0;
  bool judging_closed_ = false;
  CancelToken cancel_;
  Worker worker_;  // last: joined before anything it uses goes
};

}  // namespace baton::lsp
