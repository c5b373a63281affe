// What a check gets and gives. Each check is one file with one function; table.h lists them all.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "server/checks/diagnostic.h"
#include "server/flow/flow.h"
#include "server/syntax/document.h"
#include "server/workspace/manifest.h"
#include "server/workspace/snapshot.h"

namespace baton {

class AgentLookups;  // agent_lookups.h
struct LinkPlace;    // link_places.h
class ModeAgents;    // mode_agents.h
struct SchemaFault;  // schema.h

struct CheckInput {
  const Snapshot& snapshot;
  const std::string& path;
  const Document& document;
  FileKind kind;
  const Flow& flow;                     // of commands; empty for other kinds
  const Manifest& manifest;             // of manifests; empty for other kinds
  const std::vector<LinkPlace>& links;  // all that link_places finds
  const std::vector<SchemaFault>& schema_faults;  // of the front matter, if there is any
  ModeAgents& mode_agents;                        // of commands; it keeps the names that it looked up
  AgentLookups& agents;                           // likewise
};

// Collects findings; fills code and default severity from the table's row.
class Findings {
 public:
  Findings(std::string_view code, Severity severity, std::vector<Diagnostic>& out)
      : code_(code), severity_(severity), out_(out) {}
  Diagnostic& add(TextRange range, std::string message);
  Diagnostic& add(TextRange range, Severity severity, std::string message);

 private:
  std::string_view code_;
  Severity severity_;
  std::vector<Diagnostic>& out_;
};

struct Check {
  std::string_view code;
  Severity severity;
  std::string_view summary;    // one line for --list-checks
  bool commands, agents, skills, templates, manifests, configurations;  // kinds of files it judges
  // nullptr: found elsewhere (file-unreadable by the loader, suppression-… when all others are done)
  void (*run)(const CheckInput&, Findings&);
};

// All checks, in the order of checks.md of the documentation. The one place where they are registered.
std::span<const Check> all_checks();
const Check* find_check(std::string_view code);
// The documentation page docs/checks/<code>.md, compiled in; empty for an unknown code.
std::string_view check_page(std::string_view code);
// Where the page of a check can be read by people: this, the code, ".md".
inline constexpr std::string_view check_pages = "https://github.com/baton-tools/baton/blob/main/docs/checks/";

// Everything that is to be said of one file, with the configuration's severities applied, sorted by place, then code.
std::vector<Diagnostic> run_checks(const Snapshot& snapshot, const std::string& path, const Document& document, FileKind kind);

}  // namespace baton
