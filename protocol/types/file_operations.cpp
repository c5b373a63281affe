// File operations as JSON.
#include "protocol/types/file_operations.h"

#include "protocol/capability.h"

namespace baton::protocol {

FileOperationCapabilities read_file_operations(const Json& client) {
  const auto tells = [&](const char* what) { return is_true(client, {"workspace", "fileOperations", what}); };
  return {tells("willRename"), tells("didRename"), tells("willDelete"), tells("didDelete"),
          tells("didCreate")};
}

Parsed<std::vector<RenamedFile>> parse_renamed_files(const Json& params) {
  return parse_fields<std::vector<RenamedFile>>(params, [](const Fields& fields) {
    std::vector<RenamedFile> out;
    for (const Fields& file : fields.at("files").list())
      out.push_back({file.at("oldUri").text(), file.at("newUri").text()});
    return out;
  });
}

Parsed<std::vector<std::string>> parse_files(const Json& params) {
  return parse_fields<std::vector<std::string>>(params, [](const Fields& fields) {
    std::vector<std::string> out;
    for (const Fields& file : fields.at("files").list()) out.push_back(file.at("uri").text());
    return out;
  });
}

Json file_operations_options(const FileOperationCapabilities& client) {
  Json filters = Json::array();
  filters.push_back(Json{{"scheme", "file"}, {"pattern", {{"glob", "**/*"}}}});
  const Json all = {{"filters", filters}};
  Json out;
  if (client.will_rename) out["willRename"] = all;
  if (client.did_rename) out["didRename"] = all;
  if (client.will_delete) out["willDelete"] = all;
  if (client.did_delete) out["didDelete"] = all;
  if (client.did_create) out["didCreate"] = all;
  return out;
}

}  // namespace baton::protocol
