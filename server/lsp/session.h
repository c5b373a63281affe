// One client's conversation with the server, from the first byte to the exit code. A thread of its own reads;
// all else happens on the thread that calls `run`.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "protocol/peer.h"
#include "protocol/types/lifecycle.h"
#include "protocol/types/window.h"
#include "server/lsp/analysis.h"
#include "server/lsp/file_watchers.h"
#include "server/lsp/handlers/answering.h"
#include "server/lsp/index_progress.h"
#include "server/lsp/indexer.h"
#include "server/lsp/loop.h"
#include "server/lsp/pending_changes.h"
#include "server/lsp/process_watch.h"
#include "server/lsp/publisher.h"
#include "server/lsp/session_options.h"
#include "server/lsp/settings.h"
#include "server/lsp/showing.h"
#include "server/lsp/waiting_requests.h"

namespace baton::lsp {

struct CommandDesk;
struct FeatureHandler;
class Runs;

class Session {
 public:
  Session(protocol::Channel& channel, SessionOptions options, spdlog::logger& log);
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  // Returns the exit code (LSP 3.17, "Exit Notification"). `fault` is why the input could not be read, or
  // empty.
  int run();
  const std::string& fault() const { return fault_; }

  // What the handlers (handlers/table.cpp lists them) do. Each runs on the session's thread.
  void initialize(const protocol::Json& params, protocol::Reply reply);
  void shutdown(const protocol::Json& params, protocol::Reply reply);
  void document_diagnostic(const protocol::Json& params, protocol::Reply reply);
  void workspace_diagnostic(const protocol::Json& params, protocol::Reply reply);
  void execute_command(const protocol::Json& params, protocol::Reply reply);
  void pipeline(const protocol::Json& params, protocol::Reply reply);
  void text_document_content(const protocol::Json& params, protocol::Reply reply);
  void initialized(const protocol::Json& params);
  void exit(const protocol::Json& params);
  void set_trace(const protocol::Json& params);
  // Any feature of the editor (handlers/features.cpp lists them).
  void answer_feature(const FeatureHandler& handler, const protocol::Json& params, protocol::Reply reply);
  void did_open(const protocol::Json& params);
  void did_change(const protocol::Json& params);
  void did_save(const protocol::Json& params);
  void did_close(const protocol::Json& params);
  void did_change_watched_files(const protocol::Json& params);
  void did_change_workspace_folders(const protocol::Json& params);
  void did_change_configuration(const protocol::Json& params);
  void cancel_progress(const protocol::Json& params);
  void will_create_files(const protocol::Json& params, protocol::Reply reply);
  void will_rename_files(const protocol::Json& params, protocol::Reply reply);
  void will_delete_files(const protocol::Json& params, protocol::Reply reply);
  void did_rename_files(const protocol::Json& params);
  void did_create_or_delete_files(const protocol::Json& params);

 private:
  enum class Life { fresh, initialized, shut_down };

  void read();
  void handle(protocol::Incoming& incoming);
  void handle_request(protocol::IncomingRequest& request);
  void handle_notification(const protocol::Notification& notification);
  // Questions (handlers/questions.cpp).
  FeatureContext feature_context();
  void answer_of_all_files(std::function<Answer(const FeatureContext&)> ask, protocol::Reply reply);
  bool is_stale(const FeatureHandler& handler, const protocol::Json& params) const;
  void warn(const std::string& words);
  void trace(const std::string& message, const protocol::Json& params);
  void input_ended(const std::string& fault);
  void end(int exit_code);
  void watch_process();
  void start_index();
  void apply_folders();
  void look_again(const std::string& path, bool came_or_went);
  void take_settings(const protocol::Json& given, bool initializing);
  void ask_for_settings();
  bool trusts(const std::string& path) const;
  CommandDesk desk();
  void look_at_runs_again();
  void look_around();
  void tell(protocol::MessageType type, const std::string& words);
  void heard_from_disk(const DiskNews& news);
  void report_when_known(const std::shared_ptr<protocol::Reply>& reply, const std::string& path,
                         const std::string& previous_result_id);
  template <typename T>
  bool usable(const protocol::Parsed<T>& parsed, const char* method);

  SessionOptions options_;
  spdlog::logger& log_;
  const int log_level_at_start_;
  protocol::Channel& channel_;
  protocol::Peer peer_;
  PendingChanges pending_;
  Loop loop_;
  Publisher publisher_;
  WaitingRequests waiting_;
  IndexProgress index_progress_;
  FileWatchers watchers_;

  std::atomic<Life> life_ = Life::fresh;
  protocol::ClientCapabilities client_;
  PositionEncoding encoding_ = PositionEncoding::utf16;
  TokenMemory tokens_;
  protocol::Trace trace_ = protocol::Trace::off;
  std::vector<protocol::WorkspaceFolder> folders_;
  Settings settings_;
  std::unique_ptr<ProcessWatch> process_;
  bool index_started_ = false;
  std::set<std::string> told_;  // words that are said once
  int exit_code_ = 1;
  std::string fault_;

  Indexer indexer_;
  Analysis analysis_;
  std::unique_ptr<Runs> runs_;
  Showing showing_;
  Answering answering_;  // last: its work ends before anything that it uses goes
};

}  // namespace baton::lsp
