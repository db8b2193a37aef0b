#include "programme/dossiers/appraise.h"

#include "platform/access/person.h"
#include "programme/dossiers/dossier_store.h"

namespace luytre::dossiers {
namespace {

using engine::Outcome;

Done check_wish(const Assessment& assessment, const FindingWish& wish) {
  if (assessment.line(wish.indicator) == nullptr) {
    return refuse("dossiers.no_indicator", {{"indicator", wish.indicator}});
  }
  if (wish.outcome == Outcome::met || wish.outcome == Outcome::not_applicable) return {};
  if (!is_reason_code(wish.reason_code)) return refuse("dossiers.reason_unknown", {{"code", wish.reason_code}});
  if (is_blank(wish.words)) return refuse("dossiers.reason_needed");
  return {};
}

Done check_wishes(const Assessment& assessment, const std::vector<FindingWish>& wishes) {
  if (wishes.empty() || wishes.size() > findings_at_once_max) {
    return refuse("dossiers.too_many", {{"max", std::to_string(findings_at_once_max)}}, "items");
  }
  std::vector<Problem> faults;
  for (std::size_t at = 0; at < wishes.size(); ++at) {
    auto fits = check_wish(assessment, wishes[at]);
    if (fits) continue;
    Problem fault = fits.error();
    fault.where = "/items/" + std::to_string(at);
    faults.push_back(std::move(fault));
  }
  if (faults.empty()) return {};
  const std::string count = std::to_string(faults.size());
  return refuse("dossiers.findings_refused", {{"count", count}}, "items", std::move(faults));
}

Done check_stage(const Inside& inside, int version) {
  if (inside.standing.stage->turn != criteria::Party::departments) {
    return refuse("dossiers.not_here", {{"stage", inside.standing.stage->title.vi}});
  }
  if (inside.standing.version != version) {
    return refuse("dossiers.other_version",
                  {{"version", std::to_string(version)}, {"current", std::to_string(inside.standing.version)}},
                  "version");
  }
  return {};
}

}  // namespace

Result<EventNumber> appraise(const Desk& desk, const commands::Asked& asked, const Known& known, const std::string& id,
                             const std::vector<FindingWish>& wishes, int version) {
  const auto found = find_file(known, id);
  if (!found) return pass_on(found);
  const Dossier& dossier = (*found)->dossier;
  access::Ask ask = ask_about(*known.units, "dossiers.appraise", dossier, desk.today());
  for (const FindingWish& wish : wishes) ask.indicators.push_back(dossier.set + " " + wish.indicator);
  const auto outcome = desk.writer.run(
      commands::order_by(asked, "dossiers.appraise", {ask}),
      [&](storage::Database& database, EventNumber number, const std::string&) -> Result<audit::EventDraft> {
        const auto now = load_dossiers(database, number - 1, id);
        if (!now) return pass_on(now);
        const File* file = (*now)->find(id);
        const auto inside =
            look_inside(database, number, known, id, file == nullptr ? 0 : file->touched(), desk.today());
        if (!inside) return pass_on(inside);
        if (auto may = check_stage(*inside, version); !may) return pass_on(may);
        const Assessment* assessment = inside->file->assessment();
        if (assessment == nullptr) return refuse("dossiers.no_assessment", {{"version", std::to_string(version)}});
        if (auto fits = check_wishes(*assessment, wishes); !fits) return pass_on(fits);
        json::array told;
        for (const FindingWish& wish : wishes) {
          const Finding finding{id,           number,           wish.indicator, version,
                                wish.outcome, wish.reason_code, wish.words,     person_of(asked.actor)};
          if (auto done = append(database, finding); !done) return pass_on(done);
          told.push_back(json::object{{"indicator", wish.indicator},
                                      {"outcome", engine::name_of(wish.outcome)},
                                      {"reason_code", wish.reason_code},
                                      {"words", wish.words}});
        }
        return draft_about(dossier, "dossiers.appraised", {{"version", version}, {"findings", std::move(told)}},
                           {{"items", wishes.size()}});
      });
  if (!outcome) return pass_on(outcome);
  return outcome->event;
}

}  // namespace luytre::dossiers
