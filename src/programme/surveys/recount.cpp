#include "programme/surveys/recount.h"

#include <algorithm>
#include <set>

#include "base/secret_box.h"
#include "platform/access/person.h"
#include "programme/surveys/serial.h"
#include "programme/surveys/survey_store.h"

namespace luytre::surveys {
namespace {

Result<std::vector<Entry>> drawn_slips(storage::Database& database, const Desk& desk, const std::string& round,
                                       const std::string& village) {
  const auto boxes = sample_of(database, round, village);
  if (!boxes) return pass_on(boxes);
  const auto key = find_key(database, KeyName::of_sample(round, village), desk.server_key);
  if (!key) return pass_on(key);
  std::vector<Entry> slips;
  for (const std::string& each : *boxes) {
    auto entry = *key ? entry_of(each, **key) : std::nullopt;
    if (!entry) return refuse("surveys.key_lost");
    slips.push_back(*std::move(entry));
  }
  return slips;
}

Result<std::string> other_commune(const Known& known, const Round& round, const std::string& named, Date today) {
  const auto unit = villages::find_commune(known.units(), named, today, "by_unit");
  if (!unit) return pass_on(unit);
  const auto* province = known.units().province(**unit, today);
  const bool is_near = province != nullptr && province->id.code == round.province;
  if ((*unit)->id.text() == round.unit || !is_near) {
    return refuse("surveys.recount_own_unit", {{"unit", (*unit)->nearest(today).name}}, "by_unit");
  }
  return (*unit)->id.text();
}

Done check_order(const Course& course, const Known& known, const RecountWish& wish, std::size_t drawn) {
  const Arguments about{{"village", village_name(wish.village, known, course.round.opens_on)}};
  if (course.sealed_of(wish.village) == nullptr) return refuse("surveys.not_sealed", about, "village");
  if (course.recount(wish.village) != nullptr) return refuse("surveys.recount_ordered", about, "village");
  return drawn == 0 ? Done{refuse("surveys.no_sample", about, "village")} : Done{};
}

// Each drawn slip is either entered once or missing, and nothing else is.
Done compare(const std::vector<Entry>& drawn, const RecountedWish& wish, RecountResult& result) {
  std::set<std::string> missing;
  for (const std::string& each : wish.missing) missing.insert(serial_as_made(each).value_or(each));
  std::map<std::string, const SlipWish*> entered;
  for (const SlipWish& each : wish.slips) entered[serial_as_made(each.serial).value_or(each.serial)] = &each;
  result.alike = result.different = result.missing = result.answers_different = 0;
  std::int64_t left = 0;
  for (const Entry& each : drawn) {
    if (missing.erase(each.serial) > 0) {
      ++result.missing;
      continue;
    }
    const auto found = entered.find(each.serial);
    if (found == entered.end()) {
      ++left;
      continue;
    }
    Answers answers = found->second->answers;
    answers.resize(each.answers.size(), Answer::none);
    std::int64_t apart = 0;
    for (std::size_t i = 0; i < answers.size(); ++i) apart += answers[i] != each.answers[i] ? 1 : 0;
    ++(apart == 0 ? result.alike : result.different);
    result.answers_different += apart;
    entered.erase(found);
  }
  if (left > 0) return refuse("surveys.recount_incomplete", {{"count", std::to_string(left)}}, "slips");
  if (missing.empty() && entered.empty()) return {};
  return refuse("surveys.serial_not_drawn", {{"serial", missing.empty() ? entered.begin()->first : *missing.begin()}},
                "slips");
}

Result<const Recount*> find_recount(const Course& course, const std::string& village) {
  const Recount* recount = course.recount(village);
  if (recount == nullptr) return refuse("surveys.no_recount", {}, "village");
  if (course.recounted(village) != nullptr) return refuse("surveys.recounted_already", {}, "village");
  return recount;
}

}  // namespace

access::Ask ask_of_recount(const Recount& recount, Date today) {
  return {"surveys.recount", recount.by_unit, today, {}};
}

Result<Recount> order_recount(const Desk& desk, const commands::Asked& asked, const Known& known, const std::string& id,
                              const RecountWish& wish, EventNumber expected) {
  const auto found = find_course(known, id);
  if (!found) return pass_on(found);
  const Round& round = (*found)->round;
  const Date today = desk.today();
  auto by_unit = other_commune(known, round, wish.by_unit, today);
  if (!by_unit) return pass_on(by_unit);
  if (dossiers::is_blank(wish.words)) return refuse("surveys.words_needed", {}, "words");
  Recount recount{id, wish.village, 0, *std::move(by_unit), 0, wish.words, person_of(asked.actor)};
  const auto outcome = desk.writer.run(
      commands::order_by(asked, "surveys.order_recount", {ask_about(known, "surveys.approve", round, today)}),
      [&](storage::Database& database, EventNumber number, const std::string&) -> Result<audit::EventDraft> {
        const auto inside = look_inside(database, number, known, id, expected);
        if (!inside) return pass_on(inside);
        if (auto may = must_allow(*inside->course, Command::recount, known); !may) return pass_on(may);
        const auto drawn = drawn_slips(database, desk, id, wish.village);
        if (!drawn) return pass_on(drawn);
        if (auto fits = check_order(*inside->course, known, wish, drawn->size()); !fits) return pass_on(fits);
        recount.event = number;
        recount.slips = static_cast<std::int64_t>(drawn->size());
        if (auto done = append(database, recount); !done) return pass_on(done);
        return draft_about(
            round, "surveys.recount_ordered",
            {{"village", wish.village}, {"by_unit", recount.by_unit}, {"slips", recount.slips}, {"words", wish.words}},
            {});
      });
  if (!outcome) return pass_on(outcome);
  recount.event = outcome->event;
  return recount;
}

Result<std::vector<std::string>> serials_to_recount(storage::Database& database, const Desk& desk, const Course& course,
                                                    const std::string& village) {
  if (const auto recount = find_recount(course, village); !recount) return pass_on(recount);
  const auto drawn = drawn_slips(database, desk, course.round.id, village);
  if (!drawn) return pass_on(drawn);
  std::vector<std::string> serials;
  for (const Entry& each : *drawn) serials.push_back(each.serial);
  std::sort(serials.begin(), serials.end());
  return serials;
}

Result<RecountResult> record_recount(const Desk& desk, commands::Asked asked, const Known& known, const std::string& id,
                                     const std::string& village, const RecountedWish& wish, EventNumber expected) {
  const auto course = find_course(known, id);
  if (!course) return pass_on(course);
  const auto ordered = find_recount(**course, village);
  if (!ordered) return pass_on(ordered);
  asked.request = keyed_mark(asked.request, desk.server_key);  // as in enter_slips
  RecountResult result{id, village, 0, 0, 0, 0, 0, wish.words, person_of(asked.actor)};
  const auto outcome = desk.writer.run(
      commands::order_by(asked, "surveys.recount", {ask_of_recount(**ordered, desk.today())}),
      [&](storage::Database& database, EventNumber number, const std::string&) -> Result<audit::EventDraft> {
        const auto inside = look_inside(database, number, known, id, expected);
        if (!inside) return pass_on(inside);
        if (auto may = must_allow(*inside->course, Command::recount, known); !may) return pass_on(may);
        if (auto still = find_recount(*inside->course, village); !still) return pass_on(still);
        const auto drawn = drawn_slips(database, desk, id, village);
        if (!drawn) return pass_on(drawn);
        if (auto fits = compare(*drawn, wish, result); !fits) return pass_on(fits);
        result.event = number;
        if (auto done = append(database, result); !done) return pass_on(done);
        if (auto done = drop_sample(database, id, village); !done) return pass_on(done);
        if (auto done = drop_key(database, KeyName::of_sample(id, village)); !done) return pass_on(done);
        return draft_about((*course)->round, "surveys.recounted",
                           {{"village", village},
                            {"alike", result.alike},
                            {"different", result.different},
                            {"missing", result.missing},
                            {"answers_different", result.answers_different}},
                           {});
      });
  if (!outcome) return pass_on(outcome);
  result.event = outcome->event;
  return result;
}

}  // namespace luytre::surveys
