// What is said of the thing under the cursor, with marks and without.
#include "server/features/hover.h"

#include <doctest/doctest.h>

#include "tests/support/feature_fixture.h"

using namespace baton;
using namespace baton::testing;

TEST_CASE("hover: what stands here") {
  run_feature_fixtures("hover", [](const FeatureCase& asked) {
    const auto found = hover(asked.input(), asked.cursor, true);
    const auto plain = hover(asked.input(), asked.cursor, false);
    CHECK(found.has_value() == plain.has_value());
    if (!found) return FeatureAnswer{{}, {{{}, "nothing", {}}}};
    CHECK(plain->text.find("**") == std::string::npos);
    return FeatureAnswer{{{asked.path, found->range, "hover"}}, {{{}, "text", found->text}}};
  });
}
