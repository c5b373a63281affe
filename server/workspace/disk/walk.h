// The walk over folders: what is there, what is to be read. Folders are taken by several threads; the result
// is sorted and does not depend on who was first.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "server/base/cancel.h"
#include "server/workspace/disk/workers.h"
#include "server/workspace/snapshot.h"

namespace baton {

struct WalkOptions {
  std::vector<std::string> folders;  // absolute, normalised
  // Folders that the user named: walked also where a rule or their own name leaves them out.
  std::vector<std::string> named;
  bool ignore_files = true;  // heed .gitignore
  CancelToken cancel;
  std::string top = {};  // the rules of the folders from here down to `folders` hold too; empty: none
  std::vector<std::string> roots = {};  // of the workspace, where `folders` are not all of them
};

struct Walk {
  std::map<std::string, FolderListing> folders;  // complete listings, of names that are ignored too
  std::vector<std::string> markdown;             // ".md" files that are not ignored
  std::vector<std::string> facts_only;           // agents, ignored or behind a link: nobody judges them
  std::vector<std::string> manifests;            // plugin.json and marketplace.json where they mean something
  std::vector<std::string> configurations;       // .baton.yaml
  std::vector<std::string> notes;                // in words for the user, paths absolute
};

// All lists are sorted. Links to folders are listed and not followed, but to agents (linked_agents.h); ".git"
// and "node_modules" are listed and not entered.
Walk walk(const WalkOptions& options, Workers& workers);

// Whether a walk from `top` comes to `path`, which lies below it.
bool is_walked(const std::string& top, const std::string& path, bool is_folder);

}  // namespace baton
