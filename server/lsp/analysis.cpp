// An edit costs one parse, and a new snapshot only where it changed what other files may ask about.
#include "server/lsp/analysis.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>

#include "server/base/path.h"
#include "server/lsp/judge.h"
#include "server/workspace/disk/read_file.h"

namespace baton::lsp {
namespace {

bool holds_markdown(const std::string& language, const DocumentName& name) {
  return path::is_markdown(name.path) || language == "markdown" || (language.empty() && !name.on_disk);
}

// As long as the workspace is not loaded, nothing can be said of names that it may define.
void drop_what_needs_the_workspace(std::vector<Diagnostic>& found) {
  std::erase_if(found, [&](const Diagnostic& diagnostic) {
    return std::ranges::find(codes_of_the_workspace, diagnostic.code) != std::end(codes_of_the_workspace);
  });
}

}  // namespace

Analysis::Analysis(Loop& loop, Publisher& publisher, Indexer& indexer, spdlog::logger& log,
                   std::chrono::milliseconds pause)
    : loop_(loop),
      publisher_(publisher),
      indexer_(indexer),
      log_(log),
      pause_(pause),
      world_(indexer.view().snapshot) {}

Analysis::~Analysis() {
  cancel_.cancel();
}

void Analysis::open(const protocol::DidOpenParams& params) {
  ++edits_;
  const DocumentName name = document_name(params.uri);
  OpenDocument document;
  document.path = name.path;
  document.on_disk = name.on_disk;
  document.markdown = holds_markdown(params.language_id, name);
  document.version = params.version;
  document.buffer = TextBuffer(params.text);
  publisher_.opened(name.path, params.uri);
  open_[name.path] = std::move(document);
}

void Analysis::change(const protocol::DidChangeParams& params) {
  const auto found = open_.find(document_name(params.uri).path);
  if (found == open_.end()) {
    log_.warn("a change of a document that is not open: {}", params.uri);
    return;
  }
  ++edits_;
  OpenDocument& document = found->second;
  for (const protocol::ContentChange& change : params.changes) {
    if (change.range) {
      document.buffer.apply(to_core(*change.range), change.text, view_.encoding);
    } else {
      document.buffer = TextBuffer(change.text);
    }
  }
  document.version = params.version.value_or(document.version + 1);
  document.text_changed = true;
}

bool Analysis::holds_text_of(const std::string& path) const {
  const auto found = open_.find(path);
  return found != open_.end() && found->second.markdown;
}

void Analysis::save(const protocol::DidSaveParams& params) {
  const auto found = open_.find(document_name(params.uri).path);
  if (found == open_.end() || !params.text || *params.text == found->second.buffer.text()) return;
  ++edits_;
  found->second.buffer = TextBuffer(*params.text);
  found->second.text_changed = true;
}

void Analysis::close(const std::string& uri) {
  const DocumentName name = document_name(uri);
  const auto found = open_.find(name.path);
  if (found == open_.end()) return;
  ++edits_;
  const std::shared_ptr<const FileFacts> said = found->second.facts;
  open_.erase(found);
  publisher_.closed(name.path);
  lay_open_documents_over();
  Affected dependants;
  dependants.add_change(name.path, said.get(), world_->facts(name.path));
  if (!dependants.empty()) later(dependants);
  // What the disk says counts again: it is read now, since it may have been saved. Until then the last word
  // stands.
  if (indexer_.covers(name.path))
    indexer_.refresh_soon(name.path, false);
  else
    publisher_.publish_closed(name.path, verdict_of({}));
  publisher_.flush();
}

void Analysis::disk_changed(const DiskNews& news) {
  const bool loaded = news.kind == DiskNews::Kind::loaded;
  world_ = indexer_.view().snapshot;
  if (loaded) {
    // Plugins and configuration may make another kind of an open document.
    for (auto& [path, document] : open_) {
      if (!document.markdown && plain_kind(document) != document.kind) document.text_changed = true;
      if (document.markdown && document.document) sort_into_kind(document, nullptr);
    }
    closed_waiting_.add_all();
  }
  lay_open_documents_over();
  if (news.kind == DiskNews::Kind::refreshed)
    mark_affected(news.affected);
  else
    judge_those_in_need();
  if (news.kind != DiskNews::Kind::refreshed && news.kind != DiskNews::Kind::looked_up)
    for (auto& [path, document] : open_) document.outlive_world();
  if (news.kind != DiskNews::Kind::looked_up) forget_gone();
  if (!closed_waiting_.empty()) judge_closed();
}

void Analysis::judge_those_in_need() {
  for (const std::string& path : std::exchange(in_need_, {})) {
    const auto open = open_.find(path);
    if (open != open_.end())
      open->second.outlive_world();
    else
      closed_waiting_.add_path(path);
  }
}

void Analysis::lay_open_documents_over() {
  world_ = indexer_.view().snapshot;
  for (const auto& [path, document] : open_)
    if (document.facts && !same_facts(world_->facts(path), document.facts.get()))
      world_ = world_->with_facts(document.facts);
}

bool Analysis::idle() {
  for (auto& [path, document] : open_)
    if (document.text_changed || document.unjudged) return judge_again(document);
  for (auto& [path, document] : open_)
    if (document.world_changed) return judge_again(document);
  for (auto& [path, document] : open_)
    if (std::exchange(document.unasked, false)) {
      ask_disk(document);
      return true;
    }
  return !std::exchange(outgrown_, {}).empty();
}

void Analysis::bring_up_to_date(const std::string& path) {
  if (const auto found = open_.find(path); found != open_.end()) judge_again(found->second);
}

bool Analysis::ask_disk_and_await(const std::string& path) {
  if (awaits_workspace()) return true;
  const auto found = open_.find(path);
  if (found != open_.end() && std::exchange(found->second.unasked, false)) ask_disk(found->second);
  return in_need_.contains(path) && indexer_.looks_up();
}

bool Analysis::judge_again(OpenDocument& document) {
  const bool unread = std::exchange(document.text_changed, false);
  const bool unjudged = std::exchange(document.unjudged, false);
  const bool world_changed = std::exchange(document.world_changed, false);
  if (unread) read_text(document);
  const bool text_changed = unread || unjudged;
  if (text_changed || world_changed) judge(document, text_changed);
  return text_changed || world_changed;
}

// Whether plugin.json is a manifest can depend on what stands beside it.
FileKind Analysis::plain_kind(const OpenDocument& document) const {
  if (!document.on_disk) return FileKind::document;
  const auto& folders = *world_->parts().folders;
  const auto beside = folders.find(std::string(path::parent(document.path)));
  return plain_kind_of(document.path, beside == folders.end() ? nullptr : &beside->second)
      .value_or(FileKind::document);
}

void Analysis::read_text(OpenDocument& document) {
  document.facts_with_uses = nullptr;
  const std::shared_ptr<const Document> before = std::move(document.document);
  outgrown_ = {before, std::move(document.found)};
  if (!document.markdown) {
    document.kind = plain_kind(document);
    document.document = nullptr;
    if (!is_plain(document.kind)) return;
  }
  const std::string& text = document.buffer.text();
  const bool whole = text.size() <= largest_file;
  document.document = read_document(document.kind, whole ? text : text.substr(0, std::size_t{1} << 20),
                                    before.get());
  if (!document.markdown) return;
  const FileFacts* known = world_->facts(document.path);
  sort_into_kind(document, document.facts);
  if (same_facts(known, document.facts.get())) return;
  Affected dependants;
  dependants.add_change(document.path, known, document.facts.get());
  world_ = world_->with_facts(document.facts);
  if (!dependants.empty()) later(dependants);
}

void Analysis::sort_into_kind(OpenDocument& document, std::shared_ptr<const FileFacts> facts_before) {
  document.kind = kind_of(document.path, *document.document, world_->plugins(), world_->roots(),
                          world_->configuration_for(document.path));
  document.facts_with_uses = nullptr;
  auto facts = make_facts(document.path, *document.document, document.kind);
  document.facts = same_facts(facts.get(), facts_before.get()) ? std::move(facts_before) : std::move(facts);
}

const std::vector<Diagnostic>& Analysis::judged(OpenDocument& document) {
  if (document.found) return *document.found;
  auto found =
      judge_open(*world_, document.path, *document.document, document.kind, document.buffer.text().size());
  if (!indexer_.ready()) drop_what_needs_the_workspace(found);
  document.found = std::make_shared<const std::vector<Diagnostic>>(std::move(found));
  return *document.found;
}

void Analysis::judge(OpenDocument& document, bool always) {
  std::vector<protocol::Diagnostic> told;
  if (document.document)
    told = to_protocol(judged(document), *document.document, view_, false,
                       [this](const std::string& path) { return publisher_.uri_of(path); });
  publisher_.publish_open(document.path, document.version, verdict_of(told), always);
  document.unasked = document.document && document.on_disk && document.kind != FileKind::document;
}

// Not between a key press and its diagnostics, unless the client could not be told later: it takes a while to
// find out, and seldom there is anything new.
void Analysis::ask_disk(const OpenDocument& document) {
  if (!document.document || !indexer_.ready()) return;
  const Needs needs = needs_of(*world_, document.path, *document.document);
  if (needs.paths.empty() && needs.outlines.empty()) return;
  if (indexer_.look_up(needs)) in_need_.insert(document.path);
}

void Analysis::later(const Affected& affected) {
  waiting_.merge(affected);
  const std::uint64_t number = ++pause_number_;
  loop_.after(pause_, [this, number] {
    if (number == pause_number_) judge_dependants();
  });
}

void Analysis::judge_dependants() {
  mark_affected(std::exchange(waiting_, {}));
  judge_closed();
}

void Analysis::mark_affected(const Affected& affected) {
  for (auto& [path, document] : open_) {
    if (!document.document) continue;
    const bool lacks_files = publisher_.shows_any_of(path, codes_of_missing_files);
    if (affected.touches(path, mentions_of(path, *document.document, lacks_files)))
      document.outlive_world();
  }
  closed_waiting_.merge(affected);
}

}  // namespace baton::lsp
