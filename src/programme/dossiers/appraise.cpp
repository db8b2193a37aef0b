#include "programme/dossiers/appraise.h"

#include <algorithm>
#include <set>

#include "platform/access/person.h"
#include "programme/dossiers/dossier_store.h"

namespace luytre::dossiers {
namespace {

using engine::Outcome;

// Who speaks, of which version.
struct Appraising {
  const File& file;
  const Assessment& assessment;
  const std::vector<Owned>& owned;
  const std::vector<std::string>& departments;  // of the speaker
  Finding begun;                                // all that the findings have in common
};

// The departments for which the speaker says something of the indicator.
void speak_for(const Appraising& the, Finding& finding) {
  const auto owned = std::find_if(the.owned.begin(), the.owned.end(),
                                  [&](const Owned& each) { return each.indicator == finding.indicator; });
  if (owned == the.owned.end()) return;
  for (const std::string& department : owned->departments) {
    const auto& own = the.departments;
    if (std::find(own.begin(), own.end(), department) != own.end()) finding.departments.push_back(department);
  }
  if (!finding.departments.empty()) return;
  finding.is_in_place = true;
  const auto said = the.file.findings_on(finding.indicator);
  for (const std::string& department : owned->departments) {
    const bool has_spoken = std::any_of(
        said.begin(), said.end(), [&](const Finding* each) { return !each->is_in_place && each->is_of(department); });
    if (!has_spoken) finding.departments.push_back(department);
  }
}

Result<Finding> finding_of(const Appraising& the, const FindingWish& wish) {
  if (the.assessment.line(wish.indicator) == nullptr) {
    return refuse("dossiers.no_indicator", {{"indicator", wish.indicator}});
  }
  Finding finding = the.begun;
  finding.indicator = wish.indicator;
  finding.outcome = wish.outcome;
  finding.reason_code = wish.reason_code;
  finding.words = wish.words;
  speak_for(the, finding);
  if (finding.is_in_place && finding.departments.empty()) {
    return refuse("dossiers.owners_have_spoken", {{"indicator", wish.indicator}});
  }
  if (wish.outcome == Outcome::met || wish.outcome == Outcome::not_applicable) return finding;
  if (!is_reason_code(wish.reason_code)) return refuse("dossiers.reason_unknown", {{"code", wish.reason_code}});
  if (is_blank(wish.words)) return refuse("dossiers.reason_needed");
  return finding;
}

Result<std::vector<Finding>> findings_of(const Appraising& the, const std::vector<FindingWish>& wishes) {
  if (wishes.empty() || wishes.size() > findings_at_once_max) {
    return refuse("dossiers.too_many", {{"max", std::to_string(findings_at_once_max)}}, "items");
  }
  std::vector<Problem> faults;
  std::vector<Finding> findings;
  std::set<std::string_view> named;
  for (std::size_t at = 0; at < wishes.size(); ++at) {
    const std::string& indicator = wishes[at].indicator;
    auto finding = named.insert(indicator).second
                       ? finding_of(the, wishes[at])
                       : Result<Finding>(refuse("dossiers.indicator_twice", {{"indicator", indicator}}));
    if (finding) {
      findings.push_back(*std::move(finding));
      continue;
    }
    faults.push_back(std::move(finding).error());
    faults.back().where = "/items/" + std::to_string(at);
  }
  if (faults.empty()) return findings;
  const std::string count = std::to_string(faults.size());
  return refuse("dossiers.findings_refused", {{"count", count}}, "items", std::move(faults));
}

Done append_all(storage::Database& database, const std::vector<Finding>& findings, json::array& told) {
  for (const Finding& finding : findings) {
    if (auto done = append(database, finding); !done) return done;
    told.push_back(json::object{{"indicator", finding.indicator},
                                {"outcome", engine::name_of(finding.outcome)},
                                {"reason_code", finding.reason_code},
                                {"words", finding.words},
                                {"departments", json::array(finding.departments.begin(), finding.departments.end())},
                                {"is_in_place", finding.is_in_place}});
  }
  return {};
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
  const auto owned = owned_of(desk, known, dossier);
  const auto departments = desk.departments(asked.actor, ask.act, desk.today());
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
        Finding begun;
        begun.dossier = id;
        begun.event = number;
        begun.version = version;
        begun.actor = person_of(asked.actor);
        const auto findings = findings_of({*inside->file, *assessment, owned, departments, begun}, wishes);
        if (!findings) return pass_on(findings);
        json::array told;
        if (auto done = append_all(database, *findings, told); !done) return pass_on(done);
        return draft_about(dossier, "dossiers.appraised", {{"version", version}, {"findings", std::move(told)}},
                           {{"items", wishes.size()}});
      });
  if (!outcome) return pass_on(outcome);
  return outcome->event;
}

}  // namespace luytre::dossiers
