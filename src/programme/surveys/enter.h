// Slips that came back are entered: at a meeting, on a phone, at a desk set up for it, or from paper by two people.
#pragma once

#include "programme/surveys/desk.h"
#include "programme/surveys/hidden_slips.h"

namespace luytre::surveys {

inline constexpr std::size_t slips_of_batch_max = 500;
inline constexpr std::size_t entries_of_slip_max = 4;  // two, and two more where they differ

// What became of a slip. A paper slip is whole once two people entered the same.
enum class SlipState : std::uint8_t { whole, waiting_second, differing, refused };
std::string_view name_of(SlipState);

struct SlipWish {
  std::string serial;  // as typed
  Answers answers;     // parallel to the form's questions
  std::map<std::string, std::string> words;
  int seconds = 0;
  std::size_t row = 0;  // of the file, or index in the batch
};

struct SlipResult {
  std::size_t row = 0;
  SlipState state = SlipState::refused;
  std::optional<Problem> problem;
};

struct Entered {
  EventNumber event = 0;  // 0: none was taken, or all were known already
  std::vector<SlipResult> results;
};

// Each slip alone is taken or refused: surveys.serial_wrong, serial_other_round, serial_unknown, serial_other_village,
// serial_used, same_person_twice, too_many_entries, slip_words_long, question_unknown. The whole is refused where the
// village is not of the round or is sealed, and where nothing may be entered now.
Result<Entered> enter_slips(const Desk& desk, commands::Asked asked, const Known& known, const std::string& id,
                            const std::string& village, Channel channel, const std::vector<SlipWish>& slips);

// The round and village of a serial that may still be answered. Problems as above, surveys.outside_window.
struct SerialPlace {
  const Course* course = nullptr;  // of `known`
  std::string village;
};
Result<SerialPlace> find_serial(storage::Database& database, const Desk& desk, const Known& known,
                                const std::string& typed);

// One slip from a resident's own phone; nobody is asked who they are.
Result<Entered> answer_slip(const Desk& desk, const Known& known, const SerialPlace& place, const SlipWish& slip);

// Serials of a village that wait for a second person, or whose entries differ.
struct WaitingSlip {
  std::string serial;
  SlipState state = SlipState::waiting_second;
  bool is_mine = false;
};
struct PendingCounts {
  std::int64_t whole = 0;
  std::int64_t waiting_second = 0;
  std::int64_t differing = 0;
};
Result<std::vector<WaitingSlip>> waiting_slips(storage::Database& database, const Desk& desk, const std::string& round,
                                               const std::string& village, const std::string& person);
Result<PendingCounts> count_pending(storage::Database& database, const Desk& desk, const std::string& round,
                                    const std::string& village);

// The entries of each slip of a village, in an order drawn at random. Problem surveys.key_lost.
using SlipEntries = std::vector<Entry>;
Result<std::vector<SlipEntries>> open_village(storage::Database& database, const Desk& desk, const std::string& round,
                                              const std::string& village);
SlipState state_of(const SlipEntries& entries);
const Entry* agreed(const SlipEntries& entries);  // of a whole slip: the entry that counts; else nullptr

}  // namespace luytre::surveys
