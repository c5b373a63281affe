// Names of strangers in sentences: short, and nothing in them that a terminal obeys.
#include "server/checks/words.h"

#include <doctest/doctest.h>

using namespace baton;

TEST_CASE("a quoted name is cut at 80 characters, whatever they are") {
  CHECK(quoted("data-engineer") == "\"data-engineer\"");
  CHECK(quoted("") == "\"\"");
  CHECK(quoted(std::string(80, 'a')) == '"' + std::string(80, 'a') + '"');
  CHECK(quoted(std::string(81, 'a')) == '"' + std::string(80, 'a') + "…\"");
  std::string umlauts;
  for (int i = 0; i < 80; ++i) umlauts += "ä";
  CHECK(quoted(umlauts) == '"' + umlauts + '"');
  CHECK(quoted(umlauts + "b") == '"' + umlauts + "…\"");
}

TEST_CASE("a quoted name shows its control characters") {
  CHECK(quoted("a\x1b[31m\n") == "\"a\\x1b[31m\\x0a\"");
  CHECK(quoted("\x7f") == "\"\\x7f\"");
}
