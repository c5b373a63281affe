// One model, two mouths: what the server tells an editor is what `baton --check` reports of the same texts,
// for every file of the examples and of the real collections, and after any edits.
#include <doctest/doctest.h>
#include <stdlib.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "protocol/uri.h"
#include "server/base/utf8.h"
#include "server/cli/command_line.h"
#include "tests/support/lsp_client.h"
#include "tests/support/paths.h"
#include "tests/support/text_of.h"

using baton::test::LspClient;
using baton::test::TemporaryFolder;
using baton::testing::text_of;
using Json = nlohmann::json;
namespace fs = std::filesystem;

namespace {

// One line per finding, so that a difference can be read.
using Findings = std::map<std::string, std::vector<std::string>>;  // by path

std::string place_of(const Json& range) {
  const auto one = [](const Json& position) {
    return std::to_string(position["line"].get<int>()) + ":" +
           std::to_string(position["character"].get<int>());
  };
  return one(range["start"]) + "-" + one(range["end"]);
}

void add(Findings& findings, const std::string& path, const std::string& severity, const Json& item) {
  findings[path].push_back(place_of(item["range"]) + " " + severity + " " + item["code"].get<std::string>() +
                           " " + item["message"].get<std::string>());
}

void sort(Findings& findings) {
  for (auto& [path, list] : findings) std::sort(list.begin(), list.end());
}

void write(const fs::path& path, const std::string& text) {
  std::ofstream(path, std::ios::binary) << text;
}

// The user's own agents, which the machine at hand may have, are for neither side.
const bool without_home = ::setenv("HOME", "/nonexistent", 1) == 0;

// What the command line says of a folder.
Findings checked(const fs::path& root) {
  const TemporaryFolder scratch;
  const std::string report = scratch / "report.json";
  const fs::path before = fs::current_path();
  fs::current_path(root);
  std::vector<std::string> words = {"baton", "--check", "--format", "json", "--output", report, "."};
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  baton::run_command_line(static_cast<int>(words.size()), arguments.data());
  fs::current_path(before);
  Findings findings;
  const Json report_json = Json::parse(text_of(report));
  for (const Json& item : report_json["diagnostics"])
    add(findings, (root / item["path"].get<std::string>()).lexically_normal().string(), item["severity"],
        item);
  sort(findings);
  return findings;
}

// What the editor was told last.
Findings told(const LspClient& client) {
  static const char* const severities[] = {"", "error", "warning", "information", "hint"};
  Findings findings;
  for (const auto& [uri, params] : client.last_words()) {
    const std::string path = baton::protocol::path_of_uri(uri).value_or(uri);
    for (const Json& item : params["diagnostics"])
      add(findings, path, severities[item["severity"].get<int>()], item);
  }
  sort(findings);
  return findings;
}

// Waits until both say the same; what differs is left in the last comparison.
void agree(LspClient& client, const Findings& expected) {
  for (int i = 0; i < 100 && told(client) != expected; ++i) client.listen(200);
  client.listen(300);  // nothing more comes that would change it
  const Findings found = told(client);
  std::set<std::string> paths;
  for (const auto* side : {&expected, &found})
    for (const auto& [path, list] : *side) paths.insert(path);
  for (const std::string& path : paths) {
    const auto list = [&](const Findings& side) {
      const auto at = side.find(path);
      std::string lines;
      if (at != side.end())
        for (const std::string& line : at->second) lines += line + "\n";
      return lines;
    };
    CHECK_MESSAGE(list(found) == list(expected), path);
  }
}

std::vector<fs::path> workspaces() {
  const fs::path source = baton::testing::source_dir();
  std::vector<fs::path> found = {source / "docs/examples/clean", source / "docs/examples/faulty"};
  if (const fs::path corpora = baton::testing::shared("corpora"); !corpora.empty())
    for (const auto& entry : fs::directory_iterator(corpora))
      if (entry.is_directory()) found.push_back(fs::canonical(entry.path()));
  std::sort(found.begin(), found.end());
  return found;
}

void copy_writable(const fs::path& from, const fs::path& to) {
  fs::copy(from, to, fs::copy_options::recursive | fs::copy_options::copy_symlinks);
  for (const auto& entry : fs::recursive_directory_iterator(to))
    if (!entry.is_symlink()) fs::permissions(entry.path(), fs::perms::owner_all, fs::perm_options::add);
}

bool is_plain(const fs::path& path) {
  const fs::path name = path.filename();
  return name == "plugin.json" || name == "marketplace.json" || name == ".baton.yaml";
}

// Files that an editor can show as they are: Markdown, and manifests and configurations if they are wanted.
std::vector<fs::path> texts_in(const fs::path& root, bool with_plain) {
  std::vector<fs::path> found;
  for (const auto& entry : fs::recursive_directory_iterator(root)) {
    if (!entry.is_regular_file() || entry.is_symlink()) continue;
    if (entry.path().extension() != ".md" && !(with_plain && is_plain(entry.path()))) continue;
    const std::string text = text_of(entry.path());
    const bool has_mark = text.starts_with("\xef\xbb\xbf");  // an editor takes it away, and puts it back
    if (baton::first_invalid_utf8(text) == std::string::npos && text.find('\0') == std::string::npos &&
        !has_mark)
      found.push_back(entry.path());
  }
  std::sort(found.begin(), found.end());
  return found;
}

class Editor {
 public:
  Editor(LspClient& client, unsigned seed) : client_(client), random_(seed) {}

  void open(const fs::path& path) {
    texts_[path] = text_of(path);
    client_.open(path.string(), texts_[path], ++version_);
  }

  // One edit, sent as a range the way an editor does, and made in our own copy.
  void edit(const fs::path& path) {
    static const std::vector<std::string> pieces = {
        "x",
        " ",
        "\n",
        "\r\n",
        "ä",
        "漢",
        "😀",
        "---\n",
        "\n## Phase 2: More\n",
        "{phase1.nobody.output}",
        "{phase2.",
        "<Task>\n",
        "</Task>\n",
        "subagent_type: nobody\n",
        "prompt: |\n",
        "  ",
        "```\n",
        "[a](b.md#c)",
        "](",
        "\n# Title\n",
        "name: changed\n",
        "command: /changed\n",
        "description: [a] [b]\n",
        "argument-hint: [a] [b]\n",
        "`",
        "|",
        "\t",
        "[Fast mode: ",
        "]",
        "* ",
        "execution_modes:\n  fast:\n    description: quick\n",
        "<!-- baton-disable-next-line broken-link -->\n",
        "<!-- baton-disable-file unknown-agent, broken-anchor -->\n",
        " # baton-disable-line unquoted-value\n"};
    std::string& text = texts_[path];
    const auto boundary = [&](std::size_t at) {
      // Not within a character, nor between "\r" and "\n": no position names such a place.
      while (at > 0 && at < text.size() &&
             ((static_cast<unsigned char>(text[at]) & 0xc0) == 0x80 ||
              (text[at] == '\n' && text[at - 1] == '\r')))
        --at;
      return at;
    };
    const std::size_t begin = boundary(random_() % (text.size() + 1));
    const std::size_t length = random_() % 3 == 0 ? random_() % 60 : 0;
    const std::size_t end = boundary(std::min(text.size(), begin + length));
    const std::string piece = random_() % 4 == 0 ? "" : pieces[random_() % pieces.size()];
    const Json change = {{"range", {{"start", position(text, begin)}, {"end", position(text, end)}}},
                         {"text", piece}};
    text = text.substr(0, begin) + piece + text.substr(end);
    client_.change(path.string(), ++version_, Json::array({change}));
  }

  // What the editor shows goes to the disk, unknown to the server: the command line is to read the same.
  void write_out() const {
    for (const auto& [path, text] : texts_) write(path, text);
  }

  static Json position(const std::string& text, std::size_t offset) {
    int line = 0;
    std::size_t start = 0;
    for (std::size_t i = 0; i < offset; ++i) {
      const bool pair = text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n';
      if (text[i] != '\n' && (text[i] != '\r' || pair)) continue;
      ++line;
      start = i + 1;
    }
    return {{"line", line},
            {"character", baton::utf16_length(std::string_view(text).substr(start, offset - start))}};
  }

 private:
  LspClient& client_;
  std::mt19937 random_;
  std::map<fs::path, std::string> texts_;
  int version_ = 0;
};

}  // namespace

TEST_CASE("the server says of files that are not open what --check says, and of open ones too") {
  for (const fs::path& from : workspaces()) {
    CAPTURE(from.string());
    const TemporaryFolder folder;
    const fs::path root = fs::path(folder.path()) / "w";
    copy_writable(from, root);
    const Findings expected = checked(root);
    LspClient client;
    client.initialize({root.string()});
    agree(client, expected);
    Editor editor(client, 1);
    for (const fs::path& path : texts_in(root, true)) editor.open(path);
    agree(client, expected);
  }
}

TEST_CASE("after any edits the server's state is that of a fresh start") {
  for (const fs::path& from : workspaces()) {
    CAPTURE(from.string());
    const TemporaryFolder folder;
    const fs::path root = fs::path(folder.path()) / "w";
    copy_writable(from, root);
    // What manifests and configurations say of other files counts when it is saved.
    const std::vector<fs::path> texts = texts_in(root, false);
    LspClient client;
    client.initialize({root.string()});
    Editor editor(client, 11);
    std::mt19937 random(5);
    std::vector<fs::path> open;
    for (std::size_t i = 0; i < std::min<std::size_t>(texts.size(), 30); ++i) {
      const fs::path& path = texts[random() % texts.size()];
      if (std::find(open.begin(), open.end(), path) != open.end()) continue;
      open.push_back(path);
      editor.open(path);
    }
    for (int round = 0; round < 4; ++round) {
      for (int i = 0; i < 60; ++i) editor.edit(open[random() % open.size()]);
      editor.write_out();
      agree(client, checked(root));
    }
    // Closed again: the disk holds the same texts.
    for (const fs::path& path : open) client.close(path.string());
    agree(client, checked(root));
  }
}

namespace {

// Changes on the disk, as another program makes them, and what a client that watches tells of them.
class Vandal {
 public:
  Vandal(fs::path root, unsigned seed) : root_(std::move(root)), random_(seed) {}

  Json once() {
    events_ = Json::array();
    const std::vector<fs::path> files = texts_in(root_, true);
    if (files.empty()) return events_;
    const fs::path& one = files[random_() % files.size()];
    const fs::path& other = files[random_() % files.size()];
    switch (random_() % 7) {
      case 0:
        remove(one);
        break;
      case 1:
        put(one.parent_path() / ("new-" + std::to_string(random_() % 9) + ".md"), text_of(other));
        break;
      case 2:
        put(one, text_of(other));
        break;
      case 3:
        put(one, text_of(one) + "\n[x](" + other.filename().string() + "#part)\n");
        break;
      case 4:
        put(one.parent_path() / other.filename(), text_of(one));
        break;
      case 5:
        move(one.parent_path());
        break;
      case 6:
        put(one.parent_path() / "plain.txt", "x");
        break;
    }
    return events_;
  }

 private:
  void tell(const fs::path& path, int type) {
    events_.push_back({{"uri", baton::test::uri(path.string())}, {"type", type}});
  }
  void put(const fs::path& path, const std::string& text) {
    tell(path, fs::exists(path) ? 2 : 1);
    write(path, text);
  }
  void remove(const fs::path& path) {
    tell(path, 3);
    fs::remove(path);
  }
  // A folder with all that is in it; the client tells of the folder alone.
  void move(const fs::path& folder) {
    if (folder == root_) return;
    const fs::path to = folder.parent_path() / (folder.filename().string() + "-moved");
    if (fs::exists(to)) return;
    fs::rename(folder, to);
    tell(folder, 3);
    tell(to, 1);
  }

  fs::path root_;
  std::mt19937 random_;
  Json events_;
};

const Json can_watch =
    Json::parse(R"({"capabilities":{"workspace":{"didChangeWatchedFiles":{"dynamicRegistration":true}}}})");

}  // namespace

TEST_CASE("after any changes on the disk the server's state is that of a fresh start") {
  unsigned seed = 21;
  for (const fs::path& from : workspaces()) {
    CAPTURE(from.string());
    const TemporaryFolder folder;
    const fs::path root = fs::path(folder.path()) / "w";
    copy_writable(from, root);
    LspClient client;
    client.initialize({root.string()}, can_watch);
    agree(client, checked(root));
    Vandal vandal(root, ++seed);
    for (int round = 0; round < 6; ++round) {
      for (int i = 0; i < 4; ++i)
        client.notify("workspace/didChangeWatchedFiles", {{"changes", vandal.once()}});
      agree(client, checked(root));
    }
  }
}
