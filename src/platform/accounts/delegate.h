// A role passed on for a time, by whoever holds it, to somebody who signs in its place (ủy quyền): with dates, perhaps
// for some acts alone, and with the form in which the bearer signs.
#pragma once

#include "platform/accounts/account_routes.h"

namespace luytre::accounts {

// KT. (deputy for the head), TL. (by order), TM. (for the collective), TUQ. (by authorization): Decree 30/2020/NĐ-CP.
inline constexpr std::string_view signing_forms[] = {"KT", "TL", "TM", "TUQ"};

struct DelegationWish {
  std::string grant;      // the delegator's own, approved
  std::string login;      // of whoever receives it
  Interval valid;         // days; with an end, within the grant's own
  Delegation delegation;  // from_grant is set here
};

// An act about oneself: the delegator must hold the grant and have shown the second factor where the role asks for one.
// A role that approves waits for a second person, as any grant of it. It ends with its own days, with the delegator's
// grant or account, or when it is taken back; it is never passed on again. Problems accounts.no_grant,
// accounts.delegated_on, accounts.show_factor_first, accounts.delegation_days, accounts.delegation_acts,
// accounts.signing_form, accounts.delegation_document, accounts.unknown, accounts.not_active and those of put_grant.
Result<Granted> delegate(commands::Writer& writer, commands::Order order, const Rules& rules,
                         const DelegationWish& wish, long long unix_milliseconds);

// The same with the rules as registered.
Result<Granted> delegate(const AccountDoors& doors, commands::Order order, const DelegationWish& wish);

// By the delegator, at any time. Problems accounts.no_grant, accounts.grant_settled.
Done end_delegation(commands::Writer& writer, commands::Order order, const std::string& grant);

}  // namespace luytre::accounts
