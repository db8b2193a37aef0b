#include "programme/reporting/review.h"

#include <algorithm>

#include "programme/reporting/report_view.h"

namespace luytre::reporting {
namespace {

using observations::Opinion;

// The indicators the viewer may verify somewhere in the province: ownership is the same for every unit.
std::vector<const FormIndicator*> owned(const Form& form, const Period& period, const units::Unit& somewhere,
                                        const access::Viewer& viewer, const ReportingDoors& doors) {
  std::vector<const FormIndicator*> found;
  for (const FormIndicator& each : form.indicators) {
    if (each.fields.empty()) continue;
    const access::Ask ask{"reporting.verify", somewhere.id.text(), period.as_of, {form.set->id + " " + each.number}};
    if (doors.guard(viewer, ask)) found.push_back(&each);
  }
  return found;
}

class Reviewing {
 public:
  Reviewing(const Known& known, const Form& form, const Period& period, const ReportingDoors& doors, bool with_items)
      : known_(known), form_(form), period_(period), doors_(doors), with_items_(with_items) {}

  void look(const units::Unit& unit, const FormIndicator& indicator) {
    const std::string identity = unit.id.text();
    const Report& report = known_.reports->report(period_.id, identity);
    if (report.steps.empty() || report.steps.back().kind != StepKind::signed_off) return;
    if (!has_value(identity, indicator) || has_draft(identity, indicator)) return;
    if (known_.reports->is_locked(period_.id, identity)) return;
    const Checked word = checked(*known_.drafts, form_, indicator, period_, report, identity);
    ++total;
    if (word == Checked::verified) ++verified;
    if (word == Checked::returned) ++returned;
    if (word == Checked::verified || word == Checked::returned) return;
    ++waiting;
    if (with_items_) items.push_back(item(unit, indicator, word));
  }

  json::array items;
  std::int64_t waiting = 0;
  std::int64_t total = 0;
  std::int64_t verified = 0;
  std::int64_t returned = 0;

 private:
  bool has_value(const std::string& identity, const FormIndicator& indicator) const {
    for (const std::size_t at : indicator.fields) {
      if (own_value(*known_.drafts, form_.fields[at], identity, period_.as_of)) return true;
    }
    return false;
  }

  // Changed after the signature: with the commune again until it is signed anew.
  bool has_draft(const std::string& identity, const FormIndicator& indicator) const {
    for (const std::size_t at : indicator.fields) {
      const auto value = newest_own(*known_.drafts, form_.fields[at], identity, period_.as_of);
      if (value && value->stage == observations::Stage::draft) return true;
    }
    return false;
  }

  // What stood when the department last said something about any of the unit's indicators that read the field.
  std::optional<observations::Observation> value_seen(const std::string& identity, const Field& field) const {
    const Report& report = known_.reports->report(period_.id, identity);
    audit::EventNumber seen = 0;
    for (const std::string& number : field.indicators) {
      if (const Verification* last = report.verification(number)) seen = std::max(seen, last->seen);
    }
    std::optional<observations::Observation> found;
    for (auto& version : known_.drafts->history(identity, field.measure->id, field.dimension, Opinion::self)) {
      if (version.key.as_of == period_.as_of && version.event <= seen) found = std::move(version);
    }
    return found;
  }

  json::object item(const units::Unit& unit, const FormIndicator& indicator, Checked word) const {
    const std::string identity = unit.id.text();
    bool is_identical = true;
    json::array values;
    for (const std::size_t at : indicator.fields) {
      const Field& field = form_.fields[at];
      const auto own = own_value(*known_.drafts, field, identity, period_.as_of);
      const auto latest = [&](Opinion opinion, Date day) {
        return known_.drafts->latest(identity, field.measure->id, field.dimension, opinion, day);
      };
      const auto sector = latest(Opinion::sector, period_.as_of);
      is_identical = is_identical && own && sector && own->value == sector->value;
      json::object value{{"measure", field.measure->id},
                         {"dimension", field.dimension},
                         {"self", value_of(own, doors_)},
                         {"seen", word == Checked::changed ? value_of(value_seen(identity, field), doors_) : nullptr},
                         {"sector", value_of(sector, doors_)},
                         {"previous", value_of(latest(Opinion::self, period_.as_of.plus_days(-1)), doors_)}};
      if (doors_.evidence_count) value["evidence"] = doors_.evidence_count(identity, field.measure->id, period_.as_of);
      values.push_back(std::move(value));
    }
    return {{"unit", identity},
            {"code", unit.id.code},
            {"name", unit.nearest(period_.as_of).name},
            {"indicator", indicator.number},
            {"checked", name_of(word)},
            {"is_identical", is_identical},
            {"values", std::move(values)}};
  }

  const Known& known_;
  const Form& form_;
  const Period& period_;
  const ReportingDoors& doors_;
  bool with_items_;
};

}  // namespace

ReviewCounts count_review(const Known& known, const Period& period, const Form& form, const access::Viewer& viewer,
                          const ReportingDoors& doors) {
  const auto asked = units_of(*known.units, *known.law, period);
  if (asked.empty()) return {};
  Reviewing reviewing(known, form, period, doors, false);
  for (const FormIndicator* indicator : owned(form, period, *asked.front(), viewer, doors)) {
    for (const auto* unit : asked) reviewing.look(*unit, *indicator);
  }
  return {reviewing.waiting, reviewing.total};
}

Result<json::object> review_of(const Known& known, const std::string& period_id, const access::Viewer& viewer,
                               const ReportingDoors& doors) {
  const auto asked_form = find_form(known, period_id);
  if (!asked_form) return pass_on(asked_form);
  const auto& [period, form] = *asked_form;
  const auto asked = units_of(*known.units, *known.law, period);
  Reviewing reviewing(known, form, period, doors, true);
  json::array indicators;
  if (!asked.empty()) {
    for (const FormIndicator* indicator : owned(form, period, *asked.front(), viewer, doors)) {
      indicators.push_back(json::object{{"number", indicator->number},
                                        {"title", json::object{{"vi", indicator->indicator->rule.title.vi},
                                                               {"en", indicator->indicator->rule.title.en}}}});
      for (const auto* unit : asked) reviewing.look(*unit, *indicator);
    }
  }
  return json::object{{"period", period_value(period, *known.reports, doors.desk.today())},
                      {"indicators", std::move(indicators)},
                      {"total", reviewing.total},
                      {"verified", reviewing.verified},
                      {"returned", reviewing.returned},
                      {"reason_codes",
                       [] {
                         json::array codes;
                         for (const auto code : reason_codes()) codes.emplace_back(code);
                         return codes;
                       }()},
                      {"items", std::move(reviewing.items)}};
}

}  // namespace luytre::reporting
