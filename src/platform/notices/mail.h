// A mail as text: plain UTF-8, every header encoded, so that nothing a person typed can add a header or a recipient.
#pragma once

#include <string>
#include <string_view>

#include "base/problem.h"

namespace luytre::notices {

inline constexpr std::size_t address_bytes_max = 254;
inline constexpr std::size_t subject_bytes_max = 200;

struct Sender {
  std::string address;  // "thong-bao@ntm.example.vn"
  std::string name;     // "Lũy Tre"
};

struct Mail {
  std::string address;        // of the reader
  std::string name;           // may be empty
  std::string subject;        // cut to subject_bytes_max
  std::string body;           // lines end with '\n'
  std::string change_url;     // where to choose how mails come; empty: no such header
  bool is_one_click = false;  // a POST to change_url alone ends it (RFC 8058)
};

// One address of ASCII: a local part and a domain, without blanks, quotes, brackets or control characters.
bool is_mail_address(std::string_view text);

// "Lũy Tre <a@b.vn>" or "a@b.vn". Problem notices.bad_sender.
Result<Sender> parse_sender(const std::string& text);

// Everything between DATA and the final dot. `now` is an instant of the clock; `unique` goes into the Message-ID.
std::string mail_text(const Mail& mail, const Sender& sender, const std::string& now, std::string_view unique);

}  // namespace luytre::notices
