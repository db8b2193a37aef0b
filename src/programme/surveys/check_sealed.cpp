#include "programme/surveys/check_sealed.h"

#include <algorithm>

#include "programme/surveys/anomalies.h"
#include "programme/surveys/survey_store.h"

namespace luytre::surveys {
namespace {

std::vector<SealedSlip> slips_of(const std::vector<Entry>& counted) {
  std::vector<SealedSlip> slips;
  for (const Entry& each : counted) {
    slips.push_back({each.answers, each.channel, each.author, each.entered_at, each.seconds});
  }
  return slips;
}

// From the first slip handed out to today, both counted.
int collecting_days(const Course& course, Date today) {
  for (const Step& each : course.steps) {
    if (each.command == Command::hand_out) return static_cast<int>(today.days() - each.day.days()) + 1;
  }
  return 0;
}

std::vector<Finding> round_findings(const Course& course, const SealedVillage& last, const criteria::SurveyForm& form,
                                    Date today) {
  std::vector<VillageTally> villages{{last.village, "", last.tally}};
  for (const SealedVillage& each : course.sealed) villages.push_back({each.village, "", each.tally});
  if (villages.size() < course.villages().size()) return {};
  return check_round(form, villages, collecting_days(course, today));
}

}  // namespace

Done append_findings(storage::Database& database, const Course& course, const SealedVillage& sealed,
                     const Counting& counting, const criteria::SurveyForm& form, Date today) {
  auto findings = check_village(form, sealed.village, slips_of(counting.counted), sealed.tally);
  for (Finding& each : round_findings(course, sealed, form, today)) findings.push_back(std::move(each));
  std::size_t number = 0;
  for (const Finding& each : findings) {
    const std::string id = std::to_string(sealed.event) + "-" + std::to_string(++number);
    const Anomaly anomaly{course.round.id, sealed.event, id, each.village, each.rule, each.figures};
    if (auto done = append(database, anomaly); !done) return done;
  }
  return {};
}

PublicResult published(const Known& known, const Course& course, const criteria::SurveyForm& form) {
  std::vector<VillageTally> villages;
  for (const SealedVillage& each : course.sealed) {
    villages.push_back({each.village, village_name(each.village, known, course.round.opens_on), each.tally});
  }
  return publish(form, course.round.parameters, villages);
}

}  // namespace luytre::surveys
