#include "platform/http/server.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <chrono>
#include <condition_variable>
#include <ctime>
#include <mutex>
#include <optional>
#include <set>
#include <thread>

namespace luytre::http {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using asio::ip::tcp;
using boost::system::error_code;
using Clock = std::chrono::steady_clock;
using Parser = beast::http::request_parser<beast::http::string_body>;

constexpr auto token = asio::as_tuple(asio::use_awaitable);
constexpr std::size_t discard_bytes_max = 65'536;

struct Connection : std::enable_shared_from_this<Connection> {
  explicit Connection(tcp::socket socket) : stream(std::move(socket)), watch(stream.get_executor()) {}
  beast::tcp_stream stream;
  asio::steady_timer watch;  // the stream's own timer closes the socket, and then nobody can be told why
  beast::flat_buffer buffer;
  std::string remote;
  Clock::time_point deadline;  // of what the connection is about to do
  bool is_watched = false;     // the watch is set, at the deadline or before
  bool is_late = false;
  bool is_idle = true;  // nothing of a request has been taken; touched on the connection's strand only
};

std::string_view view_of(beast::string_view text) { return {text.data(), text.size()}; }

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

bool is_host(std::string_view value) {
  return !value.empty() && std::all_of(value.begin(), value.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' ||
           c == '_' || c == ':' || c == '[' || c == ']';
  });
}

// What two parsers could read differently is refused here: Host, Transfer-Encoding, Content-Length together.
std::optional<Problem> check_framing(const Parser& parser) {
  const auto& message = parser.get();
  const bool is_old = message.version() < 11;
  const auto hosts = message.count(beast::http::field::host);
  if (hosts > 1 || (hosts == 0 && !is_old) || (hosts == 1 && !is_host(view_of(message[beast::http::field::host]))))
    return Problem{"http.host_malformed", {}, "header:Host", {}};
  const auto encodings = message.count(beast::http::field::transfer_encoding);
  const auto lengths = message.count(beast::http::field::content_length);
  if (lengths > 1) return Problem{"http.request_malformed", {}, "header:Content-Length", {}};
  if (encodings == 0) return std::nullopt;
  const std::string encoding = lower(trimmed(view_of(message[beast::http::field::transfer_encoding])));
  if (encodings > 1 || is_old || lengths > 0 || encoding != "chunked")
    return Problem{"http.transfer_encoding_refused", {}, "header:Transfer-Encoding", {}};
  return std::nullopt;
}

std::optional<Problem> check_size(const Parser& parser, const ServerSettings& settings) {
  const auto& message = parser.get();
  if (message.target().size() > target_bytes_max)
    return Problem{"http.target_too_long", {{"max", std::to_string(target_bytes_max)}}, "", {}};
  std::size_t fields = 0;
  for (auto field = message.begin(); field != message.end(); ++field) ++fields;
  if (fields > headers_max)
    return Problem{"http.header_too_large",
                   {{"max_bytes", std::to_string(settings.header_bytes)}, {"max_fields", std::to_string(headers_max)}},
                   "",
                   {}};
  return std::nullopt;
}

// Cancels the connection's operation at its deadline, wherever that has moved meanwhile.
void set_watch(Connection& connection) {
  connection.is_watched = true;
  connection.watch.expires_at(connection.deadline);
  connection.watch.async_wait([weak = connection.weak_from_this()](const error_code& error) {
    const auto alive = weak.lock();
    if (error || !alive) return;  // over, or set anew
    if (alive->deadline > Clock::now()) {
      set_watch(*alive);
      return;
    }
    alive->is_watched = false;
    alive->is_late = true;
    alive->stream.cancel();
  });
}

// From now on the connection has `seconds` for what it is about to do; then its operation is cancelled. A watch that
// rings before is left as it is and looks again when it rings: setting one for each request costs more than the request.
void allow(Connection& connection, int seconds) {
  connection.is_late = false;
  connection.deadline = Clock::now() + std::chrono::seconds(seconds);
  if (!connection.is_watched || connection.watch.expiry() > connection.deadline) set_watch(connection);
}

// The problem to answer a broken read with; none when the peer is gone or silent and nobody waits for an answer.
std::optional<Problem> problem_of(const error_code& failure, bool is_late, bool has_started,
                                  const ServerSettings& settings) {
  if (is_late) return has_started ? std::optional(Problem{"http.request_timeout", {}, "", {}}) : std::nullopt;
  if (failure == beast::http::error::header_limit)
    return Problem{"http.header_too_large",
                   {{"max_bytes", std::to_string(settings.header_bytes)}, {"max_fields", std::to_string(headers_max)}},
                   "",
                   {}};
  if (failure == beast::http::error::bad_version) return Problem{"http.version_refused", {}, "", {}};
  if (failure == beast::http::error::bad_transfer_encoding)
    return Problem{"http.transfer_encoding_refused", {}, "header:Transfer-Encoding", {}};
  if (failure == beast::http::error::end_of_stream || failure == beast::http::error::partial_message)
    return std::nullopt;
  if (failure.category() == beast::http::make_error_code(beast::http::error::bad_target).category())
    return Problem{"http.request_malformed", {}, "", {}};
  return std::nullopt;
}

Result<Request> request_of(const Parser& parser, const std::string& remote) {
  const auto& message = parser.get();
  Result<Request> request = parse_target(view_of(message.target()));
  if (!request) return request;
  request->method = std::string(view_of(message.method_string()));
  for (const auto& field : message)
    request->headers.emplace_back(lower(view_of(field.name_string())), std::string(trimmed(view_of(field.value()))));
  request->body = message.body();
  request->remote = remote;
  return request;
}

std::string http_date(std::int64_t unix_seconds) {
  const auto seconds = static_cast<std::time_t>(unix_seconds);
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  std::array<char, 40> text{};
  const std::size_t size = std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
  return {text.data(), size};
}

// Status line and header fields. A control character in a value would split the answer in two, so it becomes a blank.
std::string head_of(const Response& response, bool keeps_alive, const ServerSettings& settings) {
  std::string head = "HTTP/1.1 " + std::to_string(response.status) + " ";
  const auto reason = beast::http::obsolete_reason(beast::http::int_to_status(static_cast<unsigned>(response.status)));
  head.append(reason.data(), reason.size()).append("\r\n");
  for (const auto& [name, value] : response.headers) {
    head.append(name).append(": ");
    for (const char c : value) head.push_back(static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? ' ' : c);
    head.append("\r\n");
  }
  if (response.status != 304 && response.status != 204)
    head.append("Content-Length: ").append(std::to_string(response.body.size())).append("\r\n");
  if (settings.unix_seconds) head.append("Date: ").append(http_date(settings.unix_seconds())).append("\r\n");
  head.append(keeps_alive ? "Connection: keep-alive\r\n\r\n" : "Connection: close\r\n\r\n");
  return head;
}

}  // namespace

class Server::Work {
 public:
  Work(ServerSettings settings, std::shared_ptr<const Router> router)
      : settings_(std::move(settings)), router_(std::move(router)), acceptor_(asio::make_strand(context_)) {}

  Done listen();
  void run();
  void stop();
  std::uint16_t port() const { return port_; }

 private:
  asio::awaitable<void> accept();
  asio::awaitable<void> serve(std::shared_ptr<Connection> connection, bool is_over_limit);
  asio::awaitable<bool> serve_one(Connection& connection);
  std::size_t body_bytes_of(const Parser& parser) const;
  asio::awaitable<std::optional<Problem>> read_body(Connection& connection, Parser& parser);
  asio::awaitable<bool> send(Connection& connection, const Request& request, Response response, bool keeps_alive,
                             Clock::time_point began);
  asio::awaitable<void> refuse_and_close(Connection& connection, Problem problem);
  void enter(const std::shared_ptr<Connection>& connection);
  void leave(const std::shared_ptr<Connection>& connection);

  const ServerSettings settings_;
  const std::shared_ptr<const Router> router_;
  asio::io_context context_;
  tcp::acceptor acceptor_;
  std::uint16_t port_ = 0;
  std::vector<std::thread> threads_;
  std::atomic<bool> is_stopping_ = false;
  std::mutex mutex_;
  std::condition_variable all_gone_;
  std::set<std::shared_ptr<Connection>> connections_;  // under mutex_
};

Done Server::Work::listen() {
  const auto failed = [&](const error_code& error) {
    const std::string port = std::to_string(settings_.port);
    if (error == asio::error::address_in_use)
      return refuse("http.port_taken",
                    {{"address", settings_.address},
                     {"port", port},
                     {"other", std::to_string(settings_.port == 65'535 ? 8'080 : settings_.port + 1)}},
                    "--listen");
    return refuse("http.listen_failed", {{"address", settings_.address}, {"port", port}, {"reason", error.message()}},
                  "--listen");
  };
  error_code error;
  const auto address = asio::ip::make_address(settings_.address, error);
  if (error) return failed(error);
  const tcp::endpoint endpoint(address, settings_.port);
  // One acceptor and no SO_REUSEPORT: with it a second server on the same port would start without a word.
  acceptor_.open(endpoint.protocol(), error);
  if (!error) acceptor_.set_option(tcp::acceptor::reuse_address(true), error);
  if (!error) acceptor_.bind(endpoint, error);
  if (!error) acceptor_.listen(asio::socket_base::max_listen_connections, error);
  if (error) return failed(error);
  port_ = acceptor_.local_endpoint(error).port();
  return {};
}

void Server::Work::run() {
  asio::co_spawn(acceptor_.get_executor(), accept(), asio::detached);
  const unsigned cores = std::max(4U, std::thread::hardware_concurrency());
  const unsigned count = settings_.threads == 0 ? cores : settings_.threads;
  for (unsigned at = 0; at < count; ++at) threads_.emplace_back([this] { context_.run(); });
}

void Server::Work::enter(const std::shared_ptr<Connection>& connection) {
  const std::lock_guard lock(mutex_);
  connections_.insert(connection);
}

void Server::Work::leave(const std::shared_ptr<Connection>& connection) {
  const std::lock_guard lock(mutex_);
  connections_.erase(connection);
  if (connections_.empty()) all_gone_.notify_all();
}

asio::awaitable<void> Server::Work::accept() {
  while (!is_stopping_) {
    auto [error, socket] = co_await acceptor_.async_accept(asio::make_strand(context_), token);
    if (is_stopping_) break;
    if (error) {  // out of file descriptors, most likely: let some connections end
      asio::steady_timer pause(acceptor_.get_executor(), std::chrono::milliseconds(50));
      co_await pause.async_wait(token);
      continue;
    }
    auto connection = std::make_shared<Connection>(std::move(socket));
    std::size_t count = 0;
    {
      const std::lock_guard lock(mutex_);
      count = connections_.size();
    }
    enter(connection);
    asio::co_spawn(connection->stream.get_executor(), serve(connection, count >= settings_.connections),
                   asio::detached);
  }
}

asio::awaitable<void> Server::Work::serve(std::shared_ptr<Connection> connection, bool is_over_limit) {
  try {
    error_code error;
    connection->remote = connection->stream.socket().remote_endpoint(error).address().to_string();
    connection->stream.socket().set_option(tcp::no_delay(true), error);
    if (is_over_limit) {
      connection->is_idle = false;
      Problem too_busy{"http.too_busy", {}, "", {}};
      co_await refuse_and_close(*connection, std::move(too_busy));
    } else {
      while (co_await serve_one(*connection)) {
      }
    }
    connection->stream.socket().shutdown(tcp::socket::shutdown_both, error);
    connection->stream.close();
  } catch (const std::exception&) {  // out of memory and the like: this connection ends, the others go on
    error_code ignored;
    connection->stream.socket().close(ignored);
  }
  leave(connection);
}

// Some routes take more than the server's own limit (files).
std::size_t Server::Work::body_bytes_of(const Parser& parser) const {
  const auto target = parse_target(view_of(parser.get().target()));
  if (!target) return settings_.body_bytes;
  const std::size_t own = router_->body_bytes_of(view_of(parser.get().method_string()), target->segments);
  if (own <= settings_.body_bytes) return own > 0 ? own : settings_.body_bytes;
  // More than the ordinary is read from somebody who at least says that they are signed in.
  const bool says_who =
      parser.get().count(beast::http::field::cookie) > 0 || parser.get().count(beast::http::field::authorization) > 0;
  return says_who ? own : settings_.body_bytes;
}

// True when the connection may carry another request.
asio::awaitable<bool> Server::Work::serve_one(Connection& connection) {
  Parser parser;
  parser.header_limit(static_cast<std::uint32_t>(settings_.header_bytes));
  parser.body_limit(boost::none);  // read_body sets it, once the route is known
  connection.is_idle = true;
  allow(connection, settings_.header_seconds);
  const auto [error, taken] =
      co_await beast::http::async_read_header(connection.stream, connection.buffer, parser, token);
  if (is_stopping_ && error) co_return false;
  connection.is_idle = false;
  const auto began = Clock::now();
  std::optional<Problem> problem;
  if (error) {
    problem = problem_of(error, connection.is_late, parser.got_some() || connection.buffer.size() > 0, settings_);
    if (!problem) co_return false;
  }
  if (!problem) problem = check_size(parser, settings_);
  if (!problem) problem = check_framing(parser);
  if (!problem) problem = co_await read_body(connection, parser);
  if (problem) {
    co_await refuse_and_close(connection, std::move(*problem));
    co_return false;
  }
  Result<Request> request = request_of(parser, connection.remote);
  if (!request) {
    co_await refuse_and_close(connection, request.error());
    co_return false;
  }
  Response response = router_->answer(*request);
  finish_response(*request, response);
  const bool keeps_alive = parser.get().keep_alive() && !is_stopping_;
  co_return co_await send(connection, *request, std::move(response), keeps_alive, began);
}

asio::awaitable<std::optional<Problem>> Server::Work::read_body(Connection& connection, Parser& parser) {
  if (parser.is_done()) co_return std::nullopt;
  const std::size_t bytes_max = body_bytes_of(parser);
  const Problem too_large{"http.body_too_large", {{"max", std::to_string(bytes_max)}}, "", {}};
  if (parser.content_length().value_or(0) > bytes_max) co_return too_large;
  parser.body_limit(bytes_max);
  allow(connection, settings_.body_seconds);
  if (lower(view_of(parser.get()[beast::http::field::expect])) == "100-continue") {
    static constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
    co_await asio::async_write(connection.stream, asio::buffer(go_on), token);
  }
  const auto [error, taken] = co_await beast::http::async_read(connection.stream, connection.buffer, parser, token);
  if (!error) co_return std::nullopt;
  if (error == beast::http::error::body_limit) co_return too_large;
  // A broken body leaves no way to find the next request: even without an answer the connection ends.
  const auto problem = problem_of(error, connection.is_late, true, settings_);
  co_return problem ? *problem : Problem{"http.request_malformed", {}, "body", {}};
}

asio::awaitable<bool> Server::Work::send(Connection& connection, const Request& request, Response response,
                                         bool keeps_alive, Clock::time_point began) {
  const std::string head = head_of(response, keeps_alive, settings_);
  const bool has_body = request.method != "HEAD" && response.status != 304 && response.status != 204;
  std::vector<asio::const_buffer> buffers{asio::buffer(head)};
  if (has_body) buffers.push_back(asio::buffer(response.body));
  allow(connection, answer_seconds_max);
  const auto [error, sent] = co_await asio::async_write(connection.stream, buffers, token);
  if (settings_.on_answered) {
    const auto spent = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - began);
    settings_.on_answered({connection.remote, request.method, request.target, response.status, sent, spent.count()});
  }
  co_return !error && keeps_alive;
}

// Answers, then lets the peer read the answer: closing over unread bytes would reset the connection under it.
asio::awaitable<void> Server::Work::refuse_and_close(Connection& connection, Problem problem) {
  Request request;
  Response response = problem_response(problem, request);
  finish_response(request, response);
  co_await send(connection, request, std::move(response), false, Clock::now());
  error_code ignored;
  connection.stream.socket().shutdown(tcp::socket::shutdown_send, ignored);
  allow(connection, 1);
  std::array<char, 4096> scratch{};
  for (std::size_t discarded = 0; discarded < discard_bytes_max;) {
    const auto [error, taken] = co_await connection.stream.async_read_some(asio::buffer(scratch), token);
    if (error) break;
    discarded += taken;
  }
}

void Server::Work::stop() {
  if (is_stopping_.exchange(true)) return;
  asio::post(acceptor_.get_executor(), [this] {
    error_code ignored;
    acceptor_.close(ignored);
  });
  std::unique_lock lock(mutex_);
  for (const auto& connection : connections_) {
    asio::post(connection->stream.get_executor(), [connection] {
      if (connection->is_idle) connection->stream.cancel();
    });
  }
  all_gone_.wait_for(lock, std::chrono::seconds(settings_.drain_seconds), [&] { return connections_.empty(); });
  lock.unlock();
  context_.stop();
  for (std::thread& thread : threads_) thread.join();
  threads_.clear();
  // Coroutines that were cut are destroyed with the context; their connections must not outlive it.
  connections_.clear();
}

Server::Server(std::unique_ptr<Work> work) : work_(std::move(work)) {}

Server::~Server() { stop(); }

Result<std::unique_ptr<Server>> Server::start(ServerSettings settings, std::shared_ptr<const Router> router) {
  try {
    auto work = std::make_unique<Work>(std::move(settings), std::move(router));
    if (Done listening = work->listen(); !listening) return pass_on(listening);
    work->run();
    return std::unique_ptr<Server>(new Server(std::move(work)));
  } catch (const std::exception& error) {
    return refuse("http.listen_failed", {{"address", ""}, {"port", ""}, {"reason", error.what()}}, "--listen");
  }
}

std::uint16_t Server::port() const { return work_->port(); }

void Server::stop() { work_->stop(); }

}  // namespace luytre::http
