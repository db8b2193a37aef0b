#include "programme/newsroom/redirect.h"

#include <algorithm>
#include <vector>

namespace luytre::newsroom {
namespace {

int digit_of(char letter) {
  if (letter >= '0' && letter <= '9') return letter - '0';
  if (letter >= 'a' && letter <= 'f') return letter - 'a' + 10;
  if (letter >= 'A' && letter <= 'F') return letter - 'A' + 10;
  return -1;
}

std::string unescaped(std::string_view text) {
  std::string plain;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const int high = text[at] == '%' && at + 2 < text.size() ? digit_of(text[at + 1]) : -1;
    const int low = high >= 0 ? digit_of(text[at + 2]) : -1;
    const char letter = static_cast<char>(high * 16 + low);
    if (low >= 0 && letter != '\0') {
      plain += letter;
      at += 2;
    } else {
      plain += text[at];
    }
  }
  return plain;
}

std::string_view without_host(std::string_view address) {
  for (const std::string_view scheme : {"http://", "https://", "//"}) {
    if (!address.starts_with(scheme)) continue;
    address.remove_prefix(scheme.size());
    const auto slash = address.find_first_of("/?");
    return slash == std::string_view::npos ? std::string_view("/") : address.substr(slash);
  }
  return address;
}

std::string plain_path(std::string_view path) {
  std::string plain = "/";
  for (const char letter : unescaped(path))
    if (letter != '/' || plain.back() != '/') plain += letter;
  if (plain.size() > 1 && plain.back() == '/') plain.pop_back();
  for (const std::string_view end : {".html", "/index.php"})
    if (plain.ends_with(end) && plain.size() > end.size()) plain.resize(plain.size() - end.size());
  if (plain.starts_with("/index.php/")) plain.erase(0, 10);
  return plain;
}

std::string plain_query(std::string_view query) {
  std::vector<std::string> parts;
  while (!query.empty()) {
    const auto end = std::min(query.find('&'), query.size());
    if (end > 0) parts.push_back(unescaped(query.substr(0, end)));
    query.remove_prefix(std::min(end + 1, query.size()));
  }
  std::sort(parts.begin(), parts.end());
  std::string joined;
  for (const std::string& part : parts) joined += (joined.empty() ? "" : "&") + part;
  return joined;
}

}  // namespace

std::string redirect_key(std::string_view address) {
  address = without_host(address.substr(0, address_bytes_max));
  address = address.substr(0, address.find('#'));
  const auto mark = address.find('?');
  const std::string query = mark == std::string_view::npos ? "" : plain_query(address.substr(mark + 1));
  return plain_path(address.substr(0, mark)) + (query.empty() ? "" : "?" + query);
}

std::optional<std::string> k2_item(std::string_view address) {
  const std::string key = redirect_key(address);
  const std::string_view path = std::string_view(key).substr(0, key.find('?'));
  constexpr std::string_view sign = "/item/";
  const auto at = path.rfind(sign);
  if (at == std::string_view::npos) return std::nullopt;
  const std::string_view name = path.substr(at + sign.size());
  const auto end = std::min(name.find_first_not_of("0123456789"), name.size());
  const bool is_number = end > 0 && end <= 12 && (end == name.size() || name[end] == '-' || name[end] == ':');
  if (!is_number) return std::nullopt;
  return std::string(name.substr(0, end));
}

std::string k2_key(std::string_view item) { return "k2:" + std::string(item); }

}  // namespace luytre::newsroom
