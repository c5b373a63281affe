// Each thread has one buffer, and only a text that may be judged is copied out of it.
#include "server/workspace/disk/reading.h"

#include <algorithm>
#include <exception>
#include <iterator>
#include <optional>
#include <utility>

#include "server/base/error_words.h"
#include "server/base/path.h"
#include "server/workspace/disk/kind_guess.h"
#include "server/workspace/disk/read_file.h"
#include "server/workspace/disk/trouble.h"

namespace baton {
namespace {

ReadOutcome not_read(const ReadTask& task, const FileText& file) {
  ReadOutcome outcome;
  switch (file.status) {
    case ReadStatus::missing:
      outcome.note = task.path + ": gone before it could be read";
      break;
    case ReadStatus::not_a_file:
      if (task.named)
        outcome.trouble = "is a folder, pipe, socket or device: it was not read";
      else
        outcome.note = task.path + ": not a file, not read";
      break;
    default:
      if (!task.judged) break;
      outcome.trouble = "cannot be read (" + error_words(file.error) + "): it was not judged";
      outcome.no_permission = true;
  }
  return outcome;
}

// What can be judged of a text goes to `document`, what cannot to `troubled`.
ReadOutcome judgeable(const FileText& file, std::shared_ptr<const Document> document) {
  ReadOutcome outcome;
  if (file.status == ReadStatus::too_large) {
    outcome.trouble = too_large_words(file.size);
    outcome.troubled = std::move(document);
    return outcome;
  }
  if (std::optional<TextTrouble> trouble = trouble_in(*document)) {
    outcome.trouble = std::move(trouble->message);
    if (!trouble->judged) {
      outcome.troubled = std::move(document);
      return outcome;
    }
  }
  outcome.document = std::move(document);
  outcome.judgeable = true;
  return outcome;
}

// Of a file that nobody reads now: what it asks of the disk, and what it mentions. What other files say is
// not known yet, so the first may be too much.
void forget_text(const ReadTask& task, const Snapshot& world, ReadOutcome& outcome) {
  if (outcome.document) outcome.needs = needs_of(world, task.path, *outcome.document);
  outcome.document = outcome.troubled = nullptr;
}

// An agent is there, named as its file, whether or not anybody can read what it says.
std::shared_ptr<const FileFacts> facts_of_unread_agent(const std::string& path, const Snapshot& world) {
  if (!is_agent_by_place(path, world.plugins(), world.roots(), world.configuration_for(path))) return nullptr;
  return make_facts(path, *parse_document_once({}), FileKind::agent);
}

ReadOutcome unread_agent(const ReadTask& task, const FileText& file, std::shared_ptr<const Document> document,
                         const Snapshot& world) {
  std::shared_ptr<const FileFacts> facts = facts_of_unread_agent(task.path, world);
  if (!facts) return {};
  ReadOutcome outcome = task.judged ? judgeable(file, std::move(document)) : ReadOutcome();
  if (!task.keep) outcome.troubled = nullptr;
  outcome.facts = std::move(facts);
  return outcome;
}

// Beside agents a page may be asked about: who looks for an agent of its name is told why it is none.
std::shared_ptr<const FileFacts> facts_of_page(const FileFacts& facts, const Document& document) {
  if (path::file_name(path::parent(facts.path)) != "agents") return nullptr;
  return with_uses(facts, document);
}

ReadOutcome sorted_in(const ReadTask& task, const FileText& file, const Snapshot& world) {
  if (task.plain) return judgeable(file, read_document(*task.plain, std::string(file.text)));
  const Configuration& configuration = world.configuration_for(task.path);
  if (!may_be_judged(task.path, file.text, configuration, world.plugins())) return {};
  std::shared_ptr<const Document> document = parse_document_once(std::string(file.text));
  const FileKind kind = kind_of(task.path, *document, world.plugins(), world.roots(), configuration);
  auto facts = make_facts(task.path, *document, kind);
  ReadOutcome outcome;
  if (kind == FileKind::document && !facts->is_template) {
    if (!is_text(file.text)) return unread_agent(task, file, std::move(document), world);
    outcome.facts = facts_of_page(*facts, *document);
    return outcome;
  }
  if (!task.keep) facts = with_uses(*facts, *document);
  if (task.judged) outcome = judgeable(file, std::move(document));
  if (!task.keep) forget_text(task, world, outcome);
  outcome.facts = std::move(facts);
  return outcome;
}

FileText given(const std::string& text) {
  const bool too_large = text.size() > largest_file;
  return {too_large ? ReadStatus::too_large : ReadStatus::ok,
          std::string_view(text).substr(0, too_large ? std::size_t{1} << 20U : text.size()), text.size(), 0};
}

ReadOutcome read_one(const ReadTask& task, const Snapshot& world, ReadBuffer& buffer) {
  const FileText file = task.text != nullptr ? given(*task.text) : read_file(task.path, buffer);
  const bool has_text = file.status == ReadStatus::ok || file.status == ReadStatus::too_large;
  if (has_text) return sorted_in(task, file, world);
  ReadOutcome outcome = not_read(task, file);
  if (file.status != ReadStatus::missing && file.status != ReadStatus::not_a_file && !task.plain)
    outcome.facts = facts_of_unread_agent(task.path, world);
  return outcome;
}

}  // namespace

std::vector<ReadOutcome> read_files(const std::vector<ReadTask>& tasks, const Snapshot& world,
                                    Workers& workers, const CancelToken& cancel) {
  std::vector<ReadOutcome> outcomes(tasks.size());
  std::vector<ReadBuffer> buffers(workers.count());
  workers.for_each_index(tasks.size(), [&](std::size_t i, unsigned worker) {
    if (cancel.cancelled()) return;
    try {
      outcomes[i] = read_one(tasks[i], world, buffers[worker]);
    } catch (const std::exception& fault) {
      outcomes[i] = {};
      outcomes[i].trouble = std::string("made Baton fail (") + fault.what() + "): it was not judged";
      outcomes[i].internal_fault = true;
    }
  });
  return outcomes;
}

std::shared_ptr<const FileFacts> read_outline(const std::string& path) {
  ReadBuffer buffer;
  const FileText file = read_file(path, buffer);
  if (file.status != ReadStatus::ok || !is_text(file.text)) return nullptr;
  DocumentOutline outline = parse_outline(file.text);
  auto facts = std::make_shared<FileFacts>();
  facts->path = path;
  facts->uses.headings = headings_of(file.text, LineIndex(file.text), outline.body, outline.slugs, true);
  facts->anchors = std::move(outline.slugs);
  std::ranges::move(outline.body.anchors, std::back_inserter(facts->anchors));
  std::sort(facts->anchors.begin(), facts->anchors.end());
  facts->anchors.erase(std::unique(facts->anchors.begin(), facts->anchors.end()), facts->anchors.end());
  return facts;
}

}  // namespace baton
