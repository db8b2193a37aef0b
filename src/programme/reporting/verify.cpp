#include "programme/reporting/verify.h"

#include <algorithm>
#include <map>

#include "platform/access/person.h"
#include "programme/reporting/raise_stage.h"
#include "programme/reporting/reporting_store.h"
#include "programme/reporting/state.h"

namespace luytre::reporting {
namespace {

struct Item {
  Place place;
  const FormIndicator* indicator = nullptr;
  const Word* word = nullptr;
};

Arguments about(const Item& item) {
  return {{"unit", item.place.name}, {"indicator", item.word->indicator}, {"period", item.place.period.title_vi}};
}

Done check_word(const Word& word) {
  if (word.decision == Decision::verified) return {};
  if (!is_reason_code(word.reason_code)) return refuse("reporting.reason_unknown", {{"code", word.reason_code}});
  const bool has_words = !is_blank(word.words);
  if (word.reason_code == "other" && !has_words) return refuse("reporting.reason_needed");
  return {};
}

Result<Item> item_of(const Known& known, const Form& form, const std::string& period, const Word& word) {
  auto place = find_place(known, period, word.unit);
  if (!place) return pass_on(place);
  const auto* indicator = form.indicator(word.indicator);
  if (indicator == nullptr) {
    return refuse("reporting.no_indicator", {{"indicator", word.indicator}, {"set", form.set->id}});
  }
  if (auto fits = check_word(word); !fits) return pass_on(fits);
  return Item{*std::move(place), indicator, &word};
}

Result<std::vector<Item>> items_of(const Known& known, const Form& form, const std::string& period,
                                   const std::vector<Word>& words) {
  if (words.empty() || words.size() > verified_at_once_max) {
    return refuse("reporting.too_many", {{"max", std::to_string(verified_at_once_max)}}, "items");
  }
  std::vector<Item> items;
  std::vector<Problem> faults;
  for (std::size_t at = 0; at < words.size(); ++at) {
    auto item = item_of(known, form, period, words[at]);
    if (item) {
      items.push_back(*std::move(item));
      continue;
    }
    Problem fault = item.error();
    fault.where = "/items/" + std::to_string(at);
    faults.push_back(std::move(fault));
  }
  if (!faults.empty()) {
    const std::string count = std::to_string(faults.size());
    return refuse("reporting.refused", {{"count", count}}, "items", std::move(faults));
  }
  return items;
}

// One for each unit: whoever may verify all of these indicators may verify each.
std::vector<access::Ask> asks_of(const std::vector<Item>& items) {
  std::map<std::string, access::Ask> by_unit;
  for (const Item& item : items) {
    const Period& period = item.place.period;
    const auto [found, is_new] = by_unit.try_emplace(item.place.identity());
    access::Ask& ask = found->second;
    if (is_new) ask = {"reporting.verify", item.place.identity(), period.as_of, {}};
    ask.indicators.push_back(period.set + " " + item.word->indicator);
  }
  std::vector<access::Ask> asks;
  for (auto& [unit, ask] : by_unit) asks.push_back(std::move(ask));
  return asks;
}

class Verifying {
 public:
  // `inside`: the period with all its units. Nobody has seen what is not there yet.
  Verifying(const Inside& inside, const Form& form, audit::EventNumber number, audit::EventNumber seen,
            std::string person)
      : inside_(inside), form_(form), number_(number), seen_(std::min(seen, number - 1)), person_(std::move(person)) {}

  // One item inside the transaction.
  Done take(storage::Database& database, const Item& item) {
    if (auto open = check_open(inside_, item.place); !open) return open;
    const Report& report = inside_.reports->report(item.place.period.id, item.place.identity());
    const Step* signature = report.last(StepKind::signed_off);
    if (signature == nullptr || report.steps.back().kind != StepKind::signed_off) {
      return refuse("reporting.not_signed", about(item));
    }
    if (signature->actor == person_) return refuse("reporting.own_report", about(item));
    const auto& fields = item.indicator->fields;
    const auto looked = raised(*inside_.drafts, form_, fields, item.place, observations::Stage::verified);
    if (looked.newest == 0) return refuse("reporting.nothing_to_verify", about(item));
    for (const std::size_t at : fields) {
      const std::string unit = item.place.identity();
      const Date as_of = item.place.period.as_of;
      if (changed_since(*inside_.drafts, form_.fields[at], unit, as_of, seen_)) {
        return refuse("reporting.changed_meanwhile", about(item));
      }
      const auto value = newest_own(*inside_.drafts, form_.fields[at], unit, as_of);
      if (value && value->stage == observations::Stage::draft) return refuse("reporting.not_signed", about(item));
    }
    if (item.word->decision == Decision::verified) add(looked.values);
    verifications.push_back({item.place.period.id, item.place.identity(), item.word->indicator, number_,
                             item.word->decision, item.word->reason_code, item.word->words, seen_, person_});
    return append(database, verifications.back());
  }

  std::vector<Verification> verifications;
  std::vector<observations::Observation> values;

 private:
  // Two indicators may rest on one field: it rises once.
  void add(const std::vector<observations::Observation>& more) {
    for (const auto& value : more) {
      const bool is_known =
          std::any_of(values.begin(), values.end(), [&](const auto& known) { return known.key == value.key; });
      if (!is_known) values.push_back(value);
    }
  }

  const Inside& inside_;
  const Form& form_;
  audit::EventNumber number_;
  audit::EventNumber seen_;
  std::string person_;
};

audit::EventDraft draft_of(const Period& period, const std::vector<Verification>& verifications, json::array batches) {
  audit::EventDraft draft;
  draft.kind = "reporting.verified";
  draft.province = period.province;
  std::vector<audit::Subject> subjects;
  json::array items;
  for (const auto& each : verifications) {
    if (subjects.empty() || subjects.back().id != each.unit) subjects.push_back({"unit", each.unit});
    items.push_back(json::object{{"unit", each.unit},
                                 {"indicator", each.indicator},
                                 {"decision", name_of(each.decision)},
                                 {"reason_code", each.reason_code},
                                 {"words", each.words}});
  }
  draft.subjects = audit::subjects_or(std::move(subjects), {"report_period", period.id});
  draft.payload = {{"period", period.id}, {"items", std::move(items)}, {"batches", std::move(batches)}};
  draft.answer = {{"items", static_cast<std::int64_t>(verifications.size())}};
  return draft;
}

// The officers of each unit that got something back, once each.
Done tell_returned(const Desk& desk, storage::Database& database, const std::vector<Item>& items,
                   const std::string& person, const std::string& now) {
  if (!desk.tell) return {};
  std::map<std::string, std::pair<const Item*, std::string>> returned;
  for (const Item& item : items) {
    if (item.word->decision != Decision::returned) continue;
    auto& [first, numbers] = returned[item.place.identity()];
    first = &item;
    numbers += (numbers.empty() ? "" : ", ") + item.word->indicator;
  }
  std::vector<Telling> tellings;
  for (const auto& [unit, told] : returned) {
    const Place& place = told.first->place;
    notices::Notice notice{{},
                           notices::Urgency::task,
                           "reporting.notice.indicators_returned",
                           {{"unit", place.name}, {"period", place.period.title_vi}, {"indicators", told.second}},
                           path_of(place)};
    tellings.emplace_back(access::Ask{"reporting.submit", unit, place.period.as_of, {}}, std::move(notice));
  }
  if (tellings.empty()) return {};
  return desk.tell(database, tellings, person, now);
}

}  // namespace

Result<audit::EventNumber> verify(const Desk& desk, const commands::Asked& asked, const Known& known,
                                  const std::string& period_id, const std::vector<Word>& words,
                                  audit::EventNumber seen) {
  const auto period = find_period(known, period_id);
  if (!period) return pass_on(period);
  const auto form = form_of(*known.law, period->set);
  if (!form) return pass_on(form);
  const auto items = items_of(known, *form, period_id, words);
  if (!items) return pass_on(items);
  const auto asks = asks_of(*items);
  const auto body = [&](storage::Database& database, audit::EventNumber number,
                        const std::string& now) -> Result<audit::EventDraft> {
    const auto inside = look_inside(database, number, known, *period, "");
    if (!inside) return pass_on(inside);
    Verifying verifying(*inside, *form, number, seen, person_of(asked.actor));
    for (std::size_t at = 0; at < items->size(); ++at) {
      auto taken = verifying.take(database, (*items)[at]);
      if (taken) continue;
      Problem problem = taken.error();
      if (problem.where.empty()) problem.where = "/items/" + std::to_string(at);
      return tl::unexpected<Problem>(std::move(problem));
    }
    auto batches = write_raised(database, number, known, verifying.values);
    if (!batches) return pass_on(batches);
    if (auto told = tell_returned(desk, database, *items, person_of(asked.actor), now); !told) return pass_on(told);
    return draft_of(*period, verifying.verifications, *std::move(batches));
  };
  const auto outcome = desk.writer.run(commands::order_by(asked, "reporting.verify", asks), body);
  if (!outcome) return pass_on(outcome);
  return outcome->event;
}

}  // namespace luytre::reporting
