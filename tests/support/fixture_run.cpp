// Findings and expectations are matched one to one: the same line, columns, severity and code, and a message
// that holds the expected words.
#include "tests/support/fixture_run.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "server/checks/check.h"
#include "tests/support/world.h"

namespace baton::testing {
namespace {

bool meets(const Remark& finding, const Remark& expected) {
  return finding.line == expected.line && finding.begin == expected.begin && finding.end == expected.end &&
         finding.severity == expected.severity && finding.code == expected.code &&
         finding.text.find(expected.text) != std::string::npos;
}

// For each expectation the finding that meets it; none is used twice.
std::vector<std::optional<std::size_t>> match(const std::vector<Remark>& expected,
                                              const std::vector<Remark>& found) {
  std::vector<std::optional<std::size_t>> matches(expected.size());
  std::vector<bool> used(found.size());
  for (std::size_t e = 0; e < expected.size(); ++e) {
    for (std::size_t f = 0; f < found.size() && !matches[e]; ++f) {
      if (used[f] || !meets(found[f], expected[e])) continue;
      used[f] = true;
      matches[e] = f;
    }
  }
  return matches;
}

// The edits of a file's own first fixes, one fix after the other; a fix that overlaps what is taken is left
// out whole.
std::vector<TextEdit> first_fixes(const std::string& path, const std::vector<Diagnostic>& diagnostics) {
  std::vector<TextEdit> taken;
  for (const Diagnostic& diagnostic : diagnostics) {
    if (diagnostic.fixes.empty()) continue;
    std::vector<TextEdit> edits;
    for (const FileEdit& edit : diagnostic.fixes.front().edits)
      if (edit.path == path) edits.push_back(edit.edit);
    const bool clash = std::ranges::any_of(edits, [&](const TextEdit& edit) {
      return std::ranges::any_of(
          taken, [&](const TextEdit& other) { return other == edit || other.range.overlaps(edit.range); });
    });
    if (!clash) taken.insert(taken.end(), edits.begin(), edits.end());
  }
  return taken;
}

std::string fixed_text(const FixtureFile& file, const JudgedFile& judged) {
  return apply_edits(file.text, first_fixes(file.path, judged.diagnostics));
}

std::string head(const FixtureFile& file, std::size_t fixture_line) {
  return "line " + std::to_string(fixture_line) + " (" + file.path + "): ";
}

// Where a line of the file's text stands in the fixture: behind its header, and behind the expectations above
// it.
std::size_t fixture_line_of(const FixtureFile& file, std::size_t line) {
  const auto above =
      std::ranges::count_if(file.expected, [&](const Remark& expected) { return expected.line < line; });
  return file.fixture_line + line + 1 + static_cast<std::size_t>(above);
}

void tell_differences(const FixtureFile& file, const JudgedFile& judged, bool all,
                      std::vector<std::string>& out) {
  const auto matches = match(file.expected, judged.remarks);
  std::map<std::size_t, std::string> by_line;
  for (std::size_t e = 0; e < matches.size(); ++e)
    if (!matches[e])
      by_line[file.expected[e].line] += "\n  expected, not found:  " + remark_line(file.expected[e]);
  for (std::size_t f = 0; f < judged.remarks.size(); ++f) {
    const Remark& found = judged.remarks[f];
    if (std::ranges::find(matches, std::optional(f)) != matches.end()) continue;
    if (all || by_line.contains(found.line))
      by_line[found.line] += "\n  found, not expected:  " + remark_line(found);
  }
  for (const auto& [line, what] : by_line)
    out.push_back(head(file, fixture_line_of(file, line)) + "\n" + std::string(24, ' ') +
                  std::string(text_line(file.text, line)) + what);
}

void tell_fixed(const FixtureFile& file, const JudgedFile& judged, std::vector<std::string>& out) {
  if (!file.fixed) return;
  const std::string fixed = fixed_text(file, judged);
  if (fixed == *file.fixed) return;
  std::size_t line = 0;
  const auto lines = static_cast<std::size_t>(std::ranges::count(fixed, '\n'));
  while (line < lines && text_line(fixed, line) == text_line(*file.fixed, line)) ++line;
  out.push_back(head(file, file.fixed_line + line + 1) +
                "the fixes give another text\n  expected:  " + std::string(text_line(*file.fixed, line)) +
                "\n  got:       " + std::string(text_line(fixed, line)) + "\n  all of it:\n" + fixed);
}

// What holds for every finding, whatever a fixture expects.
void tell_broken(const FixtureFile& file, const JudgedFile& judged, std::vector<std::string>& out) {
  for (std::size_t i = 0; i < judged.diagnostics.size(); ++i) {
    const Diagnostic& diagnostic = judged.diagnostics[i];
    std::string wrong;
    if (find_check(diagnostic.code) == nullptr) wrong += " its code is not in the table;";
    if (diagnostic.range.end > file.text.size()) wrong += " its range leaves the text;";
    if (diagnostic.range.begin >= diagnostic.range.end && !file.text.empty()) wrong += " its range is empty;";
    if (diagnostic.message.empty()) wrong += " it has no message;";
    if (std::ranges::any_of(diagnostic.message, [](char c) { return c >= 0 && c < ' '; }))
      wrong += " its message holds a control character;";
    for (const Fix& fix : diagnostic.fixes) {
      if (fix.title.empty() || (fix.edits.empty() && fix.renames.empty())) wrong += " a fix without title or edits;";
      for (const FileEdit& edit : fix.edits)
        if (edit.path == file.path && edit.edit.range.end > file.text.size())
          wrong += " a fix leaves the text;";
    }
    if (!wrong.empty())
      out.push_back(head(file, fixture_line_of(file, judged.remarks[i].line)) +
                    remark_line(judged.remarks[i]) + "\n " + wrong);
  }
}

std::vector<std::string> compare(const Fixture& fixture, const std::vector<JudgedFile>& judged, bool all) {
  std::vector<std::string> out = fixture.faults;
  for (std::size_t i = 0; i < fixture.files.size() && i < judged.size(); ++i) {
    tell_differences(fixture.files[i], judged[i], all, out);
    tell_fixed(fixture.files[i], judged[i], out);
    tell_broken(fixture.files[i], judged[i], out);
  }
  return out;
}

}  // namespace

std::vector<JudgedFile> judge(const Fixture& fixture) {
  std::map<std::string, std::string> texts;
  for (const FixtureFile& file : fixture.files) texts[file.path] = file.text;
  const World world = make_world(texts);
  std::vector<JudgedFile> judged;
  for (const FixtureFile& file : fixture.files) {
    JudgedFile& of_file = judged.emplace_back();
    const auto document = world.documents.find(file.path);
    if (document == world.documents.end()) continue;
    of_file.diagnostics =
        run_checks(*world.snapshot, file.path, *document->second, world.kinds.at(file.path));
    for (const Diagnostic& diagnostic : of_file.diagnostics) {
      Remark remark = remark_at(file.text, diagnostic.range);
      remark.severity = severity_name(diagnostic.severity);
      remark.code = diagnostic.code;
      remark.text = diagnostic.message;
      of_file.remarks.push_back(std::move(remark));
    }
  }
  return judged;
}

std::vector<std::string> complaints(const Fixture& fixture, const std::vector<JudgedFile>& judged) {
  return compare(fixture, judged, true);
}

std::vector<std::string> unmet(const Fixture& fixture, const std::vector<JudgedFile>& judged) {
  return compare(fixture, judged, false);
}

Fixture with_findings(Fixture fixture, const std::vector<JudgedFile>& judged) {
  for (std::size_t i = 0; i < fixture.files.size() && i < judged.size(); ++i) {
    FixtureFile& file = fixture.files[i];
    std::vector<Remark> written = judged[i].remarks;
    const auto matches = match(file.expected, written);
    for (std::size_t e = 0; e < matches.size(); ++e)
      if (matches[e]) written[*matches[e]].text = file.expected[e].text;
    if (file.fixed) file.fixed = fixed_text(file, judged[i]);
    file.expected = std::move(written);
  }
  return fixture;
}

}  // namespace baton::testing
