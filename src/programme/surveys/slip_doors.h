// What a slip from a resident's own phone needs: no guard and nobody's name, for nobody is asked who they are.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "platform/http/request.h"
#include "programme/surveys/enter.h"
#include "programme/surveys/wrong_serials.h"

namespace luytre::surveys {

struct SlipDoors {
  std::function<Result<Known>(std::optional<EventNumber> known_at)> known;
  Desk desk;
  // A reader's connection.
  std::function<Done(const std::function<Done(storage::Database&)>&)> with_database;
  std::shared_ptr<WrongSerials> wrong_serials;  // one for all doors
};

// find_serial for whoever sends the request, with its problems and surveys.too_many_wrong_serials. Whether the slip
// was answered already is not told: who noted whose slip it is would learn who answered.
Result<SerialPlace> place_of_serial(const SlipDoors& doors, const Known& known, const std::string& typed,
                                    const http::Request& request);

// answer_slip, where the one slip's own problem is the problem.
Done take_answer(const SlipDoors& doors, const Known& known, const SerialPlace& place, const SlipWish& slip);

}  // namespace luytre::surveys
