// See render.h.
#include "server/run/render.h"

#include <algorithm>

#include "server/base/utf8.h"

namespace baton {
namespace {

constexpr std::size_t most_first_bytes = 2048;
// A prompt that is longer takes no more of any output than its path: reads of one output may be many.
constexpr std::size_t most_whole = 16 * 1024 * 1024;

std::string_view without_last_line_ends(std::string_view text) {
  const std::size_t last = text.find_last_not_of("\r\n");
  return text.substr(0, last == text.npos ? 0 : last + 1);
}

std::string_view first_lines(std::string_view text, std::size_t lines) {
  std::size_t end = 0;
  for (std::size_t i = 0; i < lines && end < text.size(); ++i) {
    const std::size_t next = text.find('\n', end);
    end = next == text.npos ? text.size() : next + 1;
  }
  end = std::min({end, text.size(), most_first_bytes});
  while (end > 0 && end < text.size() && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
  return without_last_line_ends(text.substr(0, end));
}

class Renderer {
 public:
  Renderer(const Plan& plan, const Outputs& outputs, const RenderOptions& options, bool for_hash)
      : plan_(plan), outputs_(outputs), options_(options), for_hash_(for_hash) {}

  Rendered render(const Recipe& recipe) {
    for (const RecipePiece& piece : recipe.pieces) {
      if (piece.kind == RecipePiece::Kind::outputs)
        add_outputs(piece);
      else
        out_.prompt += piece.text;
    }
    std::ranges::sort(out_.missing);
    out_.missing.erase(std::ranges::unique(out_.missing).begin(), out_.missing.end());
    return std::move(out_);
  }

 private:
  void add_outputs(const RecipePiece& piece) {
    const std::size_t known = out_.missing.size();
    for (const StepIndex step : piece.steps)
      if (!outputs_.contains(step)) out_.missing.push_back(step);
    if (out_.missing.size() > known) {
      out_.prompt += piece.text;
      return;
    }
    for (std::size_t i = 0; i < piece.steps.size(); ++i) {
      if (piece.steps.size() > 1)
        out_.prompt += (i > 0 ? "\n\n[Output of " : "[Output of ") + name_of(piece.steps[i]) + "]\n";
      add_output(piece.steps[i], outputs_.at(piece.steps[i]));
    }
  }

  std::string name_of(StepIndex step) const { return step < plan_.steps.size() ? plan_.steps[step].id : "?"; }

  void add_output(StepIndex step, const StepOutput& output) {
    const bool prompt_is_full = out_.prompt.size() > most_whole;
    if (output.text.size() <= options_.most_inline && !prompt_is_full) {
      out_.prompt += without_last_line_ends(output.text);
      return;
    }
    const std::string place = for_hash_ ? text_hash(output.text) : std::string(output.path);
    out_.prompt += "(the output of " + name_of(step) + ", " + std::to_string(output.text.size()) +
                   " bytes, is in the file " + place;
    if (prompt_is_full) {
      out_.prompt += ")";
      return;
    }
    out_.prompt += "; it begins:)\n";
    out_.prompt += first_lines(output.text, options_.first_lines);
    out_.prompt += "\n(and so on in that file)";
  }

  const Plan& plan_;
  const Outputs& outputs_;
  const RenderOptions& options_;
  bool for_hash_;
  Rendered out_;
};

}  // namespace

Rendered render(const Plan& plan, const Recipe& recipe, const Outputs& outputs,
                const RenderOptions& options) {
  return Renderer(plan, outputs, options, false).render(recipe);
}

std::string prompt_hash(const Plan& plan, const Recipe& recipe, const Outputs& outputs,
                        const RenderOptions& options) {
  return text_hash(Renderer(plan, outputs, options, true).render(recipe).prompt);
}

}  // namespace baton
