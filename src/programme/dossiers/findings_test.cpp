// What the owners of an indicator said, and what that comes to: joint owners speak each for itself.
#include <gtest/gtest.h>

#include "programme/dossiers/standing.h"

namespace luytre::dossiers {
namespace {

using engine::Outcome;

struct Said {
  std::vector<std::string> departments;  // none: as before each spoke for itself
  Outcome outcome = Outcome::met;
  int version = 1;
  bool is_in_place = false;
};

struct Case {
  const char* what;
  std::vector<Said> said;           // oldest first
  std::optional<Outcome> outcome;   // what the appraisal says; none: nothing
  std::vector<std::string> silent;  // owners still to speak
  std::size_t counting = 0;         // words that still count
  bool has_line_changed = false;    // from version 1 to 2
};

File file_of(const Case& one) {
  File file;
  const int version = one.said.empty() ? 1 : one.said.back().version;
  EventNumber event = 1;
  for (int each = 1; each <= 2; ++each) {
    Assessment assessment;
    assessment.event = ++event;
    assessment.version = each;
    assessment.lines.push_back({"19.1", "19", Outcome::met, false, each == 2 && one.has_line_changed ? "b" : "a", ""});
    if (each <= version || one.has_line_changed) file.assessments.push_back(assessment);
  }
  if (file.assessments.size() > 1) {
    Step step;
    step.version = 2;
    file.steps.push_back(step);
  }
  for (const Said& each : one.said) {
    Finding finding;
    finding.event = ++event;
    finding.indicator = "19.1";
    finding.version = each.version;
    finding.outcome = each.outcome;
    finding.departments = each.departments;
    finding.is_in_place = each.is_in_place;
    file.findings.push_back(finding);
  }
  return file;
}

TEST(Findings, count_each_owner_once_and_show_the_worst) {
  const std::vector<Owned> owned{{"19.1", {"military", "police"}}};
  const Case cases[] = {
      {"nobody spoke", {}, std::nullopt, {"military", "police"}, 0},
      {"one of two", {{{"police"}}}, Outcome::met, {"military"}, 1},
      {"both", {{{"police"}}, {{"military"}}}, Outcome::met, {}, 2},
      {"the worst is shown", {{{"police"}, Outcome::not_met}, {{"military"}}}, Outcome::not_met, {}, 2},
      {"basically met is less than met",
       {{{"police"}, Outcome::basically_met}, {{"military"}}},
       Outcome::basically_met,
       {},
       2},
      {"not applicable to one is nothing against the other",
       {{{"police"}, Outcome::not_applicable}, {{"military"}}},
       Outcome::met,
       {},
       2},
      {"a department corrects itself", {{{"police"}, Outcome::not_met}, {{"police"}}}, Outcome::met, {"military"}, 1},
      {"one person for both", {{{"military", "police"}, Outcome::not_met}}, Outcome::not_met, {}, 1},
      {"and then each",
       {{{"military", "police"}, Outcome::not_met}, {{"police"}}, {{"military"}}},
       Outcome::met,
       {},
       2},
      {"a word from before owners spoke apart is every owner's", {{{}, Outcome::not_met}}, Outcome::not_met, {}, 1},
      {"until they speak", {{{}, Outcome::not_met}, {{"police"}}}, Outcome::met, {"military"}, 1},
      {"in place of the silent one", {{{"police"}}, {{"military"}, Outcome::met, 1, true}}, Outcome::met, {}, 2},
      {"of an unchanged line it still counts", {{{"police"}}, {{"military"}, Outcome::met, 2}}, Outcome::met, {}, 2},
      {"of a changed line not", {{{"police"}}, {{"military"}, Outcome::met, 2}}, Outcome::met, {"police"}, 1, true},
  };
  for (const Case& one : cases) {
    SCOPED_TRACE(one.what);
    const File file = file_of(one);
    EXPECT_EQ(file.findings_on("19.1").size(), one.counting);
    const Finding* finding = file.finding("19.1");
    EXPECT_EQ(finding == nullptr ? std::nullopt : std::optional(finding->outcome), one.outcome);
    const auto open = not_found_yet(file, owned);
    EXPECT_EQ(open.empty() ? std::vector<std::string>{} : open.front().departments, one.silent);
  }
}

}  // namespace
}  // namespace luytre::dossiers
