#include "platform/accounts/totp.h"

#include <liboath/oath.h>
#include <qrencode.h>
#include <sodium.h>

#include <algorithm>
#include <cassert>
#include <memory>

#include "base/hash.h"
#include "base/secret_box.h"
#include "platform/http/request.h"

namespace luytre::accounts {
namespace {

constexpr std::size_t secret_bytes = 20;
constexpr unsigned code_digits = 6;

std::string base32(std::string_view bytes) {
  char* text = nullptr;
  std::size_t size = 0;
  const int made = oath_base32_encode(bytes.data(), bytes.size(), &text, &size);
  assert(made == OATH_OK);
  static_cast<void>(made);
  std::string out(text, size);
  std::free(text);
  out.erase(std::remove(out.begin(), out.end(), '='), out.end());
  return out;
}

bool is_code(std::string_view code) {
  return code.size() == code_digits &&
         std::all_of(code.begin(), code.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

std::string new_totp_secret() { return random_bytes(secret_bytes); }

std::string totp_text(std::string_view secret) {
  constexpr std::size_t group = 4;
  std::string text;
  for (const char c : base32(secret)) {
    if (text.size() % (group + 1) == group) text += ' ';
    text += c;
  }
  return text;
}

std::string totp_address(std::string_view secret, std::string_view login, std::string_view site) {
  const std::string issuer = http::percent_encoded(site);
  return "otpauth://totp/" + issuer + ":" + http::percent_encoded(login) + "?secret=" + base32(secret) +
         "&issuer=" + issuer + "&algorithm=SHA1&digits=6&period=30";
}

std::string qr_svg(std::string_view text) {
  const std::unique_ptr<QRcode, void (*)(QRcode*)> code(
      QRcode_encodeString8bit(std::string(text).c_str(), 0, QR_ECLEVEL_M), QRcode_free);
  if (!code) return {};
  constexpr int quiet = 4;
  const int side = code->width + 2 * quiet;
  std::string path;
  for (int y = 0; y < code->width; ++y)
    for (int x = 0; x < code->width; ++x)
      if ((code->data[y * code->width + x] & 1U) != 0)
        path += "M" + std::to_string(x + quiet) + " " + std::to_string(y + quiet) + "h1v1h-1z";
  const std::string size = std::to_string(side);
  return "<svg class=\"qr\" viewBox=\"0 0 " + size + " " + size +
         "\" role=\"img\" aria-hidden=\"true\">"
         "<path fill=\"#fff\" d=\"M0 0h" +
         size + "v" + size + "h-" + size + "z\"/><path fill=\"#000\" d=\"" + path + "\"/></svg>";
}

std::optional<std::int64_t> totp_step_of(std::string_view secret, std::string_view code, std::int64_t unix_seconds,
                                         std::int64_t last_step) {
  if (!is_code(code)) return std::nullopt;
  const std::int64_t now = unix_seconds / totp_step_seconds;
  for (std::int64_t step = now - totp_window_steps; step <= now + totp_window_steps; ++step) {
    if (step <= last_step) continue;
    char made[code_digits + 1] = {};
    const int status = oath_hotp_generate(secret.data(), secret.size(), static_cast<std::uint64_t>(step), code_digits,
                                          false, OATH_HOTP_DYNAMIC_TRUNCATION, made);
    if (status == OATH_OK && sodium_memcmp(made, code.data(), code_digits) == 0) return step;
  }
  return std::nullopt;
}

Result<std::string> unsealed(std::string_view box, std::string_view key) {
  auto secret = unseal(box, key);
  if (!secret) return refuse("accounts.seal_broken");
  return *std::move(secret);
}

}  // namespace luytre::accounts
