#include "programme/observations/panel.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <map>

namespace luytre::observations {
namespace {

constexpr std::string_view unit = "06001@2025-07-01";

Observation said(int value, Date as_of, audit::EventNumber event, Opinion opinion = Opinion::self) {
  Observation observation;
  observation.key = {std::string(unit), "income", "", opinion, as_of};
  observation.value = value < 0 ? ObservedValue::withdrawn() : ObservedValue::of_number(Decimal::of(value));
  observation.event = event;
  observation.id = {event * 4096, 0};
  observation.source = "báo cáo";
  return observation;
}

std::shared_ptr<const Panel> panel_of(const std::vector<Observation>& values, const Panel* earlier = nullptr) {
  PanelBuilder builder(earlier);
  for (const auto& value : values) builder.add(value);
  return std::move(builder).build(values.empty() ? 0 : values.back().event);
}

std::string latest(const Panel& panel, Date as_of, Opinion opinion = Opinion::self) {
  const auto found = panel.latest(unit, "income", "", opinion, as_of);
  return found ? text(found->value) : "none";
}

TEST(Panel, answers_for_the_date_and_prefers_the_newest_version) {
  const Date old_end = Date::of(2024, 12, 31), new_end = Date::of(2025, 12, 31);
  const auto panel = panel_of({said(40, old_end, 1), said(50, new_end, 2), said(52, new_end, 3)});
  EXPECT_EQ(latest(*panel, Date::of(2024, 12, 30)), "none");
  EXPECT_EQ(latest(*panel, old_end), "40");
  EXPECT_EQ(latest(*panel, Date::of(2025, 12, 30)), "40");
  EXPECT_EQ(latest(*panel, new_end), "52");
  EXPECT_EQ(latest(*panel, Date::of(2030, 1, 1)), "52");
  EXPECT_EQ(latest(*panel, new_end, Opinion::council), "none");
  EXPECT_EQ(panel->history(unit, "income", "", Opinion::self).size(), 3u);
  EXPECT_FALSE(panel->latest("06002@2025-07-01", "income", "", Opinion::self, new_end).has_value());
}

TEST(Panel, falls_back_when_a_value_is_withdrawn) {
  const Date old_end = Date::of(2024, 12, 31), new_end = Date::of(2025, 12, 31);
  const auto panel = panel_of({said(40, old_end, 1), said(50, new_end, 2), said(-1, new_end, 3)});
  EXPECT_EQ(latest(*panel, new_end), "40");
  EXPECT_EQ(panel->newest({std::string(unit), "income", "", Opinion::self, new_end})->value.kind, ValueKind::withdrawn);
  const auto again = panel_of({said(51, new_end, 4)}, panel.get());
  EXPECT_EQ(latest(*again, new_end), "51");
  EXPECT_EQ(latest(*panel, new_end), "40") << "the earlier panel does not change";
}

TEST(Panel, keeps_the_words_of_each_value) {
  const auto panel = panel_of({said(1, Date::of(2025, 1, 1), 1)});
  const auto found = panel->latest(unit, "income", "", Opinion::self, Date::of(2025, 1, 1));
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(found->source, "báo cáo");
  EXPECT_EQ(found->note, "");
  EXPECT_EQ(found->key.unit, unit);
}

// Against the plainest way to say it: look at everything.
TEST(Panel, agrees_with_a_search_through_all_rows) {
  rc::check("latest", [] {
    std::vector<Observation> values;
    const int count = *rc::gen::inRange(0, 60);
    for (int each = 0; each < count; ++each) {
      values.push_back(said(*rc::gen::inRange(-2, 9), Date::from_days(*rc::gen::inRange(0, 8)), each + 1,
                            static_cast<Opinion>(*rc::gen::inRange(0, 2))));
    }
    const std::size_t split = count == 0 ? 0 : *rc::gen::inRange<std::size_t>(0, values.size());
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(split);
    const auto first = panel_of({values.begin(), middle});
    const auto panel = panel_of({middle, values.end()}, first.get());
    RC_ASSERT(panel->size() == values.size());
    const Date as_of = Date::from_days(*rc::gen::inRange(-1, 9));
    std::map<Date, std::string> standing;
    for (const auto& value : values) {
      if (value.key.opinion != Opinion::self || value.key.as_of > as_of) continue;
      standing[value.key.as_of] = text(value.value);
    }
    std::string expected = "none";
    for (const auto& [day, value] : standing) expected = value == "withdrawn" ? expected : value;
    RC_ASSERT(latest(*panel, as_of) == expected);
  });
}

TEST(Panel, lists_what_stands) {
  const Date day = Date::of(2025, 12, 31);
  const auto panel = panel_of({said(1, day, 1), said(2, day, 2), said(3, Date::of(2024, 1, 1), 3),
                               said(4, day, 4, Opinion::council), said(-1, day, 5, Opinion::council)});
  std::vector<std::string> seen;
  panel->each_standing("", "", std::nullopt, [&](const Observation& each) {
    seen.push_back(text(each.value));
    return true;
  });
  EXPECT_EQ(seen, (std::vector<std::string>{"3", "2"}));
  panel->each_standing("06002@2025-07-01", "", std::nullopt, [](const Observation&) {
    ADD_FAILURE() << "an unknown unit has no values";
    return true;
  });
}

// What a reader outside the staff's rooms may see, written as plainly as can be: the newest of the versions that are no
// drafts, of the latest day that has one.
std::string naive_published(const std::vector<Observation>& values, Date as_of) {
  std::map<std::int32_t, const Observation*> standing;
  for (const auto& value : values) {
    if (value.stage != Stage::draft && value.key.as_of <= as_of) standing[value.key.as_of.days()] = &value;
  }
  for (auto day = standing.rbegin(); day != standing.rend(); ++day) {
    if (day->second->value.kind != ValueKind::withdrawn) return text(day->second->value);
  }
  return "none";
}

TEST(Panel, publishes_everything_but_drafts_whether_built_at_once_or_in_steps) {
  rc::check([] {
    std::vector<Observation> values;
    const auto count = *rc::gen::inRange(0, 24);
    for (int at = 0; at < count; ++at) {
      auto value = said(*rc::gen::inRange(-2, 5), Date::of(2025, 1, 1).plus_days(*rc::gen::inRange(0, 4)), at + 1);
      value.stage = *rc::gen::element(Stage::draft, Stage::signed_off, Stage::verified);
      values.push_back(std::move(value));
    }
    const auto cut = static_cast<std::ptrdiff_t>(*rc::gen::inRange(0, count + 1));
    const auto before = panel_of({values.begin(), values.begin() + cut});
    const auto all = panel_of({values.begin() + cut, values.end()}, before.get());
    const auto in_steps = published(all);
    const auto at_once = published(panel_of(values));
    for (int day = -1; day < 5; ++day) {
      const Date as_of = Date::of(2025, 1, 1).plus_days(day);
      RC_ASSERT(latest(*at_once, as_of) == naive_published(values, as_of));
      RC_ASSERT(latest(*in_steps, as_of) == naive_published(values, as_of));
    }
    const bool has_drafts =
        std::any_of(values.begin(), values.end(), [](const auto& value) { return value.stage == Stage::draft; });
    if (!has_drafts) RC_ASSERT(published(all) == all);
  });
}

}  // namespace
}  // namespace luytre::observations
