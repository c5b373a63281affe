// Lists of lines, printed one below the other where they differ.
#pragma once

#include <doctest/doctest.h>

#include <string>
#include <vector>

template <>
struct doctest::StringMaker<std::vector<std::string>> {
  static String convert(const std::vector<std::string>& lines) {
    std::string out;
    for (const std::string& line : lines) out += "\n    " + line;
    return {out.data(), static_cast<unsigned>(out.size())};
  }
};
