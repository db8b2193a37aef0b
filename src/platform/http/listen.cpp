#include <charconv>

#include "platform/http/server.h"

namespace luytre::http {

Result<std::pair<std::string, std::uint16_t>> parse_listen(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  std::string host(colon == std::string_view::npos ? std::string_view() : text.substr(0, colon));
  const std::string_view digits = colon == std::string_view::npos ? text : text.substr(colon + 1);
  if (host.size() > 2 && host.front() == '[' && host.back() == ']') host = host.substr(1, host.size() - 2);
  if (host.empty() || host == "localhost") host = "127.0.0.1";
  std::uint16_t port = 0;
  const auto [stopped, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  if (error != std::errc{} || stopped != digits.data() + digits.size())
    return refuse("http.listen_malformed", {{"text", std::string(text)}}, "--listen");
  return std::pair{host, port};
}

}  // namespace luytre::http
