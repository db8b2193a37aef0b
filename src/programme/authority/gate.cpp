#include "programme/authority/gate.h"

#include <algorithm>
#include <set>

#include "platform/accounts/grants.h"
#include "programme/authority/register_authority.h"
#include "programme/criteria/library_store.h"
#include "programme/observations/installation.h"
#include "programme/units/unit_store.h"

namespace luytre::authority {

using storage::Database;

namespace {

// Whether an event after `seen` changed what a permission is made from, grants apart: those are read each time.
Result<bool> has_changed(Database& database, audit::EventNumber seen) {
  const auto rows = database.query(
      "SELECT count(*) FROM event WHERE number > ? AND (kind LIKE 'authority.%' OR kind LIKE 'units.%'"
      " OR kind LIKE 'criteria.%' OR kind LIKE 'installation.%')",
      {seen});
  if (!rows) return pass_on(rows);
  return rows->front().integer(0) > 0;
}

// "Bộ Chỉ huy quân sự tỉnh, Công an tỉnh" names two departments, "Sở Văn hóa, Thể thao và Du lịch" one.
std::vector<std::string> departments_named(const access::Authority& authority, const std::string& words) {
  std::vector<std::string> ids;
  for (const access::Department& department : authority.departments) {
    for (const std::string& name : department.names)
      if (words.find(name) != std::string::npos) ids.push_back(department.id);
  }
  return ids;
}

// The set names who appraises each indicator; that department owns it for as long as the department exists.
void add_owners_of(const criteria::CriteriaSet& set, access::Authority& authority) {
  std::set<std::string> assigned;
  for (const access::Ownership& owner : authority.ownership)
    if (owner.set == set.id) assigned.insert(owner.indicator);
  for (const criteria::Criterion& criterion : set.criteria) {
    for (const criteria::Indicator& indicator : criterion.indicators) {
      if (indicator.appraised_by.empty() || assigned.contains(indicator.rule.number)) continue;
      for (const std::string& department : departments_named(authority, indicator.appraised_by)) {
        authority.ownership.push_back(
            {set.id, indicator.rule.number, "", department, authority.department(department)->valid, set.document});
      }
    }
  }
}

Result<std::shared_ptr<const Materials>> load_materials(Database& database, audit::EventNumber number) {
  auto made = std::make_shared<Materials>();
  made->number = number;
  auto authority = load_authority(database, number);
  if (!authority) return pass_on(authority);
  made->authority = *std::move(authority);
  const auto law = criteria::load_library(database, number);
  if (!law) return pass_on(law);
  for (const criteria::CriteriaSet& set : (*law)->sets) add_owners_of(set, made->authority);
  auto units = units::load_register(database, number);
  if (!units) return pass_on(units);
  made->tree = std::make_shared<const RegisterTree>(*std::move(units));
  const auto installation = observations::find_installation(database);
  if (!installation) return pass_on(installation);
  made->home = *installation ? (*installation)->province : "VN";
  return made;
}

}  // namespace

Result<std::shared_ptr<const Materials>> Gate::materials(Database& database) {
  // Events of a transaction that is still open may be undone, and then their numbers are given again.
  const bool is_settled = !database.in_transaction();
  const auto head = audit::head(database);
  if (!head) return pass_on(head);
  const std::lock_guard lock(mutex_);
  if (newest_) {
    const auto changed = has_changed(database, seen_);
    if (!changed) return pass_on(changed);
    if (!*changed && is_settled) seen_ = std::max(seen_, head->number);
    if (!*changed) return newest_;
  }
  auto made = load_materials(database, head->number);
  if (!made || !is_settled) return made;
  seen_ = head->number;
  newest_ = *made;
  return newest_;
}

Result<access::Decision> Gate::decide(Database& database, const access::Actor& actor, const access::Ask& ask) {
  const auto known = materials(database);
  if (!known) return pass_on(known);
  std::vector<access::Grant> grants;
  if (!actor.account.empty()) {
    auto held = accounts::grants_of(database, actor.account);
    if (!held) return pass_on(held);
    grants = *std::move(held);
  }
  access::Ask about = ask;
  if (about.unit.empty()) about.unit = (*known)->home;
  return access::decide((*known)->authority, *(*known)->tree, grants, actor, about, today_());
}

Done Gate::require(Database& database, const access::Viewer& viewer, const access::Ask& ask) {
  const auto decision = decide(database, viewer, ask);
  if (!decision) return pass_on(decision);
  if (decision->is_allowed()) return {};
  return tl::unexpected(access::refusal_of(*decision, viewer, ask, today_()));
}

Result<access::Authority> Gate::authority(Database& database) {
  const auto known = materials(database);
  if (!known) return pass_on(known);
  return (*known)->authority;
}

Result<std::pair<std::string, std::string>> Gate::unit_of(Database& database, const std::string& unit, Date day) {
  const auto known = materials(database);
  if (!known) return pass_on(known);
  const RegisterTree& tree = *(*known)->tree;
  const std::string named = unit.empty() ? (*known)->home : unit;
  const auto place = tree.place(named, day);
  if (!place) return refuse("access.unknown_unit", {{"unit", named}, {"day", day.text()}}, "/unit");
  return std::pair{place->unit, place->unit == "VN" ? std::string("country") : tree.level(place->unit)};
}

commands::Permit Gate::permit() {
  return
      [this](Database& database, const access::Actor& actor, const access::Ask& ask) -> Result<commands::Permission> {
        if (actor.kind == access::ActorKind::local_operator) return commands::Permission{};
        const auto decision = decide(database, actor, ask);
        if (!decision) return pass_on(decision);
        if (!decision->is_allowed()) return tl::unexpected(access::refusal_of(*decision, actor, ask, today_()));
        return commands::Permission{decision->grant, decision->on_behalf_of};
      };
}

}  // namespace luytre::authority
