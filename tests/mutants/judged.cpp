// Reading and writing judged.txt, and what counts as a mutant's place.
#include "tests/mutants/judged.h"

#include <algorithm>
#include <sstream>
#include <utility>

namespace baton::testing {
namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

bool opens_block(std::string_view line) {
  return line.starts_with("<") || line.starts_with("```") || line == "---";
}

}  // namespace

std::string_view heard_name(Heard heard) {
  switch (heard) {
    case Heard::there:
      return "told at its place";
    case Heard::elsewhere:
      return "elsewhere";
    case Heard::silent:
      return "silent";
  }
  return "silent";
}

Judged read_judged(const std::string& page) {
  Judged out;
  for (const std::string& line : lines_of(page)) {
    if (line.empty()) continue;
    if (line.starts_with("# ")) {
      const std::size_t colon = line.find(':');
      const std::string how = line.substr(2, colon == std::string::npos ? colon : colon - 2);
      if (how != "silent" && how != "elsewhere")
        out.faults.push_back("a heading begins \"# silent: \" or \"# elsewhere: \", not as " + line);
      const std::string reason =
          colon == std::string::npos ? "" : line.substr(std::min(colon + 2, line.size()));
      out.judgements.push_back({how == "silent" ? Heard::silent : Heard::elsewhere, reason, {}});
    } else if (out.judgements.empty()) {
      out.faults.push_back("a mutant stands before the first heading: " + line);
    } else {
      out.judgements.back().mutants.push_back(line);
    }
  }
  for (const Judgement& judgement : out.judgements)
    if (judgement.mutants.empty()) out.faults.push_back("nothing stands under: " + judgement.reason);
  return out;
}

std::string write_judged(const Judged& judged) {
  std::string out;
  for (const Judgement& judgement : judged.judgements) {
    if (!out.empty()) out += '\n';
    out += "# " + std::string(heard_name(judgement.heard)) + ": " + judgement.reason + '\n';
    for (const std::string& name : judgement.mutants) out += name + '\n';
  }
  return out;
}

Judged updated(Judged judged, const std::map<std::string, Heard>& unheard) {
  std::map<std::string, Heard> left = unheard;
  for (Judgement& judgement : judged.judgements) {
    std::erase_if(judgement.mutants, [&](const std::string& name) {
      const auto found = left.find(name);
      const bool gone = found == left.end() || found->second != judgement.heard;
      if (!gone) left.erase(found);
      return gone;
    });
  }
  std::erase_if(judged.judgements, [](const Judgement& judgement) { return judgement.mutants.empty(); });
  for (const Heard how : {Heard::elsewhere, Heard::silent}) {
    Judgement rest{how, "", {}};
    for (const auto& [name, heard] : left)
      if (heard == how) rest.mutants.push_back(name);
    if (!rest.mutants.empty()) judged.judgements.push_back(std::move(rest));
  }
  return judged;
}

std::set<std::size_t> lines_near(const Files& before, const Mutant& mutant) {
  if (mutant.edits.empty()) return {};
  const std::vector<std::string> lines = lines_of(mutated(before, mutant).at(mutant.path));
  const Lines own = changed_lines(before, mutant);
  std::set<std::size_t> out;
  for (std::size_t line = own.first > 1 ? own.first - 1 : 1; line <= own.last + 1; ++line) out.insert(line);
  const auto indent_of = [&](std::size_t line) { return lines[line - 1].find_first_not_of(' '); };
  std::size_t indent = own.first <= lines.size() ? indent_of(own.first) : 0;
  for (std::size_t line = std::min(own.first, lines.size() + 1); --line >= 1;) {
    if (indent_of(line) == std::string::npos) continue;
    if (opens_block(lines[line - 1])) {
      out.insert(line);
      break;
    }
    if (indent != std::string::npos && indent_of(line) < indent) {
      out.insert(line);
      indent = indent_of(line);
    }
  }
  return out;
}

}  // namespace baton::testing
