// The procedures of the law as loaded: chosen by date, whole, and limits in working days.
#include "base/messages.h"
#include "programme/criteria/check.h"
#include "programme/criteria/check_workflow.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace luytre::criteria {
namespace {

Date day(const char* text) { return Date::parse(text).value(); }

const Library& law() {
  static const auto library = embedded_library().value();
  return *library;
}

TEST(Workflow, IsChosenByDayTitleAndPurpose) {
  struct Case {
    const char* day;
    Purpose purpose;
    const char* tier;
    const char* expected;
  };
  const Case cases[] = {
      {"2016-12-29", Purpose::recognition, "ntm", ""},
      {"2022-08-01", Purpose::recognition, "ntm", "commune-recognition/2016"},
      {"2022-08-01", Purpose::recognition, "advanced", ""},
      {"2022-08-02", Purpose::recognition, "advanced", "commune-recognition/2022"},
      {"2025-06-30", Purpose::recognition, "ntm", "commune-recognition/2022"},
      {"2025-07-01", Purpose::recognition, "ntm", "commune-recognition/2025"},
      {"2025-06-30", Purpose::revocation, "model", "commune-revocation/2022"},
      {"2026-02-14", Purpose::revocation, "ntm", "commune-revocation/2025"},
      {"2026-02-15", Purpose::revocation, "ntm", ""},
  };
  for (const Case& each : cases) {
    const Workflow* found = law().workflow_on(day(each.day), each.purpose, SetLevel::commune, each.tier);
    EXPECT_EQ(found == nullptr ? "" : found->id, each.expected) << each.day << ' ' << each.tier;
  }
}

TEST(Workflow, DistrictsVerifiedUntilTheyEnded) {
  const Workflow& before = *law().workflow("commune-recognition/2022");
  const Workflow& after = *law().workflow("commune-recognition/2025");
  EXPECT_EQ(before.stage("verification")->turn, Party::district);
  EXPECT_EQ(after.stage("verification"), nullptr);
  EXPECT_EQ(taken_to(after, before, "verification"), "appraisal");
  EXPECT_EQ(taken_to(after, before, "council"), "council");
  EXPECT_EQ(taken_to(before, after, "council"), "");
}

TEST(Workflow, FaultsAreFound) {
  Library library = law();
  Workflow& workflow = library.workflows.front();
  workflow.stages.front().moves.front().to = "nowhere";
  workflow.stages.back().ending.reset();
  std::vector<Problem> problems;
  check_workflows(library, problems);
  std::vector<std::string> codes;
  for (const Problem& problem : problems) codes.push_back(problem.code);
  for (const char* code : {"criteria.no_stage", "criteria.stage_ends", "criteria.stage_unreached"}) {
    EXPECT_NE(std::find(codes.begin(), codes.end(), code), codes.end()) << code;
  }
}

void replace(std::string& text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  ASSERT_NE(at, std::string::npos) << from;
  text.replace(at, from.size(), to);
}

// A drawn text of 2027 with one level less of appraisal: a file more, the end of the old one, and no code.
TEST(Workflow, ANewProcedureIsAFile) {
  auto texts = embedded_law();
  const std::string old_path = "workflows/commune-recognition-2025.yaml";
  const auto old = std::find_if(texts.begin(), texts.end(), [&](const auto& each) { return each.path == old_path; });
  ASSERT_NE(old, texts.end());
  SourceText drawn{"workflows/commune-recognition-drawn.yaml", old->bytes, ""};
  replace(old->bytes, "2025-07-01, to: null", "2025-07-01, to: 2027-01-01");
  replace(drawn.bytes, "workflow: commune-recognition/2025", "workflow: commune-recognition/drawn");
  replace(drawn.bytes, "from: 2025-07-01", "from: 2027-01-01");
  replace(drawn.bytes, "{ move: accept, to: appraisal }", "{ move: accept, to: council }");
  replace(drawn.bytes, "within: { days: 30", "within: { days: 20");
  const auto from = drawn.bytes.find("  - stage: appraisal");
  drawn.bytes.erase(from, drawn.bytes.find("  - stage: council") - from);
  replace(drawn.bytes, "{ move: return, to: appraisal, opens_version: true }",
          "{ move: return, to: preparation, opens_version: true }");
  const auto takes_over = drawn.bytes.find("takes_over:");
  drawn.bytes.erase(takes_over);
  drawn.bytes +=
      "takes_over:\n  - from: commune-recognition/2025\n    stages: [{ theirs: appraisal, ours: council }]\n";
  texts.push_back(drawn);
  const auto read = read_library(texts);
  ASSERT_TRUE(read) << full_message(read.error(), Language::en);
  const auto on = [&](const char* text) {
    return read->workflow_on(day(text), Purpose::recognition, SetLevel::commune, "ntm")->id;
  };
  EXPECT_EQ(on("2026-12-31"), "commune-recognition/2025");
  EXPECT_EQ(on("2027-01-01"), "commune-recognition/drawn");
  const Workflow& next = *read->workflow("commune-recognition/drawn");
  EXPECT_EQ(next.stage("appraisal"), nullptr);
  EXPECT_EQ(taken_to(next, *read->workflow("commune-recognition/2025"), "appraisal"), "council");
}

TEST(Calendar, LeavesOutHolidaysAndCountsDaysWorkedInExchange) {
  const Calendar& calendar = law().calendar;
  EXPECT_FALSE(calendar.is_working(day("2025-09-02")));
  EXPECT_TRUE(calendar.is_working(day("2025-04-26")));  // a Saturday worked for 2 May
  EXPECT_FALSE(calendar.is_working(day("2025-04-27")));
  EXPECT_EQ(calendar.holiday(day("2025-04-26")), nullptr);
  EXPECT_EQ(calendar.holiday(day("2025-04-30"))->title.vi, "Ngày Giải phóng miền Nam");
  EXPECT_EQ(calendar.due(day("2025-04-25"), 3).text(), "2025-04-29");  // Sat 26, Mon 28, Tue 29
  EXPECT_EQ(calendar.due(day("2025-04-29"), 1).text(), "2025-05-05");
  EXPECT_EQ(calendar.next_working(day("2025-01-27")).text(), "2025-02-03");
  EXPECT_EQ(calendar.working_days(day("2025-04-29"), day("2025-05-06")), 2);
  EXPECT_EQ(calendar.working_days(day("2025-05-06"), day("2025-04-29")), -2);
  EXPECT_TRUE(calendar.is_known(day("2025-12-31"), day("2026-01-01")));
  EXPECT_FALSE(calendar.is_known(day("2026-12-31"), day("2027-01-01")));
}

// The last day of a limit of n days is n working days away, whatever day it begins on.
TEST(Calendar, DueAndWorkingDaysAgree) {
  const Calendar& calendar = law().calendar;
  for (Date from = day("2024-12-25"); from < day("2025-05-10"); from = from.plus_days(1)) {
    for (const int count : {1, 2, 5, 20}) EXPECT_EQ(calendar.working_days(from, calendar.due(from, count)), count);
  }
}

}  // namespace
}  // namespace luytre::criteria
