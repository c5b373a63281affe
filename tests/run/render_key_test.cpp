// When an output may be used again, and what is said where it may not.
#include <doctest/doctest.h>

#include "server/run/render.h"

using namespace baton;

TEST_CASE("a key holds prompt, agent, runner and model") {
  const KeyInputs inputs{"p", "a", "r", "m"};
  CHECK(key_of(inputs).size() == 32);
  CHECK(key_of(inputs) == key_of({"p", "a", "r", "m"}));
  CHECK(key_of(inputs) != key_of({"q", "a", "r", "m"}));
  CHECK(key_of(inputs) != key_of({"p", "b", "r", "m"}));
  CHECK(key_of(inputs) != key_of({"p", "a", "s", "m"}));
  CHECK(key_of(inputs) != key_of({"p", "a", "r", "n"}));
  CHECK(key_of({"1:a", "", "", ""}) != key_of({"1:", "a", "", ""}));
}

TEST_CASE("the reason names the first thing that differs") {
  const KeyInputs before{"p", "a", "r", "m"};
  CHECK(difference_words(before, before) == "");
  CHECK(difference_words(before, {"q", "b", "r", "m"}) == "the prompt changed");
  CHECK(difference_words(before, {"p", "b", "r", "m"}) == "the agent's file changed");
  CHECK(difference_words(before, {"p", "a", "s", "n"}) == "the runner changed");
  CHECK(difference_words(before, {"p", "a", "r", "n"}) == "the model changed");
}

TEST_CASE("the hash of a text is that of XXH3") {
  CHECK(text_hash("") == "99aa06d3014798d86001c324468d497f");
  CHECK(text_hash("a") != text_hash("b"));
}
