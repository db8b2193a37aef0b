// The fields of a person and of a role, on the pages that invite people and give roles.
#pragma once

#include "outputs/office/forms.h"
#include "platform/accounts/import_accounts.h"

namespace luytre::office {

void add_person_fields(const Visit& visit, Form& form, const accounts::Person& known);
accounts::Person person_posted(const Visit& visit);

// role, unit, department, from, until. The template lists the units under "cac-don-vi".
void add_grant_fields(const Visit& visit, Form& form, const access::Authority& authority);

// What was posted: the unit as typed ("06001 – Xã Đoàn Kết", "Đoàn Kết") becomes its code; `unit_words` says it in
// words.
Done read_grant(const Office& office, const Visit& visit, accounts::GrantRow& row, std::string& unit_words);

}  // namespace luytre::office
