// The runs that an editor began, and what is known of earlier ones: in memory, so that nothing that is shown
// while the user types asks the disk. Everything here happens on the session's thread.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <variant>

#include "protocol/peer.h"
#include "protocol/types/lifecycle.h"
#include "server/base/result.h"
#include "server/lsp/document_view.h"
#include "server/lsp/loop.h"
#include "server/lsp/publisher.h"
#include "server/lsp/run_look.h"
#include "server/lsp/run_progress.h"
#include "server/lsp/run_thread.h"

namespace baton::lsp {

// What only the session knows of the file at a path.
struct RunFiles {
  std::function<bool(const std::string& path)> trusts;  // the user lets real runners run for it
  std::function<bool()> ready;  // the workspace is read: before that nobody knows the agents
  std::function<std::string(const std::string& path)> root;  // of its workspace; empty: it is in none
  std::function<std::optional<DocumentView>(const std::string& path)> view;  // nothing: it is not open
};

class Runs {
 public:
  Runs(Loop& loop, protocol::Peer& peer, const Publisher& publisher, RunPlaces places, RunFiles files);
  ~Runs();

  // Ends all that runs, and begins nothing any more. Does not wait: the destructor does.
  void close();

  void set_client(const protocol::ClientCapabilities& client);
  const RunPlaces& places() const { return places_; }
  // Where a file's runs are kept: its workspace's root, else its own folder.
  std::string root_of(const std::string& path) const;

  // What is known of the file's tasks. Of a file nobody asked about before the disk is asked in the
  // background, and the client told when that is known.
  RunView view(const DocumentView& view);

  // What the disk says now, and what runs. `mode`: see look_at_runs.
  struct Told {
    RunView view;
    std::optional<LastRun> last;
    std::vector<std::string> runners;  // names
  };
  void look(const DocumentView& view, const std::optional<std::string>& mode,
            std::function<void(const Told&)> then);
  // The file was saved, or something else may have changed.
  void look_again(const DocumentView& view);
  // Another process may have begun a run of a file that is open: looks only for that, in the background.
  void find_elsewhere();
  // The paths of files that were looked at.
  std::vector<std::string> known() const;
  // The file is not open any more: what was kept of it for showing it goes, and what runs goes on.
  void closed(const std::string& path);
  // The client wants to be told when the file's pipeline changes.
  void watch(const std::string& path) { files_[path].watched = true; }

  bool under_way(const std::string& path) const;
  // `then`: the run's id, or in words why none began.
  void start(const DocumentView& view, RunJob job, std::function<void(const Result<std::string>&)> then);
  bool cancel(const std::string& path);  // false: nothing runs
  void cancel_progress(const protocol::Json& token);

  // Runs `job` on another thread and what it returns, or throws, on this one.
  void in_background(std::function<std::function<void()>()> job);
  // window/showMessageRequest; `then` gets the chosen title, or nothing.
  void ask(protocol::MessageType type, const std::string& words, const std::vector<std::string>& titles,
           std::function<void(std::optional<std::string>)> then);
  // Requests of ours, for a client that has them.
  bool client_asks_questions() const { return client_.asks_questions; }
  void ask_client(std::string_view method, protocol::Json params,
                  std::function<void(std::variant<protocol::Json, protocol::ResponseError>)> then);

 private:
  struct Live {
    std::unique_ptr<RunThread> thread;
    DocumentView view;
    std::string root;
    std::set<std::string> planned;  // ids of the steps that are to run
    RunState state;
    std::string folder;
    std::string gate;  // the text of the one that was asked for last
    std::unique_ptr<RunProgress> progress;
    bool ended = false;
    std::uint64_t look = 0;  // the one that knows how it ended
  };
  struct File {
    std::shared_ptr<const Document> named;  // whose steps `names` has, and in which world
    std::shared_ptr<const Snapshot> named_in;
    std::vector<std::string> names;
    RunLook look;
    bool asked = false, looked = false;  // the disk, and it has answered
    bool watched = false;
    std::unique_ptr<Live> live;
  };

  RunView view_of(File& file, const DocumentView& view, const RunLook& look) const;
  std::optional<LastRun> last_of(const File& file, const RunLook& look) const;
  void took_look(const std::string& path, std::uint64_t number, const RunLook& look);
  RunListener listener(const std::string& path, std::function<void(const Result<std::string>&)> then);
  void ask_gate(const std::string& words, const std::vector<std::string>& outputs,
                std::function<void(bool)> answer);
  void happened(const std::string& path, const RunEvent& event);
  void ended(const std::string& path, const RunEnd& end);
  void say_end(const std::string& path, const Live& live, const RunEnd& end);
  bool nobody_tells(const std::string& path) const;
  void watch_elsewhere();
  void changed(const std::string& path);
  void tell_changes();
  void refresh_lenses();

  Loop& loop_;
  protocol::Peer& peer_;
  const Publisher& publisher_;
  RunPlaces places_;
  RunFiles sources_;
  protocol::WindowCapabilities client_;
  bool shows_progress_ = false, tells_of_files_ = false;
  std::map<std::string, File> files_;  // by path
  std::set<std::string> changed_;
  bool closed_ = false;
  bool telling_ = false, watching_ = false;
  bool refreshing_ = false, refresh_again_ = false;
  int progresses_ = 0;
  std::uint64_t looks_ = 0;
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
  Worker worker_;  // last: joined before anything it uses goes
};

}  // namespace baton::lsp
