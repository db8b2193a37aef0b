#include "programme/reorganisation/decide.h"

#include <algorithm>
#include <map>

#include "base/messages.h"
#include "platform/access/person.h"
#include "programme/reorganisation/reorganisation_store.h"

namespace luytre::reorganisation {

namespace {

using Key = std::pair<std::string, std::string>;  // kind, item

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

std::string names_of(const std::vector<const units::Unit*>& units, Date day) {
  std::string names;
  for (const units::Unit* unit : units)
    names += (names.empty() ? "" : ", ") + unit->nearest(day).name + " (" + unit->id.code + ")";
  return names;
}

const units::Unit* unit_named(const units::Register& units, const std::string& code_or_id, Date day) {
  if (code_or_id.find('@') == std::string::npos) return units.find(code_or_id, day);
  const auto id = units::UnitId::parse(code_or_id);
  const units::Unit* unit = id ? units.unit(*id) : nullptr;
  return unit != nullptr && unit->is_alive(day) ? unit : nullptr;
}

// One command's work inside its transaction.
class Deciding {
 public:
  Deciding(const Desk& desk, const Known& known, const ReorganisationDay& day, const std::string& actor)
      : desk_(desk), known_(known), day_(day), actor_(actor) {}

  Result<Decision> decide(const Applying& base, const DecisionWish& wish, json::object& told) {
    const auto item = find(base, wish);
    if (!item) return pass_on(item);
    const Ended& ended = *day_.ended_unit((*item)->unit);
    const auto to = target(**item, ended, wish);
    if (!to) return pass_on(to);
    if (wish.choice != Choice::successor && is_blank(wish.reason)) return refuse("reorganisation.reason_needed");
    Applying applying = base;
    applying.to = *to;
    applying.is_same_ground = *to != nullptr && *to == ended.taken_over_by;
    applying.day = day_.day;
    auto done = desk_.source(wish.kind)->apply(applying, **item);
    if (!done) return pass_on(done);
    Decision decision{base.number,
                      day_.day,
                      wish.kind,
                      wish.item,
                      (*item)->unit,
                      wish.choice,
                      *to == nullptr ? std::string() : (*to)->id.text(),
                      wish.reason,
                      actor_};
    if (auto kept = append(base.database, decision); !kept) return pass_on(kept);
    told = *std::move(done);
    decided_.push_back(decision);
    return decision;
  }

  Done begin(storage::Database& database, audit::EventNumber number) {
    auto decided = load_decisions(database, number - 1, day_.day);
    if (!decided) return pass_on(decided);
    decided_ = *std::move(decided);
    return {};
  }

 private:
  Result<const Item*> find(const Applying& base, const DecisionWish& wish) {
    const Source* source = desk_.source(wish.kind);
    if (source == nullptr) return refuse("reorganisation.unknown_kind", {{"kind", wish.kind}});
    for (const Decision& each : decided_) {
      if (each.kind != wish.kind || each.item != wish.item) continue;
      return refuse("reorganisation.decided_already",
                    {{"choice", catalogue_word("reorganisation.choice." + std::string(name_of(each.choice)))},
                     {"event", std::to_string(each.event)}});
    }
    if (!open_.contains(wish.kind)) {
      auto items = source->open_items({base.database, *known_.units, *known_.law, desk_.today()}, day_);
      if (!items) return pass_on(items);
      auto& kept = open_[wish.kind];
      for (Item& item : *items) kept.emplace(item.id, std::move(item));
    }
    const auto& items = open_[wish.kind];
    const auto found = items.find(wish.item);
    if (found == items.end() || day_.ended_unit(found->second.unit) == nullptr)
      return refuse("reorganisation.no_item", {{"item", wish.item}, {"day", day_.day.vietnamese_text()}});
    return &found->second;
  }

  // nullptr: closed.
  Result<const units::Unit*> target(const Item& item, const Ended& ended, const DecisionWish& wish) const {
    if (wish.choice == Choice::close) return nullptr;
    if (item.only_close) return refuse("reorganisation.only_close");
    const Arguments candidates{{"unit", ended.unit->last().name}, {"units", names_of(ended.successors, day_.day)}};
    if (wish.choice == Choice::successor) {
      if (wish.unit.empty()) {
        const Proposal proposal = propose(item, ended);
        if (proposal.to == nullptr) return refuse("reorganisation.choose_successor", candidates);
        return proposal.to;
      }
      const units::Unit* to = unit_named(*known_.units, wish.unit, day_.day);
      if (std::find(ended.successors.begin(), ended.successors.end(), to) == ended.successors.end())
        return refuse("reorganisation.not_a_successor", candidates);
      return to;
    }
    const units::Unit* to = unit_named(*known_.units, wish.unit, day_.day);
    const units::Unit* province = to == nullptr ? nullptr : known_.units->province(*to, day_.day);
    if (province == nullptr || province->id.code != known_.province) {
      return refuse("reorganisation.no_other_unit", {{"unit", wish.unit}, {"day", day_.day.vietnamese_text()}});
    }
    return to;
  }

  const Desk& desk_;
  const Known& known_;
  const ReorganisationDay& day_;
  const std::string& actor_;
  std::vector<Decision> decided_;
  std::map<std::string, std::map<std::string, Item>> open_;  // by kind and id, as they stood before this command
};

json::object value_of(const Decision& decision) {
  return {{"kind", decision.kind},
          {"item", decision.item},
          {"unit", decision.unit},
          {"choice", name_of(decision.choice)},
          {"to", decision.to.empty() ? json::value(nullptr) : json::value(decision.to)}};
}

audit::EventDraft draft_of(const Known& known, Date day, const std::vector<Decision>& decisions, json::array told) {
  audit::EventDraft draft;
  draft.kind = "reorganisation.decided";
  draft.province = known.province;
  json::array answer;
  std::vector<audit::Subject> subjects;
  for (std::size_t at = 0; at < decisions.size(); ++at) {
    answer.push_back(value_of(decisions[at]));
    told[at].as_object()["reason"] = decisions[at].reason;
    subjects.push_back({"unit", decisions[at].unit});
    subjects.push_back({decisions[at].kind, decisions[at].item});
  }
  draft.subjects = audit::subjects_or(std::move(subjects), {"reorganisation", day.text()});
  draft.payload = json::object{{"day", day.text()}, {"items", std::move(told)}};
  draft.answer = json::object{{"items", std::move(answer)}};
  return draft;
}

Decision decision_of(const json::object& value, Date day, audit::EventNumber event) {
  const json::value& to = value.at("to");
  return {event,
          day,
          std::string(value.at("kind").as_string()),
          std::string(value.at("item").as_string()),
          std::string(value.at("unit").as_string()),
          choice_named(std::string(value.at("choice").as_string())).value_or(Choice::close),
          to.is_null() ? std::string() : std::string(to.as_string()),
          {},
          {}};
}

}  // namespace

const Source* Desk::source(std::string_view kind) const {
  const auto found = std::find_if(sources.begin(), sources.end(), [&](const Source& one) { return one.kind == kind; });
  return found == sources.end() ? nullptr : &*found;
}

Result<std::vector<Decision>> decide(const Desk& desk, const commands::Asked& asked, const Known& known, Date day,
                                     const std::vector<DecisionWish>& wishes) {
  const auto reorganisation = day_of(*known.units, known.province, day);
  if (!reorganisation) return pass_on(reorganisation);
  const std::string actor = access::person_of(asked.actor);
  const auto body = [&](storage::Database& database, audit::EventNumber number,
                        const std::string& now) -> Result<audit::EventDraft> {
    Deciding deciding(desk, known, *reorganisation, actor);
    if (auto begun = deciding.begin(database, number); !begun) return pass_on(begun);
    std::vector<Decision> decisions;
    json::array told;
    for (std::size_t at = 0; at < wishes.size(); ++at) {
      json::object done;
      auto decision = deciding.decide({database, number, now, asked.actor}, wishes[at], done);
      if (!decision) {
        Problem problem = std::move(decision).error();
        problem.where = "items/" + std::to_string(at);
        return tl::unexpected<Problem>(std::move(problem));
      }
      json::object one = value_of(*decision);
      for (const auto& member : done) one[member.key()] = member.value();
      told.push_back(std::move(one));
      decisions.push_back(*std::move(decision));
    }
    return draft_of(known, day, decisions, std::move(told));
  };
  const auto outcome = desk.writer.run(
      commands::order_by(asked, "reorganisation.decide", {{"reorganisation.decide", known.province, desk.today(), {}}}),
      body);
  if (!outcome) return pass_on(outcome);
  std::vector<Decision> decisions;
  for (const json::value& each : outcome->answer.at("items").as_array())
    decisions.push_back(decision_of(each.as_object(), day, outcome->event));
  return decisions;
}

}  // namespace luytre::reorganisation
