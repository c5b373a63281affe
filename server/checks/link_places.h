// What the checks of links share, found once for all of them: which links are judged here, where each one's
// target is written, and where it leads.
#pragma once

#include <string>
#include <vector>

#include "server/checks/check.h"

namespace baton {

// The place where a target is written. Many links may lead there by one definition ("[a]: b.md").
struct LinkPlace {
  const Link* link = nullptr;   // the first of them
  TextRange path;               // what stands there for the path; without one the whole target
  TextRange fragment;           // the same for what is behind "#"
  bool replaceable = true;      // the bytes there are the path and the fragment, and nothing else
  std::vector<TextRange> uses;  // of a definition: the links that name it, in order
  PathLookup target;            // where it leads; "#fragment" to the file itself
};

// Every judged target once, in the order of Document::links. External docs are those of commands and skills;
// a fenced task is code to all but commands.
std::vector<LinkPlace> link_places(const CheckInput& input);

// The folders that an external doc's path is tried from, in that order: the file's, its plugin's, its root.
std::vector<std::string> external_doc_folders(const CheckInput& input);

// What stands there, to be named in a message.
std::string path_words(const CheckInput& input, const LinkPlace& place);

// Says at a definition's finding where it is used.
void relate_uses(const CheckInput& input, const LinkPlace& place, Diagnostic& found);

}  // namespace baton
