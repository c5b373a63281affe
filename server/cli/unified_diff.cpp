// libgit2 compares; the headers are ours, because it would also write hashes and modes that nobody here
// knows.
#include "server/cli/unified_diff.h"

#include <memory>
#include <string_view>

#include "server/cli/git_library.h"

namespace baton {
namespace {

using Patch = std::unique_ptr<git_patch, decltype(GitLibrary::patch_free)>;

Error last_error(const GitLibrary& git) {
  const git_error* error = git.error_last();
  return {error == nullptr || error->message == nullptr ? "the comparison failed" : error->message};
}

Result<Patch> compare(const GitLibrary& git, const TextChange& change) {
  git_diff_options options;
  git.diff_options_init(&options, GIT_DIFF_OPTIONS_VERSION);
  options.flags = GIT_DIFF_FORCE_TEXT;
  options.context_lines = 3;
  git_patch* patch = nullptr;
  const int failed = git.patch_from_buffers(&patch, change.before.data(), change.before.size(), nullptr,
                                            change.after.data(), change.after.size(), nullptr, &options);
  if (failed != 0) return last_error(git);
  return Patch(patch, git.patch_free);
}

// As Git writes names: in quotes where a byte would break the line, with a tab behind one that holds blanks.
std::string header_name(std::string_view name) {
  constexpr std::string_view escapes = "abtnvfr";  // of the bytes 7 to 13
  std::string out;
  bool quoted = false;
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    quoted = quoted || byte < 0x20 || byte == 0x7f || c == '"' || c == '\\';
    if (byte >= 7 && byte <= 13) {
      out += {'\\', escapes[byte - 7U]};
    } else if (byte < 0x20 || byte == 0x7f) {
      out += {'\\', static_cast<char>('0' + (byte >> 6U)), static_cast<char>('0' + ((byte >> 3U) & 7U)),
              static_cast<char>('0' + (byte & 7U))};
    } else {
      if (c == '"' || c == '\\') out += '\\';
      out += c;
    }
  }
  if (quoted) return '"' + out + '"';
  return name.find(' ') == std::string_view::npos ? out : out + '\t';
}

Result<std::string> hunks_of(const GitLibrary& git, const TextChange& change) {
  const Result<Patch> patch = compare(git, change);
  if (!patch) return Error{patch.error()};
  std::string out;
  for (std::size_t h = 0; h < git.patch_num_hunks(patch->get()); ++h) {
    const git_diff_hunk* hunk = nullptr;
    std::size_t lines = 0;
    if (git.patch_get_hunk(&hunk, &lines, patch->get(), h) != 0) return last_error(git);
    const auto side = [](int start, int count) {
      return std::to_string(start) + (count == 1 ? "" : "," + std::to_string(count));
    };
    out += "@@ -" + side(hunk->old_start, hunk->old_lines) + " +" + side(hunk->new_start, hunk->new_lines) +
           " @@\n";
    for (std::size_t l = 0; l < lines; ++l) {
      const git_diff_line* line = nullptr;
      if (git.patch_get_line_in_hunk(&line, patch->get(), h, l) != 0) return last_error(git);
      const bool text = line->origin == GIT_DIFF_LINE_CONTEXT || line->origin == GIT_DIFF_LINE_ADDITION ||
                        line->origin == GIT_DIFF_LINE_DELETION;
      if (text) out += line->origin;
      out.append(line->content, line->content_len);  // else: that there is no line end
    }
  }
  return out;
}

}  // namespace

Result<std::string> unified_diff(std::span<const TextChange> changes) {
  const Result<const GitLibrary*> git = git_library();
  if (!git) return Error{git.error()};
  std::string out;
  for (const TextChange& change : changes) {
    const Result<std::string> hunks = hunks_of(**git, change);
    if (!hunks) return Error{hunks.error()};
    if (hunks->empty()) continue;
    out += "--- " + header_name("a/" + change.path) + "\n+++ " + header_name("b/" + change.path) + "\n";
    out += *hunks;
  }
  return out;
}

}  // namespace baton
