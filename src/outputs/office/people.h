// People, roles and units in words.
#pragma once

#include "outputs/office/desk_frame.h"

namespace luytre::office {

// The name of whoever stands in the log as `actor`; empty for nobody.
std::string actor_in_words(Database& database, Language language, const std::string& actor);

std::string role_title(Language language, const std::string& role);
std::string department_title(const access::Authority& authority, Language language, const std::string& department);

// "xã Đoàn Kết"; "cả nước" for VN; what was typed for a unit that the register does not know.
std::string unit_in_words(const authority::Materials& known, Language language, const std::string& unit, Date day);

// Where a role on `unit` is used on the day when that is another unit by now: "xã Đoàn Kết"; empty: where it was given.
std::string unit_now(const authority::Materials& known, Language language, const std::string& unit, Date day);

// "KT. – ký thay …, theo 12/UQ-UBND"
std::string delegation_words(const Visit& visit, const accounts::Delegation& delegation);

// title, unit, moved, delegation, department, days, state, state_words, proposed_by, decided_by, id, is_waiting,
// is_current.
View grant_view(const Office& office, Database& database, const authority::Materials& known, const Visit& visit,
                const accounts::GrantRecord& record);

// "từ 01/07/2025", "từ 01/07/2025 đến hết 31/12/2026"
std::string day_words(const Visit& visit, const Interval& days);

// "06001 – Xã Đoàn Kết", "06001", "Đoàn Kết" as typed or chosen -> what the gate understands; the text itself when no
// unit has that name. Empty stays empty: the province.
std::string unit_typed(const authority::Materials& known, const std::string& typed, Date day);

// For a datalist: {value} of the units that a role can be given on: the province and all below it, alive on the day.
View unit_choices(const authority::Materials& known, Date day);

// Code and name of the same units.
std::vector<std::pair<std::string, std::string>> units_in_words(const authority::Materials& known, Date day);

View role_choices(const access::Authority& authority, Language language, const std::string& chosen);
View department_choices(const access::Authority& authority, Language language, const std::string& chosen);

}  // namespace luytre::office
