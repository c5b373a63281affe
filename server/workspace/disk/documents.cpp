// See documents.h. Most documents are ruled out by a search for bytes; only the others are parsed.
#include "server/workspace/disk/documents.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "server/base/path.h"
#include "server/base/utf8.h"
#include "server/syntax/lines.h"
#include "server/workspace/disk/read_file.h"
#include "server/workspace/disk/workers.h"

namespace baton {
namespace {

constexpr std::size_t shortest_word = 2;

// The longest part of a name that is written in one way only, whatever escapes are around it.
std::string plain_part(std::string_view name) {
  std::string best, now;
  for (const char c : name) {
    if (is_letter(c) || is_digit(c))
      now += c;
    else
      now.clear();
    if (now.size() > best.size()) best = now;
  }
  return best.size() < shortest_word ? std::string() : fold_case(best);
}

// What a text that names a file holds.
struct Mention {
  std::string name;  // in small letters; empty: it may be written in other ways
  std::string part;  // however it is escaped
};

Mention mention_of(std::string_view name) {
  const bool ascii = std::ranges::none_of(name, is_beyond_ascii);
  return {ascii ? fold_case(name) : std::string(), plain_part(name)};
}

bool holds_any(std::string_view text, const std::vector<Mention>& mentions) {
  const auto holds = [&](std::string_view word) { return find_lower(text, word) != std::string_view::npos; };
  return std::ranges::any_of(mentions, [&](const Mention& mention) {
    if (mention.part.empty()) return true;
    if (!mention.name.empty() && holds(mention.name)) return true;
    const bool escapes = mention.name.empty() || text.find_first_of("%&\\") != std::string_view::npos;
    return escapes && holds(mention.part);
  });
}

bool below_any(std::string_view path, const std::vector<std::string>& folders) {
  return std::ranges::any_of(folders,
                             [&](const std::string& folder) { return path::is_below(path, folder); });
}

// Of those only the headings are known, if anything.
std::vector<std::string> unread_documents(const Snapshot& snapshot) {
  std::vector<std::string> out;
  const auto& edited = snapshot.parts().edited;
  for (const auto& [folder, listing] : *snapshot.parts().folders) {
    if (snapshot.root_of(folder).empty()) continue;
    for (const std::string& name : listing.files) {
      if (!path::is_markdown(name)) continue;
      std::string path = path::join(folder, name);
      const FileFacts* facts = snapshot.facts(path);
      const bool known = facts != nullptr && (facts->kind != FileKind::document || !facts->uses.uses.empty());
      if (!known && !edited.contains(path)) out.push_back(std::move(path));
    }
  }
  return out;
}

}  // namespace

std::shared_ptr<const Snapshot> with_documents(const std::shared_ptr<const Snapshot>& snapshot,
                                               const std::vector<std::string>& names,
                                               const std::vector<std::string>& folders,
                                               const std::function<bool()>& unwanted) {
  std::vector<Mention> mentions;
  for (const std::string& name : names) mentions.push_back(mention_of(name));
  const std::vector<std::string> paths = unread_documents(*snapshot);
  Workers workers(0);
  std::vector<ReadBuffer> buffers(workers.count());
  std::vector<std::shared_ptr<const FileFacts>> found(paths.size());
  workers.for_each_index(paths.size(), [&](std::size_t i, unsigned worker) {
    if (unwanted()) return;
    const FileText file = read_file(paths[i], buffers[worker]);
    if (file.status != ReadStatus::ok || !(below_any(paths[i], folders) || holds_any(file.text, mentions)))
      return;
    const auto document = parse_document_once(std::string(file.text));
    found[i] = with_uses(*make_facts(paths[i], *document, FileKind::document), *document);
  });
  SnapshotParts parts = snapshot->parts();
  bool any = false;
  for (std::size_t i = 0; i < paths.size(); ++i) {
    if (!found[i] || found[i]->uses.uses.empty()) continue;
    parts.edited[paths[i]] = std::move(found[i]);
    any = true;
  }
  return any ? std::make_shared<const Snapshot>(std::move(parts), *snapshot) : snapshot;
}

}  // namespace baton
