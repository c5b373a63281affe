// What the user makes, moves and deletes in the editor (LSP 3.17, "WillRenameFiles Request" and its kin).
#include "server/features/file_operations.h"

#include <spdlog/spdlog.h>

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

void Session::will_rename_files(const protocol::Json& params, protocol::Reply reply) {
  const auto parsed = protocol::parse_renamed_files(params);
  if (!parsed.value) return std::move(reply).error(protocol::ErrorCode::invalid_params, parsed.fault);
  const std::vector<FileRename> moves = moves_of(*parsed.value);
  std::vector<std::string> names, folders;
  for (const FileRename& move : moves) {
    names.emplace_back(path::file_name(move.from));
    folders.push_back(move.from);
  }
  const auto world = with_documents(analysis_.world(), names, folders);
  const FollowedMoves found = follow_moves(*world, moves);
  for (const std::string& words : found.refused)
    peer_.notify("window/showMessage", protocol::message_params(protocol::MessageType::warning, words));
  if (found.edits.empty()) return std::move(reply).result(nullptr);
  protocol::WorkspaceEdit edit;
  add_edits({analysis_, publisher_, client_, encoding_, tokens_, *runs_}, found.edits, edit);
  std::move(reply).result(to_json(edit, client_.navigation.document_changes));
}

void Session::will_delete_files(const protocol::Json& params, protocol::Reply reply) {
  const auto parsed = protocol::parse_files(params);
  if (!parsed.value) return std::move(reply).error(protocol::ErrorCode::invalid_params, parsed.fault);
  std::vector<std::string> paths, names;
  for (const std::string& uri : *parsed.value)
    if (std::string path = path_of(uri); !path.empty()) paths.push_back(std::move(path));
  for (const std::string& path : paths) names.emplace_back(path::file_name(path));
  const std::string words = words_on_deletion(*with_documents(analysis_.world(), names), paths);
  if (!words.empty())
    peer_.notify("window/showMessage", protocol::message_params(protocol::MessageType::warning, words));
  std::move(reply).result(nullptr);
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
