// What a form of the public pages carries against machines, without a cookie: when it was drawn, a nonce by which a
// form sent twice is known again, and a mark under the server's key that nobody else can make.
#pragma once

#include <string>
#include <string_view>

#include "base/problem.h"

namespace luytre::citizens {

inline constexpr long long form_milliseconds_min = 2'000;       // nobody reads, thinks and writes faster
inline constexpr long long form_milliseconds_max = 43'200'000;  // half a day

struct FormToken {
  std::string text;   // as the form carries it
  std::string nonce;  // 32 hex digits
};

FormToken new_form_token(std::string_view purpose, std::string_view key, long long unix_milliseconds);

// The same with its nonce. Problems citizens.form_not_ours, citizens.form_too_old, citizens.form_too_fast.
Result<FormToken> read_form_token(std::string_view text, std::string_view purpose, std::string_view key,
                                  long long unix_milliseconds);

}  // namespace luytre::citizens
