#include "outputs/statistics/overtaken.h"

#include <map>

#include "outputs/statistics/make_claim.h"
#include "programme/reporting/belonging.h"

namespace luytre::statistics {
namespace {

using observations::Observation;
using reporting::ChangeKind;
using reporting::PeriodChange;

bool concerns(const PeriodChange& change, const std::string& unit) {
  return change.kind == ChangeKind::reopened && (change.unit.empty() || change.unit == unit);
}

bool says_nothing(const Observation* version) {
  return version == nullptr || version->value.kind == observations::ValueKind::withdrawn;
}

std::string said(const Observation* version) { return says_nothing(version) ? "" : text(version->value); }

class Search {
 public:
  Search(const Claim& claim, const judgement::Materials& materials, const reporting::ReportRegister& reports,
         observations::Opinion opinion)
      : claim_(claim),
        panel_(*materials.panel),
        reports_(reports),
        opinion_(opinion),
        belonging_(*materials.units, *materials.library, reports) {
    for (const auto& column : panel_.columns()) {
      if (column.opinion == opinion_) columns_.push_back(column);
    }
  }

  bool is_reopened(const std::string& unit) const {
    for (const reporting::Period& period : reports_.periods()) {
      for (const PeriodChange& change : reports_.changes(period.id)) {
        if (period.as_of <= claim_.as_of && concerns(change, unit)) return true;
      }
    }
    return false;
  }

  void look(const std::string& unit) {
    for (const auto& column : columns_) {
      std::map<Date, std::pair<const Observation*, const Observation*>> days;  // as computed, now
      const auto versions = panel_.history(unit, column.measure, column.dimension, opinion_);
      for (const Observation& version : versions) {
        auto& [before, now] = days[version.key.as_of];
        if (version.event <= claim_.as_known) before = &version;
        now = &version;
      }
      for (const auto& [day, pair] : days) note(pair.first, *pair.second);
    }
  }

  Overtaken found;

 private:
  void note(const Observation* before, const Observation& now) {
    if (now.event <= claim_.as_known || claim_.as_of < now.key.as_of) return;
    const bool is_same = says_nothing(before) ? says_nothing(&now) : before->value == now.value;
    if (is_same) return;
    const auto& key = now.key;
    for (const auto* period : belonging_.periods_of({key.unit, key.measure, key.dimension, key.as_of})) {
      const PeriodChange* opened = nullptr;  // the newest that let the value in
      for (const PeriodChange& change : reports_.changes(period->id)) {
        if (concerns(change, key.unit) && change.event < now.event) opened = &change;
      }
      if (opened == nullptr) continue;
      if (found.reopening.event < opened->event) {
        found.reopening = *opened;
        found.period = *period;
      }
      found.event = std::max(found.event, now.event);
      if (found.values.size() < changed_values_max) found.values.push_back({key, said(before), said(&now)});
      return;
    }
  }

  const Claim& claim_;
  const observations::Panel& panel_;
  const reporting::ReportRegister& reports_;
  observations::Opinion opinion_;
  reporting::Belonging belonging_;
  std::vector<observations::ColumnKey> columns_;
};

bool says_the_same(const Claim& a, const Claim& b) {
  return a.numerator == b.numerator && a.denominator == b.denominator && a.units == b.units &&
         a.units_counted == b.units_counted;
}

}  // namespace

std::optional<Overtaken> overtaken(const Claim& claim, const Definitions& definitions,
                                   const judgement::Materials& materials, const reporting::ReportRegister& reports) {
  if (claim.origin != Origin::own || claim.status != ClaimStatus::published || claim.rule.empty()) return std::nullopt;
  const auto opinion = observations::parse_opinion(claim.basis.substr(0, claim.basis.find('/')));
  if (!opinion) return std::nullopt;
  Search search(claim, materials, reports, *opinion);
  for (const std::string& unit : claim.units) {
    if (search.is_reopened(unit)) search.look(unit);
  }
  if (search.found.event == 0) return std::nullopt;
  const auto now =
      make_claim(materials, definitions, {claim.definition, claim.place, claim.as_of, claim.rule, *opinion});
  if (now && says_the_same(*now, claim)) return std::nullopt;
  Overtaken found = std::move(search.found);
  if (now) {
    found.now = *now;
  } else {
    found.refused = now.error();
  }
  return found;
}

}  // namespace luytre::statistics
