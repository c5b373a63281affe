// The format of feature fixtures: small workspaces with a cursor, and the answer written where it belongs.
// A file of them holds several cases:
//
//   //==== what the case shows
//   //- /w/commands/a.md [no-newline]     a file begins; its text follows
//   text with the $0cursor                one cursor in all; without one it is the begin of the first file
//   // ^^^^ label                         a range in the line above, by its columns (code points, "$0"
//   counted)
//   //@1-4 label                          the same in numbers, from 1, both ends included
//   //= name                              a part of the answer in words: what a file becomes, what is said
//
// Each case is asked three times: as it stands, with CRLF line ends, and with byte-order marks; the answers
// must be the same. UPDATE_FIXTURES=1 rewrites the files with the answers; read the difference.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "server/features/feature.h"
#include "tests/support/world.h"

namespace baton::testing {

// The input of a file that the world holds.
inline FeatureInput input_of(const World& world, const std::string& path) {
  const auto& [name, document] = *world.documents.find(path);
  return {*world.snapshot, name, *document, world.kinds.at(path)};
}

struct FeatureCase {
  std::string title;
  World world;
  std::string path;                          // of the file with the cursor
  std::uint32_t cursor = 0;                  // in bytes
  std::map<std::string, std::string> texts;  // by path, as the world has them

  FeatureInput input() const { return input_of(path); }
  FeatureInput input_of(const std::string& file) const {
    static const auto empty = parse_document({});
    if (!world.documents.contains(file)) return {*world.snapshot, file, *empty, FileKind::document};
    return testing::input_of(world, file);
  }
};

// What a feature said, to be written into the fixture.
struct FeatureAnswer {
  struct Mark {
    std::string path;
    TextRange range;
    std::string label;
  };
  struct Section {
    std::string path;  // under this file's text; empty: under the last one
    std::string name, text;
  };
  std::vector<Mark> marks;  // in any order
  std::vector<Section> sections;
};

// Runs tests/features/fixtures/<feature>.txt: fails the current test where an answer is not the written one.
void run_feature_fixtures(const std::string& feature,
                          const std::function<FeatureAnswer(const FeatureCase&)>& ask);

}  // namespace baton::testing
