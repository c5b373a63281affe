// The quick way through YAML may say of a text that it is none only where yaml-cpp says so.
#include "server/syntax/yaml_fast.h"

#include <doctest/doctest.h>

#include <array>
#include <random>
#include <string>

#include "server/syntax/lines.h"
#include "server/syntax/yaml_library.h"

using namespace baton;

namespace {

bool refused(const std::string& text) {
  const FastReading reading = read_yaml_fast(text, {0, offset32(text.size())}, 0);
  CHECK(!(reading.node && reading.refused));
  return reading.refused;
}

bool is_yaml(const std::string& text) {
  return read_yaml_by_library(text, {0, offset32(text.size())}).node.has_value();
}

}  // namespace

TEST_CASE("the faults that are met most need no library") {
  for (const char* text :
       {"description: Use it so: often\n", "name: a\ndescription: One: two\ntools: Read\n",
        "argument-hint: [path] [--fast]\n", "a:\n  b: c: d\n", "a: [b]  [c\n", "a:\n- b: c: d\n"}) {
    INFO("text: " << text);
    CHECK(refused(text));
    CHECK(!is_yaml(text));
  }
}

TEST_CASE("what is YAML is not refused") {
  for (const char* text : {"description: Use it so:often\n", "description: a # so: often\n",
                           "argument-hint: [path] # [--fast]\n", "a:\n  b: c\n", "a:\n- b: c\n- d: e\n",
                           "a: 'b: c'\n", "a: |\n  b: c: d\n", "a: b\n  c\n"}) {
    INFO("text: " << text);
    CHECK(!refused(text));
    CHECK(is_yaml(text));
  }
}

TEST_CASE("whatever is refused is no YAML") {
  const std::array<std::string, 18> pieces = {"a: ",    "b:\n",   "- ",  "c ",    "d: e",   "\n",
                                              "\n  ",   "\n    ", "[f]", " [g]",  "{h: i}", " # ",
                                              "'j: k'", ": ",     ":",   "|\n  ", "&l ",    "*l"};
  std::mt19937 random(20261126);
  unsigned found = 0;
  for (int round = 0; round < 20000; ++round) {
    std::string text = "k: ";
    for (std::size_t count = 1 + random() % 10; count > 0; --count) text += pieces[random() % pieces.size()];
    if (!refused(text)) continue;
    ++found;
    INFO("text: " << text);
    CHECK(!is_yaml(text));
  }
  CHECK(found > 500);
}
