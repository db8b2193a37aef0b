#include "platform/http/server.h"

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <thread>

namespace luytre::http {
namespace {

using testing::HasSubstr;
using testing::StartsWith;
using namespace std::chrono_literals;

// A client that says exactly the bytes it is told to.
class Client {
 public:
  explicit Client(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    is_connected_ = ::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
    const timeval patience{10, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  }
  ~Client() { ::close(socket_); }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  bool is_connected() const { return is_connected_; }
  void say(const std::string& bytes) const { ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL); }
  // All bytes until the server closes.
  std::string hear_all() {
    while (take()) {
    }
    return std::exchange(heard_, {});
  }
  // One answer with a Content-Length.
  std::string hear_one() {
    std::size_t end = std::string::npos;
    while ((end = heard_.find("\r\n\r\n")) == std::string::npos)
      if (!take()) return std::exchange(heard_, {});
    const std::size_t at = heard_.find("Content-Length: ");
    const std::size_t length = at < end ? std::stoul(heard_.substr(at + 16)) : 0;
    while (heard_.size() < end + 4 + length)
      if (!take()) break;
    const std::string one = heard_.substr(0, end + 4 + length);
    heard_.erase(0, one.size());
    return one;
  }

 private:
  bool take() {
    std::array<char, 65'536> bytes{};
    const ssize_t count = ::recv(socket_, bytes.data(), bytes.size(), 0);
    if (count > 0) heard_.append(bytes.data(), static_cast<std::size_t>(count));
    return count > 0;
  }
  int socket_;
  bool is_connected_ = false;
  std::string heard_;
};

std::shared_ptr<const Router> test_router() {
  auto router = std::make_shared<Router>();
  router->get("/hello", [](const Request&) -> Result<Response> { return document_response("text/plain", "hello"); });
  router->get("/long", [](const Request&) -> Result<Response> {
    return document_response("text/plain", std::string(3'000'000, 'x'));
  });
  router->get("/slow", [](const Request&) -> Result<Response> {
    std::this_thread::sleep_for(400ms);
    return document_response("text/plain", "slow but whole");
  });
  router->post("/echo", [](const Request& request) -> Result<Response> {
    return document_response("text/plain", request.body);
  });
  router->post(
      "/file",
      [](const Request& request) -> Result<Response> {
        return document_response("text/plain", std::to_string(request.body.size()));
      },
      10'000);
  router->get("/split", [](const Request&) -> Result<Response> {
    Response response = document_response("text/plain", "x");
    response.set("X-Evil", "a\r\nX-Injected: b");
    return response;
  });
  return router;
}

std::unique_ptr<Server> started(ServerSettings settings = {}) {
  settings.port = 0;
  return Server::start(settings, test_router()).value();
}

std::string ask(const Server& server, const std::string& bytes) {
  Client client(server.port());
  client.say(bytes);
  return client.hear_all();
}

TEST(Server, answers_and_keeps_the_connection) {
  const auto server = started();
  Client client(server->port());
  for (int round = 0; round < 3; ++round) {
    client.say("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n");
    const std::string answer = client.hear_one();
    EXPECT_THAT(answer, StartsWith("HTTP/1.1 200 OK\r\n"));
    EXPECT_THAT(answer, testing::EndsWith("\r\n\r\nhello"));
    EXPECT_THAT(answer, HasSubstr("Connection: keep-alive"));
  }
  client.say("GET /hello HTTP/1.1\r\nHost: a\r\n\r\nGET /nothing HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  const std::string both = client.hear_all();
  EXPECT_THAT(both, HasSubstr("HTTP/1.1 404 Not Found"));
}

TEST(Server, head_has_the_length_and_no_body) {
  const auto server = started();
  const std::string answer = ask(*server, "HEAD /hello HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  EXPECT_THAT(answer, HasSubstr("Content-Length: 5\r\n"));
  EXPECT_THAT(answer, testing::EndsWith("\r\n\r\n"));
}

TEST(Server, a_known_tag_gets_304_without_a_body) {
  const auto server = started();
  const std::string first = ask(*server, "GET /hello HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  const std::size_t at = first.find("ETag: ") + 6;
  const std::string tag = first.substr(at, first.find('\r', at) - at);
  const std::string second =
      ask(*server, "GET /hello HTTP/1.1\r\nHost: a\r\nIf-None-Match: " + tag + "\r\nConnection: close\r\n\r\n");
  EXPECT_THAT(second, StartsWith("HTTP/1.1 304"));
  EXPECT_THAT(second, testing::EndsWith("\r\n\r\n"));
}

TEST(Server, chunked_and_counted_bodies_arrive_whole) {
  const auto server = started();
  EXPECT_THAT(ask(*server,
                  "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
                  "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"),
              testing::EndsWith("abcde"));
  EXPECT_THAT(ask(*server, "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nConnection: close\r\n\r\nwxyz"),
              testing::EndsWith("wxyz"));
}

TEST(Server, refuses_what_two_parsers_could_read_differently) {
  const auto server = started();
  const std::string tail = "\r\n\r\n";
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"no host", "GET /hello HTTP/1.1" + tail},
      {"two hosts", "GET /hello HTTP/1.1\r\nHost: a\r\nHost: b" + tail},
      {"odd host", "GET /hello HTTP/1.1\r\nHost: a b" + tail},
      {"both lengths",
       "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked" + tail + "0" + tail},
      {"two different lengths",
       "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 4" + tail + "abcd"},
      {"two equal lengths", "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 3" + tail + "abc"},
      {"signed length", "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: +3" + tail + "abc"},
      {"coding not chunked", "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: identity" + tail},
      {"coding twice", "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked" + tail + "0" + tail},
      {"coding in two fields",
       "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked" + tail + "0" +
           tail},
      {"coding in HTTP/1.0", "POST /echo HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked" + tail + "0" + tail},
      {"blank before colon", "GET /hello HTTP/1.1\r\nHost : a" + tail},
      {"bad chunk", "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked" + tail + "zz\r\nabc\r\n0" + tail},
      {"control character", std::string("GET /he\x01llo HTTP/1.1\r\nHost: a") + tail},
      {"dots", "GET /a/../hello HTTP/1.1\r\nHost: a" + tail},
      {"no version", "GET /hello" + tail},
  };
  for (const auto& [name, bytes] : cases) {
    const std::string answer = ask(*server, bytes);
    EXPECT_THAT(answer, StartsWith("HTTP/1.1 400 ")) << name;
    EXPECT_THAT(answer, HasSubstr("Connection: close")) << name;
    EXPECT_THAT(answer.substr(12), Not(HasSubstr("HTTP/1.1 4"))) << name << ": one answer only";
  }
}

TEST(Server, holds_its_limits) {
  ServerSettings settings;
  settings.body_bytes = 1'000;
  settings.header_bytes = 16'384;
  const auto server = started(settings);
  EXPECT_THAT(ask(*server, "GET /" + std::string(target_bytes_max, 'a') + " HTTP/1.1\r\nHost: a\r\n\r\n"),
              StartsWith("HTTP/1.1 414"));
  EXPECT_THAT(ask(*server, "GET /hello HTTP/1.1\r\nHost: a\r\nX: " + std::string(20'000, 'a') + "\r\n\r\n"),
              StartsWith("HTTP/1.1 431"));
  std::string many = "GET /hello HTTP/1.1\r\nHost: a\r\n";
  for (std::size_t at = 0; at < headers_max; ++at) many += "X" + std::to_string(at) + ": a\r\n";
  EXPECT_THAT(ask(*server, many + "\r\n"), StartsWith("HTTP/1.1 431"));
  EXPECT_THAT(ask(*server, "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1001\r\n\r\n" + std::string(1'001, 'a')),
              StartsWith("HTTP/1.1 413"));
  EXPECT_THAT(ask(*server, "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n800\r\n" +
                               std::string(2'048, 'a') + "\r\n0\r\n\r\n"),
              StartsWith("HTTP/1.1 413"));
  EXPECT_THAT(ask(*server, "GET /hello HTTP/2.0\r\nHost: a\r\n\r\n"), StartsWith("HTTP/1.1 505"));
}

TEST(Server, reads_files_only_from_those_who_say_who_they_are) {
  ServerSettings settings;
  settings.body_bytes = 1'000;
  const auto server = started(settings);
  const std::string rest = "Content-Length: 2000\r\nConnection: close\r\n\r\n" + std::string(2'000, 'a');
  const std::string head = "POST /file HTTP/1.1\r\nHost: a\r\n";
  EXPECT_THAT(ask(*server, head + rest), StartsWith("HTTP/1.1 413"));
  EXPECT_THAT(ask(*server, head + "Cookie: luytre=x\r\n" + rest), StartsWith("HTTP/1.1 200"));
  EXPECT_THAT(ask(*server, head + "Authorization: Bearer x\r\n" + rest), StartsWith("HTTP/1.1 200"));
}

TEST(Server, a_slow_sender_is_told_and_closed) {
  ServerSettings settings;
  settings.header_seconds = 1;
  const auto server = started(settings);
  EXPECT_THAT(ask(*server, "GET /hello HTTP/1.1\r\nHos"), StartsWith("HTTP/1.1 408"));
  EXPECT_EQ(ask(*server, ""), "");
}

TEST(Server, too_many_connections_are_turned_away_politely) {
  ServerSettings settings;
  settings.connections = 2;
  const auto server = started(settings);
  Client one(server->port());
  Client two(server->port());
  one.say("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n");
  two.say("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n");
  one.hear_one();
  two.hear_one();
  EXPECT_THAT(ask(*server, "GET /hello HTTP/1.1\r\nHost: a\r\n\r\n"), StartsWith("HTTP/1.1 503"));
}

TEST(Server, a_header_value_cannot_split_the_answer) {
  const auto server = started();
  EXPECT_THAT(ask(*server, "GET /split HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"),
              Not(HasSubstr("\r\nX-Injected")));
}

TEST(Server, the_port_of_another_server_is_refused_with_advice) {
  const auto first = started();
  ServerSettings settings;
  settings.port = first->port();
  const auto second = Server::start(settings, test_router());
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, "http.port_taken");
  EXPECT_THAT(message(second.error(), Language::en), HasSubstr(std::to_string(first->port() + 1)));
}

TEST(Server, stop_lets_requests_in_flight_finish) {
  auto server = started();
  const std::uint16_t port = server->port();
  Client idle(port);
  idle.say("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n");
  idle.hear_one();
  std::vector<std::thread> readers;
  std::atomic<int> whole = 0;
  for (int at = 0; at < 3; ++at) {
    readers.emplace_back([&] {
      Client client(port);
      client.say("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n");
      const std::string answer = client.hear_all();
      if (answer.find("slow but whole") != std::string::npos && answer.find("Connection: close") != std::string::npos)
        ++whole;
    });
  }
  std::this_thread::sleep_for(150ms);
  server->stop();
  for (std::thread& reader : readers) reader.join();
  EXPECT_EQ(whole, 3);
  EXPECT_EQ(idle.hear_all(), "");
  EXPECT_FALSE(Client(port).is_connected());
}

TEST(Server, many_clients_at_once_all_get_their_own_answer) {
  const auto server = started();
  std::vector<std::thread> readers;
  std::atomic<int> good = 0;
  for (int reader = 0; reader < 16; ++reader) {
    readers.emplace_back([&, reader] {
      Client client(server->port());
      for (int round = 0; round < 50; ++round) {
        const std::string body = std::to_string(reader) + "-" + std::to_string(round);
        client.say("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" +
                   body);
        const std::string answer = client.hear_one();
        if (answer.size() > body.size() && answer.substr(answer.size() - body.size()) == body) ++good;
      }
    });
  }
  for (std::thread& reader : readers) reader.join();
  EXPECT_EQ(good, 800);
  EXPECT_GT(ask(*server, "GET /long HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").size(), 3'000'000U);
}

TEST(Listen, addresses_are_read) {
  EXPECT_EQ(parse_listen("127.0.0.1:81").value(), std::pair(std::string("127.0.0.1"), std::uint16_t{81}));
  EXPECT_EQ(parse_listen("[::1]:8080").value().first, "::1");
  EXPECT_EQ(parse_listen("localhost:0").value().first, "127.0.0.1");
  EXPECT_EQ(parse_listen(":90").value().second, 90);
  for (const char* bad : {"", "a", "127.0.0.1:", "127.0.0.1:99999", "1.2.3.4:8o"})
    EXPECT_FALSE(parse_listen(bad)) << bad;
}

}  // namespace
}  // namespace luytre::http
