#include "programme/surveys/slip_doors.h"

#include <algorithm>
#include <iterator>

namespace luytre::surveys {
namespace {

constexpr std::string_view own_machine[] = {"127.0.0.1", "::1", "::ffff:127.0.0.1"};

// Behind a proxy on the same machine every peer is the proxy, which says last for whom it asks.
std::string sender_of(const http::Request& request) {
  if (std::find(std::begin(own_machine), std::end(own_machine), request.remote) == std::end(own_machine)) {
    return request.remote;
  }
  std::string_view told = request.header("x-forwarded-for");
  told.remove_prefix(told.find_last_of(", ") + 1);
  return told.empty() ? request.remote : std::string(told);
}

}  // namespace

Result<SerialPlace> place_of_serial(const SlipDoors& doors, const Known& known, const std::string& typed,
                                    const http::Request& request) {
  const std::string address = sender_of(request);
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
