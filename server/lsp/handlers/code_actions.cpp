// Fixes and refactorings (LSP 3.17, "Code Action Request", "Code Action Resolve Request").
#include "server/features/code_actions.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "server/checks/safe_fixes.h"
#include "server/lsp/handlers/features.h"
#include "server/lsp/runs.h"

namespace baton::lsp {
namespace {

using protocol::Json;

constexpr const char* fix_all_kind = "source.fixAll.baton";
constexpr const char* run_kind = "baton.run";
constexpr const char* fix_all_title = "Fix all that Baton can fix safely";

const char* kind_in_protocol(CodeAction::Kind kind) {
  switch (kind) {
    case CodeAction::Kind::quick_fix:
      return "quickfix";
    case CodeAction::Kind::fix_all:
      return fix_all_kind;
    case CodeAction::Kind::rewrite:
      return "refactor.rewrite";
    case CodeAction::Kind::extract:
      return "refactor.extract";
  }
  return "quickfix";
}

// A kind is also wanted by its beginning: "refactor" is "refactor.rewrite", too.
bool is_wanted(const std::vector<std::string>& only, const std::string& kind) {
  return only.empty() || std::ranges::any_of(only, [&](const std::string& wanted) {
           return wanted.empty() || kind == wanted || kind.starts_with(wanted + ".");
         });
}

// One request's view of its document.
class Actions {
 public:
  Actions(const FeatureContext& context, const DocumentView& view, std::string uri,
          const protocol::Range& range)
      : context_(context),
        view_(view),
        uri_(std::move(uri)),
        found_(context.analysis.findings_of(view.path)),
        asked_(range),
        range_(bytes_of(context, view, range)) {}

  std::vector<CodeAction> fixes(const Json& told) {
    std::vector<Diagnostic> found;
    if (found_) found = *found_;
    const auto known = codes_told(told);
    std::erase_if(found, [&](const Diagnostic& diagnostic) {
      const bool here = diagnostic.range.touches(range_.begin) || diagnostic.range.overlaps(range_);
      return !here && !known.contains({std::string(diagnostic.code), diagnostic.range});
    });
    return quick_fixes(view_.input(), found);
  }

  std::uint32_t place() const { return range_.begin; }

  std::vector<CodeAction> rewritings() const { return refactorings(view_.input(), range_); }

  // Whether there is anything that mending the whole file would change.
  bool may_fix_all() const {
    return context_.analysis.knows_workspace() && found_ &&
           std::ranges::any_of(*found_, [](const Diagnostic& diagnostic) {
             return std::ranges::any_of(diagnostic.fixes, &Fix::safe);
           });
  }

  CodeAction fix_all() const {
    CodeAction action{fix_all_title, CodeAction::Kind::fix_all};
    if (!context_.analysis.knows_workspace()) return action;
    for (TextEdit& edit : fix_all_edits(*view_.world, view_.path, view_.document, view_.kind))
      action.edits.push_back({view_.path, std::move(edit)});
    return action;
  }

  // Whether the client, and this file, can take all of it.
  bool is_takeable(const CodeAction& action) const {
    const protocol::NavigationCapabilities& client = context_.client.navigation;
    if (!action.renames.empty() && !(client.document_changes && client.file_renames)) return false;
    if (!action.files.empty() && !(client.document_changes && context_.client.actions.file_creates))
      return false;
    return std::ranges::all_of(action.edits, [&](const FileEdit& edit) {
      return edit.path == view_.path && fitted(*view_.document, edit.edit);
    });
  }

  // Of one that is takeable.
  Json edit_of(const CodeAction& action) const {
    protocol::WorkspaceEdit out;
    for (const NewFile& file : action.files)
      out.files.push_back({context_.publisher.uri_of(file.path), file.text});
    protocol::DocumentEdits edits{uri_, view_.version, {}};
    for (const FileEdit& edit : action.edits)
      if (const auto fit = fitted(*view_.document, edit.edit))
        edits.edits.push_back({range_of(context_, view_, fit->range), fit->new_text});
    if (!edits.edits.empty()) out.documents.push_back(std::move(edits));
    add_edits(context_, action.elsewhere, out);
    add_renames(context_, action.renames, out);
    return to_json(out, context_.client.navigation.document_changes);
  }

  protocol::ActionKey key_of(const CodeAction& action) const {
    return {uri_,
            view_.version,
            asked_,
            kind_in_protocol(action.kind),
            action.title,
            std::string(action.code),
            range_of(context_, view_, action.at)};
  }

  // The client's own words on the diagnostic that an action mends.
  Json told_of(const CodeAction& action, const Json& told) const {
    if (action.kind != CodeAction::Kind::quick_fix) return nullptr;
    const Json at = to_json(range_of(context_, view_, action.at));
    Json list = Json::array();
    for (const Json& diagnostic : told)
      if (diagnostic.is_object() && diagnostic.value("code", Json()) == action.code &&
          diagnostic.value("range", Json()) == at)
        list.push_back(diagnostic);
    return list.empty() ? Json(nullptr) : list;
  }

 private:
  // What the client has at hand counts as asked about: some send a line's diagnostics with the cursor's
  // place.
  std::set<std::pair<std::string, TextRange>> codes_told(const Json& told) const {
    std::set<std::pair<std::string, TextRange>> out;
    for (const Json& diagnostic : told) {
      std::string fault;
      const protocol::Fields fields(diagnostic, {}, fault);
      const protocol::Range range = protocol::read_range(fields.at("range"));
      const std::string code = fields.at("code").text();
      if (fault.empty()) out.insert({code, bytes_of(context_, view_, range)});
    }
    return out;
  }

  const FeatureContext& context_;
  const DocumentView& view_;
  std::string uri_;
  std::shared_ptr<const std::vector<Diagnostic>> found_;
  protocol::Range asked_;
  TextRange range_;
};

class Answerer {
 public:
  Answerer(const FeatureContext& context, const Actions& actions, const protocol::CodeActionParams& params)
      : context_(context), actions_(actions), params_(params) {}

  void add(const CodeAction& action) {
    const protocol::ActionCapabilities& client = context_.client.actions;
    const std::string kind = kind_in_protocol(action.kind);
    if (!is_wanted(params_.only, kind)) return;
    protocol::CodeAction out{action.title,
                             kind,
                             client.preferred && action.preferred,
                             action.disabled,
                             actions_.told_of(action, params_.diagnostics),
                             nullptr,
                             nullptr,
                             nullptr};
    if (!action.disabled.empty()) {
      if (client.disabled && !params_.only.empty()) list_.push_back(to_json(out));
      return;
    }
    if (!actions_.is_takeable(action)) return;
    if (client.lazy_edits)
      out.data = to_json(actions_.key_of(action));
    else
      out.edit = actions_.edit_of(action);
    list_.push_back(to_json(out));
  }

  void add(const RunOffer& offer) {
    const protocol::ActionCapabilities& client = context_.client.actions;
    if (!is_wanted(params_.only, run_kind)) return;
    if (!offer.disabled.empty() && !(client.literals && client.disabled)) return;
    Json command = to_json(offer, params_.uri);
    if (!client.literals) return list_.push_back(std::move(command));
    if (!offer.disabled.empty()) command = nullptr;
    list_.push_back(to_json(protocol::CodeAction{offer.title, run_kind, false, offer.disabled, nullptr,
                                                 nullptr, nullptr, std::move(command)}));
  }

  Json take() { return std::move(list_); }

 private:
  const FeatureContext& context_;
  const Actions& actions_;
  const protocol::CodeActionParams& params_;
  Json list_ = Json::array();
};

// The action that a key means, with its edit.
Answer with_edit(const FeatureContext& context, const Json& params, const protocol::ActionKey& key) {
  const auto view = context.analysis.look_at_any(key.uri);
  if (!view || view->version != key.version)
    return Refusal{protocol::ErrorCode::content_modified, "the document has changed since"};
  Actions actions(context, *view, key.uri, key.range);
  std::vector<CodeAction> all;
  if (key.kind == fix_all_kind) {
    all.push_back(actions.fix_all());
  } else if (key.kind == "quickfix") {
    Json told = Json::array();
    told.push_back(Json{{"code", key.code}, {"range", to_json(key.at)}});
    all = actions.fixes(told);
  } else {
    all = actions.rewritings();
  }
  for (const CodeAction& action : all) {
    const protocol::ActionKey other = actions.key_of(action);
    if (other.title != key.title || other.kind != key.kind || other.code != key.code || other.at != key.at)
      continue;
    if (!actions.is_takeable(action)) break;
    Json out = params;
    out["edit"] = actions.edit_of(action);
    return out;
  }
  return Refusal{protocol::ErrorCode::content_modified, "the action is no longer there"};
}

}  // namespace

Answer code_actions(const FeatureContext& context, const Json& params) {
  const auto parsed = protocol::parse_code_action(params);
  if (!parsed.value) return refused(parsed);
  const auto view = context.analysis.look_at_any(parsed.value->uri);
  if (!view) return Json(nullptr);
  Actions actions(context, *view, parsed.value->uri, parsed.value->range);
  const bool literals = context.client.actions.literals;  // without them commands only
  const auto wanted = [&](const char* kind) { return literals && is_wanted(parsed.value->only, kind); };
  Answerer out(context, actions, *parsed.value);
  if (wanted("quickfix"))
    for (const CodeAction& action : actions.fixes(parsed.value->diagnostics)) out.add(action);
  if (wanted(kind_in_protocol(CodeAction::Kind::rewrite)) ||
      wanted(kind_in_protocol(CodeAction::Kind::extract)))
    for (const CodeAction& action : actions.rewritings()) out.add(action);
  if (wanted(fix_all_kind) && actions.may_fix_all()) {
    if (context.client.actions.lazy_edits)
      out.add({fix_all_title, CodeAction::Kind::fix_all});
    else if (const CodeAction action = actions.fix_all(); !action.edits.empty())
      out.add(action);
  }
  if (view->kind == FileKind::command && is_wanted(parsed.value->only, run_kind))
    for (const RunOffer& offer : run_actions(view->input(), actions.place(), context.runs.view(*view)))
      out.add(offer);
  return out.take();
}

Answer resolve_code_action(const FeatureContext& context, const Json& params) {
  return completed(params, protocol::parse_action_key,
                   [&](const protocol::ActionKey& key) { return with_edit(context, params, key); });
}

}  // namespace baton::lsp
