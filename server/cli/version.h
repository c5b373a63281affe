// The version that --version prints; a test compares it with the build's.
#pragma once

#include <string_view>

namespace baton {

inline constexpr std::string_view version = "0.1.0";

}  // namespace baton
