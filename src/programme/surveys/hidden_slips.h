// Slips from the press to the seal, so that none can be tied to a household, a person or a time.
//
// Of a printed serial only a mark is kept, under a key of the round. A slip that came back lies in a box under a key of
// its village, always of one size, with its serial, author and times; the database has one half of every key, the
// server's secret is the other. When the village is sealed its boxes are opened once, answers and words are written
// apart and in an order drawn at random, and boxes and key are removed. So the database, the log and the backups do not
// tell which serial gave which answer, nor who entered it and when; with the server's secret as well, a backup of the
// days of collecting does, until it is destroyed.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "platform/storage/database.h"
#include "programme/surveys/tally.h"

namespace luytre::surveys {

inline constexpr std::size_t slip_words_bytes_max = 2'000;  // of one slip, all questions together
inline constexpr std::size_t box_bytes = 4'096;             // before sealing; more does not fit, less is filled up

// One entry of a slip.
struct Entry {
  std::string serial;
  std::string author;  // person who entered it; empty: the resident's own phone
  Channel channel = Channel::paper;
  Answers answers;
  std::map<std::string, std::string> words;  // by question
  std::int64_t entered_at = 0;               // unix seconds; 0: it came in a batch, nobody knows
  int seconds = 0;                           // to fill it in; 0: not known
};
std::string box_of(const Entry& entry, const std::string& key);
std::optional<Entry> entry_of(const std::string& box, const std::string& key);

// Whose key: of a round's serials, of a village's slips, of a village's drawn slips.
struct KeyName {
  std::string round;
  std::string name;
  static KeyName of_serials(const std::string& round) { return {round, ""}; }
  static KeyName of_village(const std::string& round, const std::string& village) { return {round, village}; }
  static KeyName of_sample(const std::string& round, const std::string& village) {
    return {round, "recount " + village};
  }
};
Result<std::string> make_key(storage::Database& database, const KeyName& name, const std::string& server_key);
Result<std::optional<std::string>> find_key(storage::Database& database, const KeyName& name,
                                            const std::string& server_key);
Done drop_key(storage::Database& database, const KeyName& name);

Done put_serials(storage::Database& database, const std::string& round, const std::string& village,
                 std::vector<std::string> marks);
// The village for which a serial was printed; nothing: none of the round's.
Result<std::optional<std::string>> village_of(storage::Database& database, const std::string& round,
                                              const std::string& mark);

Done put_pending(storage::Database& database, const std::string& round, const std::string& village,
                 const std::string& mark, const std::string& box);
Result<std::vector<std::string>> boxes_of_serial(storage::Database& database, const std::string& mark);
Result<std::vector<std::string>> boxes_of_village(storage::Database& database, const std::string& round,
                                                  const std::string& village);
Done drop_pending(storage::Database& database, const std::string& round, const std::string& village);

// Both in an order drawn at random.
Done put_slips(storage::Database& database, const std::string& round, const std::string& village,
               std::vector<std::string> answers);
struct Comment {
  std::string village;
  std::string question;
  std::string words;
};
Done put_comments(storage::Database& database, const std::string& round, std::vector<Comment> comments);
Result<std::vector<Comment>> comments_of(storage::Database& database, const std::string& round);

Done put_sample(storage::Database& database, const std::string& round, const std::string& village,
                const std::vector<std::string>& boxes);
Result<std::vector<std::string>> sample_of(storage::Database& database, const std::string& round,
                                           const std::string& village);
Done drop_sample(storage::Database& database, const std::string& round, const std::string& village);

// In place, by the system's generator.
void shuffle(std::vector<std::size_t>& order);
template <class Item>
void shuffle(std::vector<Item>& items) {
  std::vector<std::size_t> order(items.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  shuffle(order);
  std::vector<Item> turned;
  turned.reserve(items.size());
  for (const std::size_t at : order) turned.push_back(std::move(items[at]));
  items = std::move(turned);
}

}  // namespace luytre::surveys
