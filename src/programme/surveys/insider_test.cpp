// An insider who wrote down which household got which serial, watched when each was entered, and has the database after
// every step (the backups), its event log and its physical order: all but the server's secret. Nothing ties a slip to a
// household or a time. The same attack with the secret and a backup of the days of collecting succeeds, so it is one.
#include <algorithm>
#include <set>

#include "base/secret_box.h"
#include "platform/audit/event.h"
#include "programme/surveys/round_for_test.h"
#include "programme/surveys/serial.h"

namespace luytre::surveys {
namespace {

constexpr std::size_t households = 30;
const std::string secret_words = "lời riêng của hộ số bảy";

// What the insider copied: each table's rows in physical order, as texts.
using Rows = std::vector<std::vector<std::string>>;
using Dump = std::map<std::string, Rows>;

const std::vector<std::string> tables{"survey_key",     "survey_serial", "survey_pending", "survey_slip",
                                      "survey_comment", "survey_sample", "survey_step",    "survey_tally",
                                      "event",          "event_payload", "answered_order"};

std::string text_of(const storage::Value& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  if (const auto* blob = std::get_if<storage::Blob>(&value)) return blob->bytes;
  return "";
}

Dump dump_of(storage::Database& database) {
  const bool is_sqlite = database.kind() == storage::StoreKind::sqlite;
  Dump dump;
  for (const std::string& table : tables) {
    const std::string order = is_sqlite ? "rowid" : "ctid";
    const auto rows = database.query("SELECT * FROM " + table + " ORDER BY " + order);
    EXPECT_TRUE(rows) << table;
    dump[table] = {};
    for (const auto& row : *rows) {
      std::vector<std::string> texts;
      for (std::size_t i = 0; i < row.size(); ++i) texts.push_back(text_of(row.at(i)));
      dump[table].push_back(std::move(texts));
    }
  }
  return dump;
}

bool holds(const Dump& dump, const std::string& needle) {
  for (const auto& [table, rows] : dump) {
    for (const auto& row : rows) {
      for (const std::string& cell : row) {
        if (cell.find(needle) != std::string::npos) return true;
      }
    }
  }
  return false;
}

// Thirty households, each with answers of its own, entered one by one.
struct Village {
  std::vector<std::string> serials;  // by household
  std::vector<std::string> answers;  // by household, all different
  std::vector<Dump> backups;         // after each household was entered, and at the end after the seal
};

std::string answers_of_household(std::size_t household) {
  std::string answers(10, 's');
  for (std::size_t bit = 0; bit < 5; ++bit) {
    if (((household >> bit) & 1U) != 0) answers[bit] = 'n';
  }
  return answers;
}

Village collect(RoundWorld& world) {
  Village told;
  const std::string& village = world.villages[0];
  told.serials = {world.serials[village].begin(), world.serials[village].begin() + households};
  for (std::size_t i = 0; i < households; ++i) {
    told.answers.push_back(answers_of_household(i));
    SlipWish slip = world.slip(told.serials[i], told.answers[i]);
    if (i == 7) slip.words["q01"] = secret_words;
    EXPECT_EQ(world.enter("an", village, i % 2 == 0 ? Channel::meeting : Channel::kiosk, {slip}),
              std::vector<std::string>{"whole"});
    told.backups.push_back(dump_of(world.database()));
  }
  EXPECT_EQ(world.seal(village), "");
  told.backups.push_back(dump_of(world.database()));
  return told;
}

// Opens what a backup holds with a guess at the server's secret: the answers by serial that were found.
std::map<std::string, std::string> attack_boxes(const Dump& backup, const std::string& guess) {
  std::map<std::string, std::string> found;
  for (const auto& key : backup.at("survey_key")) {
    const std::string made = key_for("surveys " + key[0] + " " + key[1] + " " + key[2], guess);
    for (const auto& [table, column] : {std::pair{"survey_pending", 4U}, std::pair{"survey_sample", 3U}}) {
      for (const auto& row : backup.at(table)) {
        for (const std::string& tried : {made, key[2]}) {
          if (const auto entry = entry_of(row[column], tried)) found[entry->serial] = text_of(entry->answers);
        }
      }
    }
  }
  return found;
}

class InsiderTest : public testing::TestWithParam<storage::StoreKind> {};
INSTANTIATE_TEST_SUITE_P(EachStore, InsiderTest, storage::each_store(), storage::store_name);

TEST_P(InsiderTest, no_serial_answer_or_word_stands_in_any_copy) {
  RoundWorld world(GetParam());
  world.begin(40);
  const Village told = collect(world);
  for (const Dump& backup : told.backups) {
    for (const std::string& serial : told.serials) {
      EXPECT_FALSE(holds(backup, serial));
      EXPECT_FALSE(holds(backup, shown_serial(serial)));
      EXPECT_FALSE(holds(backup, hex(sha256(serial))));
    }
  }
  EXPECT_FALSE(holds(told.backups[households - 1], secret_words));
  for (const auto& row : told.backups.back().at("event_payload")) {
    for (const std::string& cell : row) {
      for (const std::string& answers : told.answers) EXPECT_EQ(cell.find(answers), std::string::npos);
      EXPECT_EQ(cell.find(secret_words), std::string::npos);
    }
  }
}

TEST_P(InsiderTest, copies_open_with_the_servers_secret_alone) {
  RoundWorld world(GetParam());
  world.begin(40);
  const Village told = collect(world);
  const Dump& last_before = told.backups[households - 1];
  for (const std::string& guess : {std::string(32, '\0'), std::string(32, 'a'), std::string(), random_bytes(32)}) {
    for (const Dump& backup : told.backups) EXPECT_TRUE(attack_boxes(backup, guess).empty());
  }
  // The attack is one: with the secret and a copy of the days of collecting it finds everything.
  EXPECT_EQ(attack_boxes(last_before, world.server_key).size(), households);
  // After the seal not even that opens anything that is still there.
  EXPECT_TRUE(attack_boxes(told.backups.back(), world.server_key).empty());
  EXPECT_TRUE(told.backups.back().at("survey_pending").empty());
  for (const auto& key : told.backups.back().at("survey_key")) EXPECT_NE(key[1], world.villages[0]);
}

// What is kept for a recount is a sample, hidden like the rest, and goes with the round.
TEST_P(InsiderTest, the_sample_for_a_recount_opens_with_the_secret_alone_and_then_goes) {
  RoundWorld world(GetParam(), 1);
  world.begin(40);
  const std::string& village = world.villages[0];
  std::vector<SlipWish> slips;
  for (std::size_t i = 0; i < households; ++i) {
    slips.push_back(world.slip(world.serials[village][i], answers_of_household(i)));
  }
  world.enter("an", village, Channel::paper, slips);
  world.enter("binh", village, Channel::paper, slips);
  EXPECT_EQ(world.seal(village), "");
  const Dump sealed = dump_of(world.database());
  EXPECT_EQ(sealed.at("survey_sample").size(), static_cast<std::size_t>(sample_min));
  EXPECT_TRUE(attack_boxes(sealed, random_bytes(32)).empty());
  EXPECT_EQ(attack_boxes(sealed, world.server_key).size(), static_cast<std::size_t>(sample_min));
  EXPECT_EQ(world.step(Command::give_back, "mat-tran-tinh", "Làm lại"), "");
  const Dump after = dump_of(world.database());
  EXPECT_TRUE(after.at("survey_sample").empty());
  EXPECT_TRUE(after.at("survey_key").empty());
}

// Of each box only that it is one: equal lengths, so that words do not give it away.
TEST_P(InsiderTest, boxes_are_alike) {
  RoundWorld world(GetParam());
  world.begin(40);
  const Village told = collect(world);
  std::set<std::size_t> lengths;
  for (const auto& pending : told.backups[households - 1].at("survey_pending")) lengths.insert(pending[4].size());
  EXPECT_EQ(lengths.size(), 1U);
}

TEST_P(InsiderTest, no_order_of_what_is_left_is_an_order_of_what_happened) {
  RoundWorld world(GetParam());
  world.begin(40);
  const Village told = collect(world);
  const Dump& last = told.backups.back();
  std::vector<std::string> physical, by_id;
  std::map<std::string, std::string> ids;
  for (const auto& slip : last.at("survey_slip")) {
    physical.push_back(slip[3]);
    ids[slip[0]] = slip[3];
  }
  for (const auto& [id, answers] : ids) by_id.push_back(answers);
  ASSERT_EQ(physical.size(), households);
  // Orders that the insider knows: of entering, of serials, of marks and ids in the last copy before the seal.
  std::vector<std::vector<std::string>> known{told.answers};
  std::map<std::string, std::string> by_serial, by_mark, by_pending;
  for (std::size_t i = 0; i < households; ++i) by_serial[told.serials[i]] = told.answers[i];
  const auto& pending = told.backups[households - 1].at("survey_pending");
  for (std::size_t i = 0; i < households; ++i) {
    // Which row came with which household is seen from one copy to the next.
    std::set<std::string> before;
    if (i > 0) {
      for (const auto& row : told.backups[i - 1].at("survey_pending")) before.insert(row[0]);
    }
    for (const auto& row : told.backups[i].at("survey_pending")) {
      if (before.contains(row[0])) continue;
      by_mark[row[3]] = told.answers[i];
      by_pending[row[0]] = told.answers[i];
    }
  }
  EXPECT_EQ(pending.size(), households);
  for (const auto* order : {&by_serial, &by_mark, &by_pending}) {
    known.emplace_back();
    for (const auto& [key, answers] : *order) known.back().push_back(answers);
  }
  for (std::vector<std::string> order : known) {
    for (int turn = 0; turn < 2; ++turn) {
      std::size_t same_physical = 0, same_id = 0;
      for (std::size_t i = 0; i < households; ++i) {
        same_physical += order[i] == physical[i] ? 1U : 0U;
        same_id += order[i] == by_id[i] ? 1U : 0U;
      }
      // Of thirty at random one stands in its place; eight would happen once in a hundred thousand times.
      EXPECT_LT(same_physical, 8U);
      EXPECT_LT(same_id, 8U);
      std::reverse(order.begin(), order.end());
    }
  }
}

// The log tells that a batch came, how many slips and by whom; nothing in a slip's row points back to it.
TEST_P(InsiderTest, slips_carry_neither_event_nor_time_nor_author) {
  RoundWorld world(GetParam());
  world.begin(40);
  const Village told = collect(world);
  for (const char* table : {"survey_slip", "survey_comment"}) {
    for (const auto& row : told.backups.back().at(table)) {
      for (std::size_t i = 1; i < row.size(); ++i) {
        EXPECT_NE(row[i], "an");
        EXPECT_EQ(row[i].find("2025-"), std::string::npos);
      }
      EXPECT_EQ(row[0].size(), 32U);  // drawn, not made of a clock
    }
  }
}

}  // namespace
}  // namespace luytre::surveys
