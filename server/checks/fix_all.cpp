// Rounds of choosing, applying and checking again. A round whose outcome is not acceptable is taken apart in
// halves until the fixes to blame are found; how often that may happen is bounded.
#include "server/checks/fix_all.h"

#include <algorithm>
#include <functional>
#include <set>
#include <span>
#include <string_view>
#include <utility>

#include "server/checks/edit_shift.h"
#include "server/checks/no_worse.h"
#include "server/checks/safe_fixes.h"

namespace baton {
namespace {

constexpr int most_rounds = 20;
constexpr int most_trials = 64;  // a trial reads and checks the whole file

struct State {
  std::shared_ptr<const Document> document;
  std::shared_ptr<const FileFacts> facts;  // null for a file that is no Markdown
  std::vector<Diagnostic> diagnostics;
};

// Other files may point at an anchor or name an agent, and this file alone is being mended.
bool keeps_its_word(const FileFacts& before, const FileFacts& after) {
  const bool agent = before.kind == FileKind::agent;
  return before.is_template == after.is_template && (!agent || before.name == after.name) &&
         std::includes(after.anchors.begin(), after.anchors.end(), before.anchors.begin(),
                       before.anchors.end());
}

class Mender {
 public:
  Mender(const Snapshot& snapshot, const std::string& path, FileKind kind, State start)
      : snapshot_(snapshot), path_(path), kind_(kind), now_(std::move(start)) {
    seen_.insert(std::hash<std::string_view>()(now_.document->text));
  }

  // One round. False: nothing is left that could be mended.
  bool mend() {
    const std::vector<SafeFix> fixes = safe_fixes(path_, *now_.document, now_.diagnostics, refused_);
    if (fixes.empty() || trials_ == most_trials) return false;
    accepted_.clear();
    next_ = {};
    const std::size_t fixes_before = fixes_;
    take(fixes);
    if (fixes_ == fixes_before) return false;
    seen_.insert(std::hash<std::string_view>()(next_.document->text));
    follow_the_refused();
    now_ = std::move(next_);
    return true;
  }

  FixedFile result() && { return {std::move(now_.document), std::move(now_.diagnostics), fixes_}; }

 private:
  void take(std::span<const SafeFix> fixes) {
    std::vector<TextEdit> edits = accepted_;
    for (const SafeFix& fix : fixes) edits.insert(edits.end(), fix.edits.begin(), fix.edits.end());
    if (trials_ < most_trials && try_out(edits)) {
      accepted_ = std::move(edits);
      fixes_ += fixes.size();
    } else if (fixes.size() == 1 || trials_ == most_trials) {
      for (const SafeFix& fix : fixes) refused_.insert({fix.code, fix.at});
    } else {
      take(fixes.first(fixes.size() / 2));
      take(fixes.subspan(fixes.size() / 2));
    }
  }

  // Keeps the outcome where it is acceptable.
  bool try_out(const std::vector<TextEdit>& edits) {
    ++trials_;
    std::string text = apply_edits(now_.document->text, edits);
    if (seen_.contains(std::hash<std::string_view>()(text))) return false;
    State state;
    state.document = read_document(kind_, std::move(text));
    if (is_plain(kind_)) {
      state.diagnostics = run_checks(snapshot_, path_, *state.document, kind_);
    } else {
      if (found_kind(*state.document) != found_kind(*now_.document)) return false;
      state.facts = make_facts(path_, *state.document, kind_);
      if (!keeps_its_word(*now_.facts, *state.facts)) return false;
      state.diagnostics = run_checks(*snapshot_.with_facts(state.facts), path_, *state.document, kind_);
    }
    if (!is_no_worse({now_.document->text, now_.diagnostics}, {state.document->text, state.diagnostics},
                     edits))
      return false;
    next_ = std::move(state);
    return true;
  }

  FileKind found_kind(const Document& document) const {
    return kind_of(path_, document, snapshot_.plugins(), snapshot_.roots(),
                   snapshot_.configuration_for(path_));
  }

  void follow_the_refused() {
    const EditShift shift(accepted_);
    std::set<FixPlace> moved;
    for (const auto& [code, range] : refused_) moved.insert({code, shift.range(range)});
    refused_ = std::move(moved);
  }

  const Snapshot& snapshot_;
  const std::string& path_;
  FileKind kind_;
  State now_, next_;
  std::vector<TextEdit> accepted_;  // of this round; ranges in the text of now_
  std::set<FixPlace> refused_;
  std::set<std::size_t> seen_;  // hashes of texts
  int trials_ = 0;
  std::size_t fixes_ = 0;
};

}  // namespace

FixedFile fix_all(const Snapshot& snapshot, const std::string& path, std::shared_ptr<const Document> document,
                  FileKind kind, const CancelToken& cancel) {
  std::vector<Diagnostic> diagnostics = run_checks(snapshot, path, *document, kind);
  const bool mendable = std::ranges::any_of(diagnostics, [](const Diagnostic& diagnostic) {
    return std::ranges::any_of(diagnostic.fixes, &Fix::safe);
  });
  if (!mendable) return {std::move(document), std::move(diagnostics), 0};
  auto facts = is_plain(kind) ? nullptr : make_facts(path, *document, kind);
  Mender mender(snapshot, path, kind, {std::move(document), std::move(facts), std::move(diagnostics)});
  for (int round = 0; round < most_rounds && !cancel.cancelled() && mender.mend(); ++round) {
  }
  return std::move(mender).result();
}

}  // namespace baton
