// An editor for tests: talks to a session in the same process and has every message that comes judged by the
// protocol's model. What it waits for must come within ten seconds.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>
#include <vector>

#include "protocol/channel.h"
#include "protocol/framing.h"
#include "server/lsp/session_options.h"
#include "tests/support/lsp_validator.h"

namespace baton::test {

// A folder that goes with its contents.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  const std::string& path() const { return path_; }
  std::string operator/(const std::string& name) const { return path_ + "/" + name; }
  // Writes a file, its folders too; `name` is relative.
  void write(const std::string& name, const std::string& text) const;
  void remove(const std::string& name) const;

 private:
  std::string path_;
};

std::string uri(const std::string& path);
// A session's options with short pauses and no home.
lsp::SessionOptions quick_options();

class LspClient {
 public:
  // Runs a session on a thread of its own.
  explicit LspClient(lsp::SessionOptions options = quick_options());
  // Talks to a server that is elsewhere.
  explicit LspClient(std::unique_ptr<protocol::Channel> channel);
  ~LspClient();

  void send_raw(const std::string& bytes) { channel_->write(bytes); }
  void send_body(const std::string& body) { channel_->write(protocol::frame(body)); }
  void notify(const std::string& method, const nlohmann::json& params);
  // Sends and returns the id; `answer` waits.
  int ask(const std::string& method, const nlohmann::json& params);
  // The same for parameters that no JSON value should hold.
  int ask_text(const std::string& method, const std::string& params);
  // Requests (with ids of their own) and notifications in one piece, so that the server has all of them at
  // once.
  void send_together(const std::vector<nlohmann::json>& messages);
  nlohmann::json answer(const nlohmann::json& id);
  nlohmann::json request(const std::string& method, const nlohmann::json& params) {
    return answer(ask(method, params));
  }
  // The error code of the answer, 0 for a result.
  int error_of(const std::string& method, const nlohmann::json& params);

  // initialize and initialized. `more` is merged into the parameters.
  nlohmann::json initialize(const std::vector<std::string>& roots,
                            const nlohmann::json& more = nlohmann::json::object());
  void open(const std::string& path, const std::string& text, int version = 1);
  void change(const std::string& path, int version, const nlohmann::json& changes);
  void close(const std::string& path);

  // The next notification or request of that method that was not taken yet; null when none comes in `ms`.
  nlohmann::json next(const std::string& method, int ms = 10000);
  // The next diagnostics of a document: its `params`, at this version or later; version 0: any.
  nlohmann::json diagnostics(const std::string& document_uri, int version = 0, int ms = 10000);
  // Waits until the last word on a document has these codes, sorted; gives the last word's codes.
  std::vector<std::string> settle(const std::string& document_uri, const std::vector<std::string>& codes);
  // Takes what comes for so long; gives the last word on each document, by URI.
  const std::map<std::string, nlohmann::json>& listen(int ms);
  const std::map<std::string, nlohmann::json>& last_words() const { return last_words_; }

  // shutdown and exit; the exit code of a session that runs here.
  int finish();
  // Closes our end of the input.
  void hang_up() { channel_->close(); }
  int exit_code();
  const std::string& fault() const { return fault_; }
  bool input_ended() const { return ended_; }

  // What a request of the server is answered with: an object with `result` or `error`; null: with null; an
  // empty object: not at all.
  std::function<nlohmann::json(const nlohmann::json& request)> on_request;

  std::vector<std::string> validator_faults;
  std::vector<nlohmann::json> answered;  // ids, in the order in which their answers came

 private:
  void start_reader();
  // Reads one message into the queues; false when the time is over or the server has gone.
  bool pump(std::chrono::steady_clock::time_point until);
  void take(const nlohmann::json& message);

  std::unique_ptr<protocol::Channel> channel_;
  std::unique_ptr<protocol::Channel> server_channel_;
  std::thread server_;
  std::thread reader_;
  std::atomic<int> exit_code_ = -1;
  std::string fault_;
  LspValidator validator_;
  int next_id_ = 1;

  std::mutex mutex_;
  std::condition_variable came_;
  std::deque<nlohmann::json> incoming_;
  std::atomic<bool> ended_ = false;

  std::map<std::string, nlohmann::json> answers_;
  std::deque<nlohmann::json> others_;
  std::map<std::string, nlohmann::json> last_words_;
};

}  // namespace baton::test
