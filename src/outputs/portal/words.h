// Numbers, dates and addresses as the pages show them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/date.h"
#include "base/decimal.h"
#include "base/messages.h"
#include "programme/units/unit.h"

namespace luytre::portal {

std::string whole_text(std::int64_t number, Language language);      // "5.860", "5,860"
std::string decimal_text(const Decimal& number, Language language);  // "71,3", "71.3"
std::string day_text(Date day, Language language);                   // "30/06/2025", "30 June 2025"; "" when open

// "/en/xa/06001-doan-ket?ngay=2025-12-31"; parameters without a value are left out.
using Parameters = std::vector<std::pair<std::string, std::string>>;
std::string address(std::string_view base, std::string_view path, const Parameters& parameters = {});

// A unit's name inside a sentence: "tỉnh Lạng Sơn", "xã Đoàn Kết"; in English a province is "Lạng Sơn province".
std::string name_in_sentence(const std::string& name, Language language);

// The permanent page of a unit, without the language's base: "/xa/06001-doan-ket".
std::string unit_path(const units::Unit& unit, Date day);

}  // namespace luytre::portal
