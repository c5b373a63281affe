// A client that asks for texts gets what was read; for others it lies on the disk.
#include "server/lsp/showing.h"

#include <fcntl.h>

#include <memory>
#include <utility>

#include "server/base/path.h"
#include "server/lsp/runs.h"
#include "server/run/lock.h"
#include "server/run/store.h"

namespace baton::lsp {

void Showing::show_uri(const std::string& uri) {
  if (client_.shows_documents)
    peer_.request("window/showDocument", protocol::show_document_params(uri), [](const auto&) {});
}

void Showing::show_file(const std::string& path, protocol::Reply reply) {
  if (!client_.asks_for_content) {
    const std::string uri = publisher_.uri_of(path);
    show_uri(uri);
    return std::move(reply).result(protocol::Json{{"uri", uri}});
  }
  runs_.in_background([this, path, held = std::make_shared<protocol::Reply>(std::move(reply))] {
    const Result<OpenFile> folder = open_folder(std::string(path::parent(path)), "", false);
    const std::string name(path::file_name(path));
    auto text = std::make_shared<std::optional<std::string>>();
    if (folder) *text = read_all(open_file(*folder, name, O_RDONLY));
    return [this, held, text, path, name] {
      if (!*text)
        return std::move(*held).error(protocol::ErrorCode::request_failed,
                                      "the output is not there any more");
      const std::string run(path::file_name(path::parent(path)));
      const std::string uri = texts_.keep(run + "/" + name, std::move(**text));
      show_uri(uri);
      std::move(*held).result(protocol::Json{{"uri", uri}});
    };
  });
}

void Showing::show_text(const std::string& root, const std::string& command, const std::string& name,
                        const std::string& text, std::function<void(const Result<std::string>&)> then) {
  if (client_.asks_for_content) {
    const std::string uri = texts_.keep("preview/" + command + "/" + name, text);
    // Who still shows the one before asks again.
    peer_.request("workspace/textDocumentContent/refresh", protocol::content_refresh_params(uri),
                  [](const auto&) {});
    show_uri(uri);
    return then(uri);
  }
  runs_.in_background([this, root, command, name, text, then = std::move(then)] {
    auto path = std::make_shared<Result<std::string>>(put_preview(root, command, name, text));
    return [this, path, then] {
      if (!*path) return then(*path);
      const std::string uri = publisher_.uri_of(**path);
      show_uri(uri);
      then(uri);
    };
  });
}

}  // namespace baton::lsp
