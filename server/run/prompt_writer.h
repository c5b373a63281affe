// Puts a recipe together from a prompt's text: what is cut out of it leaves no brackets, no double blanks and
// no empty lines behind. run.md, "Plan".
#pragma once

#include <string>
#include <string_view>

#include "server/run/recipe.h"

namespace baton {

class PromptWriter {
 public:
  void text(std::string_view text);
  void put(RecipePiece piece);  // in the text's place
  void cut();                   // text was left out here
  Recipe finish();

 private:
  void add_to_line(std::string_view text);
  void end_line(std::string_view line_end);
  void emit(RecipePiece piece);

  Recipe out_;
  std::vector<RecipePiece> line_;  // as far as read
  std::string blank_lines_;        // that wait for what comes behind them
  bool anything_ = false;          // a line that is not blank was given out
  bool touched_ = false;           // something was cut out of this line
  bool after_cut_ = false;         // … just now
  bool fold_ = false;              // a whole line was left out, and only blank ones came since
};

}  // namespace baton
