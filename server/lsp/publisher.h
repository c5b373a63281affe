// What the client knows of each file: told without being asked where it cannot ask, else kept until it does.
// Only what changed goes out again.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/peer.h"
#include "protocol/types/diagnostics.h"

namespace baton::lsp {

// What is to be said of a file, ready to be sent.
struct Verdict {
  protocol::JsonText list;              // of diagnostics
  std::vector<std::string_view> codes;  // of the table of checks; each once
};
Verdict verdict_of(const std::vector<protocol::Diagnostic>& found);
bool holds_any(std::span<const std::string_view> held, std::span<const std::string_view> wanted);

// Findings that a file which comes, or goes, may take away or word otherwise.
inline constexpr std::string_view codes_of_missing_files[] = {
    "broken-link", "missing-external-doc", "link-case", "manifest-path-missing", "unknown-agent"};

class Publisher {
 public:
  enum class Way {
    push,
    pull,              // the client asks (LSP 3.17, "Pull Diagnostics")
    pull_and_refresh,  // and can be told that it should ask again
  };

  explicit Publisher(protocol::Peer& peer) : peer_(peer) {}

  void set_way(Way way) { way_ = way; }

  // The URI by which the client knows a path: as it spelled it when it opened the file, else ours.
  std::string uri_of(const std::string& path) const;
  void opened(const std::string& path, const std::string& uri);
  void closed(const std::string& path);

  // Of an open document. `own_edit`: its text changed, so that the client waits for the word on this version.
  void publish_open(const std::string& path, std::int64_t version, Verdict verdict, bool own_edit);
  // Of a file that is not open; nothing is sent where nothing changed.
  void publish_closed(const std::string& path, Verdict verdict);
  // Several of those were published.
  void flush();

  // The answers to a client that asks. The second is held until there is something to say that the client
  // does not know; with a token for partial results it is held until the client cancels it.
  protocol::JsonText document_report(const std::string& path, std::string_view previous_result_id) const;
  void hold(protocol::Reply reply, std::map<std::string, std::string> known_ids,
            protocol::Json partial_token);
  void release_held();  // with nothing more to say

  // Paths with findings at the client.
  std::vector<std::string> shown() const;
  // True where the client was told of a finding with one of these codes, of any file or of one.
  bool shows_any_of(const std::string& path, std::span<const std::string_view> codes) const;

 private:
  struct Told {
    std::size_t fingerprint = 0;
    Verdict verdict;  // its list only where the client asks for it
  };
  struct Held {
    protocol::Reply reply;
    std::map<std::string, std::string> known_ids;  // by path
    protocol::Json partial_token;
  };
  bool changed(const std::string& path, Verdict& verdict);
  std::string result_id(const std::string& path) const;
  void ask_to_refresh();
  std::vector<protocol::JsonText> reports_for(Held& held, const std::set<std::string>& paths) const;
  bool answer(Held& held, const std::set<std::string>& paths);

  protocol::Peer& peer_;
  Way way_ = Way::push;
  std::map<std::string, Told> told_;  // of files with findings only
  std::map<std::string, std::string> spelled_;
  std::set<std::string> open_;
  std::set<std::string> news_;  // files that are not open, of which those who are held may want to hear
  std::vector<Held> held_;
  bool refresh_asked_ = false;
  bool refresh_again_ = false;
};

}  // namespace baton::lsp
