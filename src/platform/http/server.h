// The server: sockets, HTTP/1.1 and its limits, over a router. Boost.Beast lives in server.cpp alone.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "base/problem.h"
#include "platform/http/limits.h"
#include "platform/http/router.h"

namespace luytre::http {

// One line of the access log.
struct Answered {
  std::string_view remote;
  std::string_view method;
  std::string_view target;
  int status = 0;
  std::size_t bytes = 0;
  std::int64_t microseconds = 0;
};

struct ServerSettings {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8080;  // 0: any free one
  unsigned threads = 0;       // 0: as many as cores, at least 4
  std::size_t header_bytes = header_bytes_max;
  std::size_t body_bytes = body_bytes_max;
  std::size_t connections = connections_max;
  int header_seconds = header_seconds_max;
  int body_seconds = body_seconds_max;
  int drain_seconds = drain_seconds_max;
  std::function<std::int64_t()> unix_seconds;        // for the Date header; none: no Date header
  std::function<void(const Answered&)> on_answered;  // called from server threads
};

// Host and port of "127.0.0.1:8080", "[::1]:8080", ":8080" or "8080"; else http.listen_malformed.
Result<std::pair<std::string, std::uint16_t>> parse_listen(std::string_view text);

class Server {
 public:
  // Listening when it returns. Problems http.port_taken, http.listen_failed.
  static Result<std::unique_ptr<Server>> start(ServerSettings settings, std::shared_ptr<const Router> router);
  ~Server();  // stops
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  std::uint16_t port() const;
  // Takes no new connection, closes idle ones, lets requests in flight finish (drain_seconds at most), then returns.
  void stop();

 private:
  class Work;
  explicit Server(std::unique_ptr<Work> work);
  std::unique_ptr<Work> work_;
};

}  // namespace luytre::http
