// What the user makes, moves and deletes in the editor (LSP 3.17, "WillRenameFiles Request" and its kin).
#include "server/features/file_operations.h"

#include <spdlog/spdlog.h>

#include <utility>

#include "protocol/types/file_operations.h"
#include "protocol/uri.h"
#include "server/base/path.h"
#include "server/lsp/handlers/features.h"
#include "server/lsp/session.h"
#include "server/workspace/disk/documents.h"

namespace baton::lsp {
namespace {

// Empty for what lies on no disk.
std::string path_of(const std::string& uri) {
  const auto given = protocol::path_of_uri(uri);
  std::string path = given ? path::normalise(*given) : std::string();
  while (path.size() > 1 && path.ends_with('/')) path.pop_back();
  return path;
}

std::vector<FileRename> moves_of(const std::vector<protocol::RenamedFile>& files) {
  std::vector<FileRename> out;
  for (const protocol::RenamedFile& file : files)
    if (FileRename move{path_of(file.from), path_of(file.to)}; !move.from.empty() && !move.to.empty())
      out.push_back(std::move(move));
  return out;
}

}  // namespace

void Session::warn(const std::string& words) {
  peer_.notify("window/showMessage", protocol::message_params(protocol::MessageType::warning, words));
}

void Session::will_rename_files(const protocol::Json& params, protocol::Reply reply) {
  const auto parsed = protocol::parse_renamed_files(params);
  if (!parsed.value) return std::move(reply).error(protocol::ErrorCode::invalid_params, parsed.fault);
  std::vector<FileRename> moves = moves_of(*parsed.value);
  answer_of_all_files(
      [this, moves = std::move(moves)](const FeatureContext& context) -> Answer {
        return Later{[this, moves, world = context.analysis.world()](
                         const std::function<bool()>& unwanted) -> Later::Finish {
          std::vector<std::string> names, folders;
          for (const FileRename& move : moves) {
            names.emplace_back(path::file_name(move.from));
            folders.push_back(move.from);
          }
          const auto read = with_documents(world, names, folders, unwanted);
          return [this, found = follow_moves(*read, moves)](const FeatureContext& now) -> Answered {
            for (const std::string& words : found.refused) warn(words);
            if (found.edits.empty()) return protocol::Json(nullptr);
            protocol::WorkspaceEdit edit;
            add_edits(now, found.edits, edit);
            return to_json(edit, now.client.navigation.document_changes);
          };
        }};
      },
      std::move(reply));
}

void Session::will_delete_files(const protocol::Json& params, protocol::Reply reply) {
  const auto parsed = protocol::parse_files(params);
  if (!parsed.value) return std::move(reply).error(protocol::ErrorCode::invalid_params, parsed.fault);
  std::vector<std::string> paths, names;
  for (const std::string& uri : *parsed.value)
    if (std::string path = path_of(uri); !path.empty()) paths.push_back(std::move(path));
  for (const std::string& path : paths) names.emplace_back(path::file_name(path));
  answer_of_all_files(
      [this, paths, names](const FeatureContext& context) -> Answer {
        return Later{[this, paths, names, world = context.analysis.world()](
                         const std::function<bool()>& unwanted) -> Later::Finish {
          const auto read = with_documents(world, names, {}, unwanted);
          return [this, words = words_on_deletion(*read, paths)](const FeatureContext&) -> Answered {
            if (!words.empty()) warn(words);
            return protocol::Json(nullptr);
          };
        }};
      },
      std::move(reply));
}

// Nothing has to be there before a file is.
void Session::will_create_files(const protocol::Json& params, protocol::Reply reply) {
  const auto parsed = protocol::parse_files(params);
  if (!parsed.value) return std::move(reply).error(protocol::ErrorCode::invalid_params, parsed.fault);
  std::move(reply).result(nullptr);
}

void Session::did_rename_files(const protocol::Json& params) {
  const auto parsed = protocol::parse_renamed_files(params);
  if (!parsed.value) return log_.warn("workspace/didRenameFiles: {}", parsed.fault);
  for (const FileRename& move : moves_of(*parsed.value)) {
    look_again(move.from, true);
    look_again(move.to, true);
  }
}

void Session::did_create_or_delete_files(const protocol::Json& params) {
  const auto parsed = protocol::parse_files(params);
  if (!parsed.value) return log_.warn("workspace/didCreateFiles or didDeleteFiles: {}", parsed.fault);
  for (const std::string& uri : *parsed.value)
    if (const std::string path = path_of(uri); !path.empty()) look_again(path, true);
}

}  // namespace baton::lsp
