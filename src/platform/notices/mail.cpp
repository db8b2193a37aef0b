#include "platform/notices/mail.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <vector>

#include "base/date.h"

namespace luytre::notices {
namespace {

constexpr std::size_t encoded_chunk_bytes = 42;  // with its frame an encoded word stays under 76 characters
constexpr std::size_t body_line_bytes = 57;      // 76 characters of base64

std::string base64(std::string_view bytes) {
  std::string text(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
                    sodium_base64_VARIANT_ORIGINAL);
  text.pop_back();  // the NUL
  return text;
}

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

// Control characters and line ends become blanks; what is too long is cut between two characters.
std::string one_line(std::string_view text, std::size_t bytes_max) {
  std::string line(text);
  for (char& c : line) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
  }
  if (line.size() > bytes_max) {
    std::size_t end = bytes_max;
    while (end > 0 && is_continuation(line[end])) --end;
    line.resize(end);
  }
  return line;
}

// RFC 2047: short plain words as they are, anything else as encoded words on lines of their own.
std::string header_words(std::string_view text) {
  const bool is_plain = text.size() <= 60 && std::all_of(text.begin(), text.end(), [](char c) {
                          return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == ' ' || c == '-';
                        });
  if (is_plain) return std::string(text);
  std::string words;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = std::min(at + encoded_chunk_bytes, text.size());
    while (end < text.size() && end > at + 1 && is_continuation(text[end])) --end;
    if (!words.empty()) words += "\r\n ";
    words += "=?UTF-8?B?" + base64(text.substr(at, end - at)) + "?=";
    at = end;
  }
  return words;
}

std::string mailbox(const std::string& name, const std::string& address) {
  const std::string shown = one_line(name, subject_bytes_max);
  if (shown.find_first_not_of(' ') == std::string::npos) return "<" + address + ">";
  return header_words(shown) + "\r\n <" + address + ">";
}

// "2026-11-25T08:56:42.123456Z" -> "Wed, 25 Nov 2026 08:56:42 +0000"
std::string mail_date(const std::string& now) {
  constexpr std::array<const char*, 7> weekdays{"Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"};
  constexpr std::array<const char*, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                               "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto day = Date::parse(now.substr(0, 10)).value_or(Date());
  return std::string(weekdays[static_cast<std::size_t>(day.days() % 7)]) + ", " + std::to_string(day.day()) + " " +
         months[day.month() - 1] + " " + std::to_string(day.year()) + " " + now.substr(11, 8) + " +0000";
}

std::string encoded_body(const std::string& body) {
  std::string with_line_ends;
  for (const char c : body) {
    if (c == '\r') continue;
    if (c == '\n') with_line_ends += '\r';
    with_line_ends += c;
  }
  std::string encoded;
  for (std::size_t at = 0; at < with_line_ends.size(); at += body_line_bytes) {
    encoded += base64(std::string_view(with_line_ends).substr(at, body_line_bytes)) + "\r\n";
  }
  return encoded;
}

}  // namespace

bool is_mail_address(std::string_view text) {
  const auto at = text.find('@');
  if (text.size() > address_bytes_max || at == 0 || at == std::string_view::npos || at + 1 == text.size()) return false;
  if (text.find('@', at + 1) != std::string_view::npos) return false;
  const auto is_local = [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 ||
           std::string_view("!#$%&'*+-/=?^_`{|}~.").find(c) != std::string_view::npos;
  };
  const auto is_domain = [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '.';
  };
  const auto local = text.substr(0, at);
  const auto domain = text.substr(at + 1);
  return std::all_of(local.begin(), local.end(), is_local) && std::all_of(domain.begin(), domain.end(), is_domain) &&
         local.front() != '.' && local.front() != '-' && domain.front() != '.' && domain.front() != '-';
}

Result<Sender> parse_sender(const std::string& text) {
  Sender sender;
  const auto open = text.rfind('<');
  if (open == std::string::npos) {
    sender.address = text;
  } else if (text.ends_with('>')) {
    sender.address = text.substr(open + 1, text.size() - open - 2);
    sender.name = text.substr(0, open);
    while (sender.name.ends_with(' ')) sender.name.pop_back();
  }
  if (!is_mail_address(sender.address)) return refuse("notices.bad_sender", {{"sender", text}});
  return sender;
}

std::string mail_text(const Mail& mail, const Sender& sender, const std::string& now, std::string_view unique) {
  const std::string domain = sender.address.substr(sender.address.find('@') + 1);
  std::string text;
  text += "Date: " + mail_date(now) + "\r\n";
  text += "From: " + mailbox(sender.name, sender.address) + "\r\n";
  text += "To: " + mailbox(mail.name, mail.address) + "\r\n";
  text += "Subject: " + header_words(one_line(mail.subject, subject_bytes_max)) + "\r\n";
  text += "Message-ID: <" + std::string(unique) + "@" + domain + ">\r\n";
  text += "Auto-Submitted: auto-generated\r\n";
  if (!mail.change_url.empty()) text += "List-Unsubscribe: <" + one_line(mail.change_url, 400) + ">\r\n";
  if (!mail.change_url.empty() && mail.is_one_click) text += "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n";
  text += "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n";
  return text + encoded_body(mail.body);
}

}  // namespace luytre::notices
