// Opening is asio's work; the open socket is then read and written like any other descriptor.
#include "protocol/listen.h"

#include <sys/stat.h>

#include <asio.hpp>
#include <system_error>

namespace baton::protocol {
namespace {

template <typename Socket>
Opened channel_of(Socket& socket) {
  std::error_code problem;
  socket.native_non_blocking(false, problem);
  const int descriptor = socket.release(problem);
  if (problem) return {nullptr, "a connection could not be taken over: " + problem.message()};
  return {descriptor_channel(descriptor, descriptor), {}};
}

}  // namespace

Opened accept_tcp(int port, const std::function<void(int)>& listening) {
  const std::string where = "127.0.0.1:" + std::to_string(port);
  if (port < 0 || port > 65535) return {nullptr, where + " is no port"};
  asio::io_context context;
  asio::ip::tcp::acceptor acceptor(context);
  const asio::ip::tcp::endpoint endpoint(asio::ip::address_v4::loopback(),
                                         static_cast<asio::ip::port_type>(port));
  std::error_code problem;
  acceptor.open(endpoint.protocol(), problem);
  if (!problem) acceptor.set_option(asio::ip::tcp::acceptor::reuse_address(true), problem);
  if (!problem) acceptor.bind(endpoint, problem);
  if (!problem) acceptor.listen(1, problem);
  if (problem) return {nullptr, "cannot listen on " + where + ": " + problem.message()};
  listening(acceptor.local_endpoint(problem).port());
  asio::ip::tcp::socket socket(context);
  acceptor.accept(socket, problem);
  if (problem) return {nullptr, "no client came on " + where + ": " + problem.message()};
  socket.set_option(asio::ip::tcp::no_delay(true), problem);
  return channel_of(socket);
}

Opened open_pipe(const std::string& path, const std::function<void()>& listening) {
  using Local = asio::local::stream_protocol;
  asio::io_context context;
  // An endpoint throws where the path is longer than a socket's may be.
  if (path.empty() || path.size() >= sizeof(sockaddr_un::sun_path))
    return {nullptr, "a Unix socket's path has between 1 and " +
                         std::to_string(sizeof(sockaddr_un::sun_path) - 1) + " bytes: " + path};
  const Local::endpoint endpoint(path);
  Local::socket socket(context);
  std::error_code problem;
  struct stat entry {};
  if (::lstat(path.c_str(), &entry) == 0) {
    if (!S_ISSOCK(entry.st_mode)) return {nullptr, path + " is there and is no socket"};
    socket.connect(endpoint, problem);
    if (!problem) return channel_of(socket);
    if (problem != asio::error::connection_refused)
      return {nullptr, "cannot connect to " + path + ": " + problem.message()};
    ::unlink(path.c_str());
    socket.close(problem);
  }
  Local::acceptor acceptor(context);
  acceptor.open(endpoint.protocol(), problem);
  if (!problem) acceptor.bind(endpoint, problem);
  if (!problem) acceptor.listen(1, problem);
  if (problem) return {nullptr, "cannot listen on " + path + ": " + problem.message()};
  listening();
  acceptor.accept(socket, problem);
  ::unlink(path.c_str());  // one client is served; the name would only mislead a second one
  if (problem) return {nullptr, "no client came on " + path + ": " + problem.message()};
  return channel_of(socket);
}

}  // namespace baton::protocol
