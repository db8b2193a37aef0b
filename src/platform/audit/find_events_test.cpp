// Questions to the log: each filter, both orders, pages, counts, the history of a record; events told in words.
#include "platform/audit/find_events.h"

#include <gtest/gtest.h>

#include "platform/audit/tell_event.h"
#include "platform/storage/test_database.h"

namespace luytre::audit {
namespace {

class FindEventsTest : public storage::StoreTest {
 protected:
  void SetUp() override {
    StoreTest::SetUp();
    if (IsSkipped()) return;
    record("2025-07-01T16:59:59.999999Z", "lan", "units.imported", "20", {{"unit", "20@1900-01-01"}});
    record("2025-07-01T17:00:00.000000Z", "an", "claim.recorded", "20", {{"claim", "c1"}, {"claim", "c2"}});
    record("2025-07-02T10:00:00.000000Z", "lan", "claim.published", "", {{"claim", "c1"}});
    record("2025-07-03T10:00:00.000000Z", "lan", "units.boundaries_imported", "01", {});
  }

  void record(const std::string& recorded_at, const std::string& actor, const std::string& kind,
              const std::string& province, std::vector<Subject> subjects) {
    auto end = lock_head(database());
    ASSERT_TRUE(end);
    EventDraft draft{kind, json::object{{"kind", kind}}, PayloadClass::open, province, nullptr};
    draft.subjects = std::move(subjects);
    const auto done = append(database(), *end, recorded_at, actor, kind.substr(0, kind.find('.')) + ".do",
                             Circumstance{"192.0.2.7", "", "", "", "", ""}, draft);
    ASSERT_TRUE(done) << full_message(done.error(), Language::en);
    ASSERT_TRUE(save_head(database(), *end));
  }

  // The numbers found, which must also be the count.
  std::vector<EventNumber> found(const EventFilter& filter, const Page& page = {}) {
    const auto events = find_events(database(), filter, page);
    EXPECT_TRUE(events) << (events ? "" : full_message(events.error(), Language::en));
    std::vector<EventNumber> numbers;
    if (!events) return numbers;
    for (const auto& event : *events) numbers.push_back(event.number);
    const auto count = count_events(database(), filter);
    EXPECT_TRUE(count);
    if (page.cursor == 0 && count) {
      EXPECT_EQ(*count, static_cast<std::int64_t>(numbers.size()));
    }
    return numbers;
  }
};

using Numbers = std::vector<EventNumber>;

TEST_P(FindEventsTest, each_filter_alone_and_together) {
  EXPECT_EQ(found({}), (Numbers{1, 2, 3, 4}));
  EventFilter filter;
  filter.actor = "lan";
  EXPECT_EQ(found(filter), (Numbers{1, 3, 4}));
  filter.kind_prefix = "units.";
  EXPECT_EQ(found(filter), (Numbers{1, 4}));
  filter.province = "20";
  EXPECT_EQ(found(filter), (Numbers{1}));
  filter = {};
  filter.act = "claim.do";
  EXPECT_EQ(found(filter), (Numbers{2, 3}));
  filter.subject = Subject{"claim", "c2"};
  EXPECT_EQ(found(filter), (Numbers{2}));
  filter.subject = Subject{"claim", "c9"};
  EXPECT_EQ(found(filter), (Numbers{}));
}

TEST_P(FindEventsTest, days_are_those_of_vietnam) {
  EventFilter filter;
  filter.from = Date::of(2025, 7, 2);
  EXPECT_EQ(found(filter), (Numbers{2, 3, 4}));
  filter.until = Date::of(2025, 7, 2);
  EXPECT_EQ(found(filter), (Numbers{2, 3}));
  filter.from.reset();
  filter.until = Date::of(2025, 7, 1);
  EXPECT_EQ(found(filter), (Numbers{1}));
  filter.until = Date::open_end();
  EXPECT_EQ(found(filter), (Numbers{1, 2, 3, 4}));
}

TEST_P(FindEventsTest, pages_go_either_way) {
  Page page;
  page.limit = 4;
  page.is_newest_first = true;
  EXPECT_EQ(found({}, page), (Numbers{4, 3, 2, 1}));
  page.limit = 2;
  page.cursor = 3;
  EXPECT_EQ(found({}, page), (Numbers{2, 1}));
  page.is_newest_first = false;
  EXPECT_EQ(found({}, page), (Numbers{4}));
  page.limit = 0;
  EXPECT_EQ(find_events(database(), {}, page).error().code, "audit.bad_limit");
}

TEST_P(FindEventsTest, the_history_of_a_record) {
  Page page;
  page.is_newest_first = true;
  const auto history = history_of(database(), {"claim", "c1"}, page);
  ASSERT_TRUE(history);
  ASSERT_EQ(history->size(), 2U);
  EXPECT_EQ(history->at(0).kind, "claim.published");
  EXPECT_EQ(history->at(1).kind, "claim.recorded");
  EXPECT_EQ(history->at(1).subjects, (std::vector<Subject>{{"claim", "c1"}, {"claim", "c2"}}));
  EXPECT_FALSE(history->at(1).payload) << "not asked for";
}

TEST_P(FindEventsTest, a_list_shows_the_first_subjects_and_how_many_there_are) {
  std::vector<Subject> many;
  for (int at = 100; at < 130; ++at) many.push_back({"unit", std::to_string(at)});
  record("2025-07-04T10:00:00.000000Z", "lan", "units.imported", "20", many);
  Page page;
  page.cursor = 4;
  const auto events = find_events(database(), {}, page);
  ASSERT_TRUE(events);
  EXPECT_EQ(events->front().subjects.size(), subjects_listed_max);
  EXPECT_EQ(events->front().subjects_count, 30);
  const auto alone = find_event(database(), 5);
  ASSERT_TRUE(alone);
  EXPECT_EQ(alone->subjects, many);
  EXPECT_TRUE(alone->payload);
  EXPECT_EQ(find_event(database(), 6).error().code, "audit.no_event");
}

INSTANTIATE_TEST_SUITE_P(EachStore, FindEventsTest, storage::each_store(), storage::store_name);

Event sample() {
  Event event;
  event.recorded_at = "2025-07-01T17:05:00.000000Z";
  event.kind = "units.imported";
  event.actor = "account:1";
  event.payload_class = "open";
  event.has_circumstance = true;
  event.circumstance = Circumstance{"192.0.2.7", "", "", "sửa", "", ""};
  return event;
}

TEST(TellEvent, says_who_when_where_what_why) {
  Event event = sample();
  const auto name = [](std::string_view actor) { return actor == "account:1" ? "Nguyễn Thị Lan" : ""; };
  const Told told = tell(event, Sight{true}, name, Language::vi);
  EXPECT_EQ(told.who, "Nguyễn Thị Lan");
  EXPECT_EQ(told.when, "00:05 02/07/2025");
  EXPECT_EQ(told.where, "192.0.2.7");
  EXPECT_EQ(told.what, say("audit.kind.units.imported", Language::vi));
  EXPECT_EQ(told.why, "sửa");
  const Told less = tell(event, Sight{false}, name, Language::en);
  EXPECT_EQ(less.where, say("audit.circumstance.hidden", Language::en));
  event.kind = "nobody.knows";
  event.actor = "account:2";
  event.circumstance.reset();
  const Told bare = tell(event, Sight{true}, name, Language::en);
  EXPECT_EQ(bare.who, "account:2");
  EXPECT_EQ(bare.what, "nobody.knows");
  EXPECT_EQ(bare.where, say("audit.circumstance.erased", Language::en));
}

TEST(TellEvent, shows_a_payload_only_to_those_who_may) {
  struct Case {
    PayloadClass payload_class;
    bool is_personal, is_erased;
    Visibility expected;
  };
  constexpr Case cases[] = {
      {PayloadClass::open, false, false, Visibility::shown},
      {PayloadClass::restricted, false, false, Visibility::shown},
      {PayloadClass::personal, false, false, Visibility::hidden},
      {PayloadClass::personal, true, false, Visibility::shown},
      {PayloadClass::personal, true, true, Visibility::erased},
      {PayloadClass::sealed, true, false, Visibility::hidden},
  };
  for (const Case& row : cases) {
    Event event = sample();
    event.payload_class = text_of(row.payload_class);
    event.is_payload_erased = row.is_erased;
    EXPECT_EQ(payload_visibility(event, Sight{row.is_personal}), row.expected) << event.payload_class;
  }
}

}  // namespace
}  // namespace luytre::audit
