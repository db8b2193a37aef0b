#include "programme/surveys/slip_doors.h"

namespace luytre::surveys {

Result<SerialPlace> place_of_serial(const SlipDoors& doors, const Known& known, const std::string& typed,
                                    const std::string& address) {
  if (auto may = doors.wrong_serials->may_try(address); !may) return pass_on(may);
  std::optional<SerialPlace> place;
  const auto read = doors.with_database([&](storage::Database& database) -> Done {
    auto found = find_serial(database, doors.desk, known, typed);
    if (!found) return pass_on(found);
    place = *std::move(found);
    return {};
  });
  if (read) return *place;
  const std::string& code = read.error().code;
  if (code == "surveys.serial_wrong" || code == "surveys.serial_unknown") doors.wrong_serials->count(address);
  return pass_on(read);
}

Done take_answer(const SlipDoors& doors, const Known& known, const SerialPlace& place, const SlipWish& slip) {
  const auto entered = answer_slip(doors.desk, known, place, slip);
  if (!entered) return pass_on(entered);
  if (const auto& problem = entered->results.front().problem) return tl::unexpected(*problem);
  return {};
}

}  // namespace luytre::surveys
