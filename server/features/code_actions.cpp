// Fixes, as an editor offers them.
#include "server/features/code_actions.h"

#include <algorithm>
#include <utility>

#include "server/checks/fix_all.h"
#include "server/features/refactorings.h"

namespace baton {

namespace {

// Text for a file that is not there makes the file.
void take_edits(const FeatureInput& input, const Fix& fix, CodeAction& action) {
  for (const FileEdit& edit : fix.edits) {
    const bool is_new = edit.path != input.path && edit.edit.range.empty() &&
                        input.snapshot.look_up(edit.path).presence != Presence::exists;
    if (is_new)
      action.files.push_back({edit.path, edit.edit.new_text});
    else
      action.edits.push_back(edit);
  }
}

}  // namespace

std::vector<CodeAction> quick_fixes(const FeatureInput& input, const std::vector<Diagnostic>& found) {
  std::vector<CodeAction> out;
  for (const Diagnostic& diagnostic : found) {
    bool preferred = false;
    for (const Fix& fix : diagnostic.fixes) {
      const bool first_safe = fix.safe && !preferred;
      preferred = preferred || fix.safe;
      CodeAction action{fix.title, CodeAction::Kind::quick_fix, first_safe};
      action.code = diagnostic.code;
      action.at = diagnostic.range;
      take_edits(input, fix, action);
      action.renames = fix.renames;
      out.push_back(std::move(action));
    }
  }
  return out;
}

// Whole lines, so that no character is cut.
std::vector<TextEdit> fix_all_edits(const Snapshot& snapshot, const std::string& path,
                                    const std::shared_ptr<const Document>& document, FileKind kind) {
  const FixedFile fixed = fix_all(snapshot, path, document, kind);
  if (fixed.fixes == 0) return {};
  return {difference(*document, fixed.document->text)};
}

TextEdit difference(const Document& document, std::string_view after) {
  const std::string_view before = document.text;
  const auto first = static_cast<std::uint32_t>(std::ranges::mismatch(before, after).in1 - before.begin());
  const std::uint32_t line = document.lines.line_of(first);
  const std::uint32_t begin = document.lines.full_line(before, line).begin;
  std::size_t same = 0;
  const std::size_t most = std::min(before.size(), after.size()) - begin;
  while (same < most && before[before.size() - 1 - same] == after[after.size() - 1 - same]) ++same;
  std::uint32_t end = static_cast<std::uint32_t>(before.size() - same);
  // What is behind the next begin of a line is the same in both.
  const TextRange last = document.lines.full_line(before, document.lines.line_of(end));
  if (end != last.begin) end = last.end;
  const std::size_t kept = before.size() - end;
  return {{begin, end}, std::string(after.substr(begin, after.size() - kept - begin))};
}

std::vector<CodeAction> refactorings(const FeatureInput& input, TextRange range) {
  if (input.kind != FileKind::command) return {};
  std::vector<CodeAction> out;
  wrap_in_condition(input, range, out);
  add_task(input, range, out);
  renumber_phases(input, range, out);
  convert_task(input, range, out);
  extract_agent(input, range, out);
  return out;
}

}  // namespace baton
