// How the papers of a survey write numbers, days and texts in two languages.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"
#include "base/decimal.h"
#include "base/messages.h"
#include "programme/criteria/criteria_set.h"

namespace luytre::surveys {

const std::string& said(const criteria::Bilingual& text, Language language);
std::string shown_number(const Decimal& number, Language language);             // "1.234,5"; "1,234.5"
std::string shown_count(std::int64_t count, Language language);                 // "1.234"
std::string shown_percent(const Decimal& percent, Language language);           // "92,5 %"; "92.5%"
std::string shown_share(const std::optional<Share>& share, Language language);  // to one digit; "–" for nothing
std::string shown_day(Date day, Language language);                             // "20/12/2026"; "2026-12-20"
std::string shown_window(Date opens_on, Date closes_on, Language language);

}  // namespace luytre::surveys
