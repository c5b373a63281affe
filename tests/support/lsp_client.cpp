// The reading thread only collects; everything else happens in the test's own.
#include "tests/support/lsp_client.h"

#include <doctest/doctest.h>
#include <spdlog/sinks/null_sink.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "protocol/uri.h"
#include "server/lsp/session.h"

namespace baton::test {

using Json = nlohmann::json;
using Clock = std::chrono::steady_clock;
namespace fs = std::filesystem;

TemporaryFolder::TemporaryFolder() {
  std::string name = (fs::temp_directory_path() / "baton-test-XXXXXX").string();
  REQUIRE(::mkdtemp(name.data()) != nullptr);
  path_ = fs::canonical(name).string();
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code problem;
  fs::remove_all(path_, problem);
}

void TemporaryFolder::write(const std::string& name, const std::string& text) const {
  const fs::path path = fs::path(path_) / name;
  fs::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << text;
}

void TemporaryFolder::remove(const std::string& name) const {
  fs::remove_all(fs::path(path_) / name);
}

std::string uri(const std::string& path) {
  return protocol::uri_of_path(path);
}

lsp::SessionOptions quick_options() {
  lsp::SessionOptions options;
  options.version = "test";
  options.index.pause = std::chrono::milliseconds(20);
  options.process_poll = std::chrono::milliseconds(20);
  return options;
}

LspClient::LspClient(lsp::SessionOptions options) : validator_(read_meta_model_subset()) {
  std::tie(channel_, server_channel_) = protocol::memory_channels();
  server_ = std::thread([this, options = std::move(options)] {
    spdlog::logger log("test", std::make_shared<spdlog::sinks::null_sink_mt>());
    log.set_level(spdlog::level::debug);
    int code = -1;
    {
      lsp::Session session(*server_channel_, options, log);
      code = session.run();
      fault_ = session.fault();
    }
    exit_code_ = code;
    server_channel_->close();
  });
  start_reader();
}

LspClient::LspClient(std::unique_ptr<protocol::Channel> channel)
    : channel_(std::move(channel)), validator_(read_meta_model_subset()) {
  start_reader();
}

void LspClient::start_reader() {
  reader_ = std::thread([this] {
    protocol::FrameReader frames;
    char bytes[65536];
    while (const std::size_t count = channel_->read(bytes, sizeof bytes)) {
      frames.feed({bytes, count});
      while (const auto body = frames.next()) {
        const std::lock_guard lock(mutex_);
        incoming_.push_back(Json::parse(*body));
        came_.notify_all();
      }
    }
    const std::lock_guard lock(mutex_);
    ended_ = true;
    came_.notify_all();
  });
}

LspClient::~LspClient() {
  channel_->close();
  if (server_.joinable()) server_.join();
  reader_.join();
  for (const std::string& fault : validator_faults) FAIL_CHECK(fault);
}

bool LspClient::pump(Clock::time_point until) {
  Json message;
  {
    std::unique_lock lock(mutex_);
    came_.wait_until(lock, until, [&] { return ended_ || !incoming_.empty(); });
    if (incoming_.empty()) return false;
    message = std::move(incoming_.front());
    incoming_.pop_front();
  }
  take(message);
  return true;
}

void LspClient::take(const Json& message) {
  for (const std::string& fault : validator_.check_from_server(message))
    validator_faults.push_back(fault + " in " + message.dump());
  if (!message.contains("method")) {
    answers_[message.value("id", Json()).dump()] = message;
    answered.push_back(message.value("id", Json()));
    return;
  }
  if (message.contains("id")) {
    Json answer = on_request ? on_request(message) : Json();
    if (answer.is_null()) answer = Json{{"result", nullptr}};
    if (!answer.empty()) {
      answer.update(Json{{"jsonrpc", "2.0"}, {"id", message["id"]}});
      send_body(answer.dump());
    }
  }
  if (message["method"] == "textDocument/publishDiagnostics")
    last_words_[message["params"]["uri"]] = message["params"];
  others_.push_back(message);
}

void LspClient::notify(const std::string& method, const Json& params) {
  Json message = {{"jsonrpc", "2.0"}, {"method", method}};
  if (!params.is_null()) message["params"] = params;
  send_body(message.dump());
}

int LspClient::ask(const std::string& method, const Json& params) {
  return ask_text(method, params.is_null() ? "" : params.dump());
}

int LspClient::ask_text(const std::string& method, const std::string& params) {
  const int id = next_id_++;
  validator_.expect_answer(id, method);
  send_body(R"({"jsonrpc":"2.0","id":)" + std::to_string(id) + R"(,"method":)" + Json(method).dump() +
            (params.empty() ? "" : R"(,"params":)" + params) + "}");
  return id;
}

void LspClient::send_together(const std::vector<Json>& messages) {
  std::string bytes;
  for (const Json& message : messages) {
    if (message.contains("id")) validator_.expect_answer(message["id"], message["method"]);
    bytes += protocol::frame(message.dump());
  }
  channel_->write(bytes);
}

Json LspClient::answer(const Json& id) {
  const auto until = Clock::now() + std::chrono::seconds(10);
  for (;;) {
    if (const auto found = answers_.find(id.dump()); found != answers_.end()) {
      const Json message = found->second;
      answers_.erase(found);
      return message;
    }
    if (!pump(until)) return nullptr;
  }
}

int LspClient::error_of(const std::string& method, const Json& params) {
  const Json message = request(method, params);
  REQUIRE(message.is_object());
  return message.contains("error") ? message["error"]["code"].get<int>() : 0;
}

Json LspClient::initialize(const std::vector<std::string>& roots, const Json& more) {
  Json params = {{"processId", nullptr}, {"rootUri", nullptr}, {"capabilities", Json::object()}};
  if (!roots.empty()) {
    params["workspaceFolders"] = Json::array();
    for (const std::string& root : roots)
      params["workspaceFolders"].push_back({{"uri", uri(root)}, {"name", "root"}});
  }
  params.merge_patch(more);
  const Json message = request("initialize", params);
  notify("initialized", Json::object());
  REQUIRE(message.contains("result"));
  return message["result"];
}

void LspClient::open(const std::string& path, const std::string& text, int version) {
  const char* language = path.ends_with(".json") ? "json" : path.ends_with(".yaml") ? "yaml" : "markdown";
  notify("textDocument/didOpen",
         {{"textDocument",
           {{"uri", uri(path)}, {"languageId", language}, {"version", version}, {"text", text}}}});
}

void LspClient::change(const std::string& path, int version, const Json& changes) {
  notify("textDocument/didChange",
         {{"textDocument", {{"uri", uri(path)}, {"version", version}}}, {"contentChanges", changes}});
}

void LspClient::close(const std::string& path) {
  notify("textDocument/didClose", {{"textDocument", {{"uri", uri(path)}}}});
}

Json LspClient::next(const std::string& method, int ms) {
  const auto until = Clock::now() + std::chrono::milliseconds(ms);
  for (;;) {
    const auto found = std::find_if(others_.begin(), others_.end(),
                                    [&](const Json& other) { return other["method"] == method; });
    if (found != others_.end()) {
      const Json message = *found;
      others_.erase(found);
      return message;
    }
    if (!pump(until)) return nullptr;
  }
}

Json LspClient::diagnostics(const std::string& document_uri, int version, int ms) {
  const auto until = Clock::now() + std::chrono::milliseconds(ms);
  for (;;) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - Clock::now()).count();
    const Json message =
        next("textDocument/publishDiagnostics", static_cast<int>(std::max<long long>(left, 0)));
    if (message.is_null()) return nullptr;
    const Json& params = message["params"];
    if (params["uri"] == document_uri && (version == 0 || params.value("version", 0) >= version))
      return params;
  }
}

std::vector<std::string> LspClient::settle(const std::string& document_uri,
                                           const std::vector<std::string>& codes) {
  const auto until = Clock::now() + std::chrono::seconds(10);
  std::vector<std::string> found;
  for (;;) {
    found.clear();
    if (const auto word = last_words_.find(document_uri); word != last_words_.end())
      for (const Json& item : word->second["diagnostics"]) found.push_back(item["code"]);
    std::sort(found.begin(), found.end());
    if (found == codes && last_words_.contains(document_uri)) return found;
    if (!pump(until)) return found;
  }
}

const std::map<std::string, Json>& LspClient::listen(int ms) {
  const auto until = Clock::now() + std::chrono::milliseconds(ms);
  while (pump(until)) {
  }
  return last_words_;
}

int LspClient::finish() {
  CHECK(error_of("shutdown", nullptr) == 0);
  notify("exit", nullptr);
  return exit_code();
}

int LspClient::exit_code() {
  if (server_.joinable()) server_.join();
  return exit_code_;
}

}  // namespace baton::test
