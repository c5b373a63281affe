// A finding in a user's file, as the core knows it: bytes, plain words, and how to mend it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "server/base/text_edit.h"
#include "server/base/text_range.h"
#include "server/workspace/file_facts.h"

namespace baton {

enum class Severity : std::uint8_t { error = 1, warning, information, hint };  // numbers of LSP 3.17, DiagnosticSeverity

struct RelatedPlace {
  Place place;
  std::string message;
};

struct FileEdit {
  std::string path;
  TextEdit edit;
};

struct FileRename {
  std::string from, to;  // absolute
};

struct Fix {
  std::string title;
  bool safe = false;  // applied by --fix; else only offered
  std::vector<FileEdit> edits;
  std::vector<FileRename> renames = {};  // after the edits; only an editor can make them
};

struct Diagnostic {
  std::string_view code;  // of the table: lives as long as the program
  Severity severity = Severity::error;
  TextRange range;        // never empty in a text that is not
  std::string message;
  std::vector<RelatedPlace> related;
  std::vector<Fix> fixes;   // nearest first
  bool unnecessary = false; // shown faded where the client can
};

std::string_view severity_name(Severity severity);  // "error", "warning", "information", "hint"

}  // namespace baton
