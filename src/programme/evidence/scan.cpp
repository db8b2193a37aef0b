#include "programme/evidence/scan.h"

#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace luytre::evidence {
namespace {

constexpr std::size_t block_bytes = std::size_t{64} << 10U;
constexpr std::size_t answer_bytes_max = 4'096;

class Line {
 public:
  explicit Line(int seconds_max) : number_(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    const timeval wait{seconds_max, 0};
    ::setsockopt(number_, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait);
    ::setsockopt(number_, SOL_SOCKET, SO_SNDTIMEO, &wait, sizeof wait);
  }
  Line(const Line&) = delete;
  Line& operator=(const Line&) = delete;
  ~Line() {
    if (number_ >= 0) ::close(number_);
  }

  bool connect(const std::string& path) const {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof address.sun_path) {
      errno = ENAMETOOLONG;
      return false;
    }
    std::memcpy(address.sun_path, path.data(), path.size());
    return number_ >= 0 && ::connect(number_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  }

  bool send(std::string_view bytes) const {
    while (!bytes.empty()) {
      const ssize_t sent = ::send(number_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent < 0 && errno == EINTR) continue;
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }

  // Up to the NUL that ends it; empty when none came.
  std::string answer() const {
    std::string text;
    char block[512];
    while (text.size() < answer_bytes_max) {
      const ssize_t count = ::recv(number_, block, sizeof block, 0);
      if (count < 0 && errno == EINTR) continue;
      if (count <= 0) return {};
      text.append(block, static_cast<std::size_t>(count));
      const std::size_t end = text.find('\0');
      if (end != std::string::npos) return text.substr(0, end);
    }
    return {};
  }

 private:
  int number_;
};

std::string length_of(std::size_t count) {
  std::string bytes(4, '\0');
  for (std::size_t i = 0; i < 4; ++i) bytes[i] = static_cast<char>((count >> (8 * (3 - i))) & 0xffU);
  return bytes;
}

// False when the scanner hangs up before the end; it may have said why.
bool send_file(const Line& line, std::string_view bytes) {
  if (!line.send(std::string_view("zINSTREAM\0", 10))) return false;
  while (!bytes.empty()) {
    const std::string_view block = bytes.substr(0, block_bytes);
    if (!line.send(length_of(block.size())) || !line.send(block)) return false;
    bytes.remove_prefix(block.size());
  }
  return line.send(length_of(0));
}

}  // namespace

Done scan(const std::string& socket_path, std::string_view bytes, int seconds_max) {
  const Line line(seconds_max);
  const auto silent = [&] {
    return refuse("evidence.scanner_silent", {{"socket", socket_path}, {"reason", std::strerror(errno)}});
  };
  if (!line.connect(socket_path)) return silent();
  const bool is_sent = send_file(line, bytes);
  const std::string answer = line.answer();
  if (answer.empty()) return silent();
  constexpr std::string_view start = "stream: ", found = " FOUND";
  if (is_sent && answer == "stream: OK") return {};
  if (answer.starts_with(start) && answer.ends_with(found)) {
    const std::string name = answer.substr(start.size(), answer.size() - start.size() - found.size());
    return refuse("evidence.infected", {{"name", name}});
  }
  return refuse("evidence.scanner_refused", {{"answer", answer}});
}

}  // namespace luytre::evidence
