// The outline of a file, as a tree.
#include "server/features/document_symbols.h"

#include <doctest/doctest.h>

#include <string>

#include "tests/support/feature_fixture.h"

using namespace baton;
using namespace baton::testing;

namespace {

void write(const FeatureInput& input, const Symbol& symbol, std::size_t depth, std::string& out) {
  static const char* const kinds[] = {"command", "agent", "skill", "mode", "phase", "task", "placeholder"};
  const auto line = [&](std::uint32_t offset) {
    return std::to_string(input.document.lines.line_of(offset) + 1);
  };
  out += std::string(2 * depth, ' ') + kinds[static_cast<std::size_t>(symbol.kind)] + " " + symbol.name;
  if (!symbol.detail.empty()) out += " (" + symbol.detail + ")";
  out += ", lines " + line(symbol.range.begin) + " to " + line(symbol.range.end) + ", name \"" +
         std::string(input.document.slice(symbol.name_range)) + "\"\n";
  CHECK_FALSE(symbol.name.empty());
  CHECK(symbol.range.contains(symbol.name_range));
  for (const Symbol& child : symbol.children) {
    CHECK(symbol.range.contains(child.range));
    write(input, child, depth + 1, out);
  }
}

}  // namespace

TEST_CASE("document symbols: a file's outline") {
  run_feature_fixtures("document_symbols", [](const FeatureCase& asked) {
    std::string out;
    for (const Symbol& symbol : document_symbols(asked.input())) write(asked.input(), symbol, 0, out);
    return FeatureAnswer{{}, {{asked.path, "symbols", out.empty() ? "none" : out}}};
  });
}
