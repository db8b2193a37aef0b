// Work that is to be done in a unit of a plan; what became of it: due on another day, withdrawn; how much is done.
#pragma once

#include "programme/plans/desk.h"
#include "programme/plans/forecast.h"

namespace luytre::plans {

struct ItemWish {
  std::string set;        // empty: the one set of the unit's targets
  std::string indicator;  // number of an indicator or a criterion of it
  std::string what;
  std::string department;  // empty: the unit itself
  std::string cost;        // đồng, machine notation; empty: not known
  std::string capital;
  std::optional<Date> starts_on;
  std::optional<Date> due_on;
};

// Act plans.work on the unit. Problems plans.no_plan, plans.no_unit, plans.unit_dropped, plans.which_set,
// plans.set_not_of_unit, plans.unknown_number, plans.unknown_department, plans.cost_unreadable, plans.days_backwards,
// criteria.day_off, plans.too_many_items, plans.item_exists (the same words for the same number).
Result<WorkItem> add_item(const Desk& desk, const commands::Asked& asked, const Known& known, const std::string& plan,
                          const std::string& unit, const ItemWish& wish);

struct ItemChangeWish {
  ItemChangeKind kind = ItemChangeKind::due_moved;
  std::optional<Date> due_on;
  std::string reason;
};

// Act plans.work on the item's unit. Problems plans.no_plan, plans.no_item, plans.withdrawn_already,
// plans.reason_needed, plans.days_backwards, criteria.day_off.
Result<ItemChange> change_item(const Desk& desk, const commands::Asked& asked, const Known& known,
                               const std::string& plan, const std::string& item, const ItemChangeWish& wish);

struct ProgressWish {
  std::string numerator;  // with `denominator`, or `percent` alone
  std::string denominator;
  std::string percent;
  std::optional<Date> day;
  std::string words;
  std::string reason;
};

// Act plans.report on the item's unit; who may not do plans.work there must be of the department that owns the item.
// Appended; of one day the newest report stands. Problems plans.no_plan, plans.no_item, plans.withdrawn_already,
// plans.not_owner, plans.one_share, plans.share_out_of_range, plans.share_too_large, decimal.*, plans.day_to_come,
// plans.before_last_report, plans.goes_back (less is done than before, and no reason), plans.nothing_new (the same
// share and words of the same day).
Result<Progress> report_progress(const Desk& desk, const commands::Asked& asked, const Known& known,
                                 const std::string& plan, const std::string& item, const ProgressWish& wish);

// What is done of a share, as a percentage that is never shown as 100 before all is done: "99.9".
std::string percent_done(const Share& done);

}  // namespace luytre::plans
