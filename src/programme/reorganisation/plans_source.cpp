#include "base/identifier.h"
#include "platform/access/person.h"
#include "programme/plans/plan_store.h"
#include "programme/reorganisation/sources.h"

namespace luytre::reorganisation {

namespace {

using PlansNow = std::shared_ptr<const plans::PlanRegister>;

Result<PlansNow> plans_now(const Asking& asking) {
  const auto head = audit::head(asking.database);
  if (!head) return pass_on(head);
  return plans::load_plans(asking.database, head->number);
}

Item target_item(const plans::KnownPlan& known, const plans::Target& target) {
  const auto title = [&](Language language) {
    const std::string& plan = language == Language::vi ? known.plan.title_vi : known.plan.title_en;
    return say("reorganisation.plan.title", {{"plan", plan}, {"day", target.deadline.vietnamese_text()}}, language);
  };
  return {"plan",
          known.plan.id + "/" + target.unit + "/" + std::string(plans::name_of(target.purpose)),
          target.unit,
          title(Language::vi),
          title(Language::en),
          say("reorganisation.plan.detail", Language::vi),
          say("reorganisation.plan.detail", Language::en),
          "/lam-viec/ke-hoach"};
}

// Targets of an ended unit that were still to be reached.
Result<std::vector<Item>> open_targets(const Asking& asking, const ReorganisationDay& day) {
  const auto known = plans_now(asking);
  if (!known) return pass_on(known);
  std::vector<Item> items;
  for (const plans::KnownPlan& plan : (*known)->plans()) {
    for (const auto& standing : plan.targets()) {
      const bool was_open = standing.target.deadline >= day.day;
      if (was_open && day.ended_unit(standing.target.unit) != nullptr)
        items.push_back(target_item(plan, standing.target));
    }
  }
  return items;
}

Item work_item(const plans::WorkItem& work) {
  const auto title = [&](Language language) {
    return say("reorganisation.work.title", {{"what", work.what}, {"day", work.due_on.vietnamese_text()}}, language);
  };
  return {"work", work.id, work.unit, title(Language::vi), title(Language::en), "", "", "/lam-viec/ke-hoach"};
}

bool is_done(const plans::KnownItem& known) {
  if (known.progress.empty()) return false;
  const Share& done = known.progress.back().done;
  return done.denominator <= done.numerator;
}

// Work of an ended unit that was neither done nor withdrawn.
Result<std::vector<Item>> open_work(const Asking& asking, const ReorganisationDay& day) {
  const auto known = plans_now(asking);
  if (!known) return pass_on(known);
  std::vector<Item> items;
  for (const plans::KnownPlan& plan : (*known)->plans()) {
    for (const auto* each : (*known)->items(plan.plan.id)) {
      const bool stands = each->withdrawn() == nullptr && !is_done(*each);
      if (stands && day.ended_unit(each->item.unit) != nullptr) items.push_back(work_item(each->item));
    }
  }
  return items;
}

// The item ends with the unit; the same work begins for the unit that goes on with it.
Result<json::object> move_work(const std::function<long long()>& clock, const Applying& applying, const Item& item) {
  const auto known = plans::load_plans(applying.database, applying.number - 1);
  if (!known) return pass_on(known);
  const plans::KnownItem* found = (*known)->item(item.id);
  if (found == nullptr) return refuse("reorganisation.no_item", {{"item", item.id}, {"day", applying.day.text()}});
  const std::string actor = access::person_of(applying.actor);
  const std::string why = say("reorganisation.work.withdrawn", {{"day", applying.day.vietnamese_text()}}, Language::vi);
  const plans::ItemChange withdrawn{item.id, applying.number, plans::ItemChangeKind::withdrawn, std::nullopt, why,
                                    actor};
  if (auto done = plans::append(applying.database, withdrawn); !done) return pass_on(done);
  if (applying.to == nullptr) return json::object{};
  plans::WorkItem work = found->item;
  work.id = new_uuid7(clock());
  work.unit = applying.to->id.text();
  work.event = applying.number;
  work.actor = actor;
  if (auto done = plans::append(applying.database, work); !done) return pass_on(done);
  return json::object{{"work", work.id}};
}

}  // namespace

Source targets_source() {
  Source source;
  source.kind = "plan";
  source.open_items = open_targets;
  source.apply = [](const Applying&, const Item&) -> Result<json::object> { return json::object{}; };
  return source;
}

Source work_source(std::function<long long()> unix_milliseconds) {
  Source source;
  source.kind = "work";
  source.open_items = open_work;
  source.apply = [clock = std::move(unix_milliseconds)](const Applying& applying, const Item& item) {
    return move_work(clock, applying, item);
  };
  return source;
}

}  // namespace luytre::reorganisation
