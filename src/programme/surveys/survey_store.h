// SQL of the record of rounds; slips are in hidden_slips.h.
#pragma once

#include <memory>
#include <string>

#include "platform/storage/database.h"
#include "programme/surveys/survey_register.h"

namespace luytre::surveys {

// Every round, or one alone, as known at an event.
Result<std::shared_ptr<const SurveyRegister>> load_surveys(storage::Database& database, EventNumber known_at,
                                                           const std::string& round = {});

// Each row carries its event.
Done append(storage::Database& database, const Round& round);
Done append(storage::Database& database, const FrameLine& line);
Done append(storage::Database& database, const Step& step);
Done append(storage::Database& database, const SealedVillage& sealed);
Done append(storage::Database& database, const Anomaly& anomaly);
Done append(storage::Database& database, const Review& review);
Done append(storage::Database& database, const Recount& recount);
Done append(storage::Database& database, const RecountResult& result);
Done append(storage::Database& database, const Task& task);
Done append(storage::Database& database, const TaskAnswer& answer);
Done append(storage::Database& database, const Sent& sent);
Done append(storage::Database& database, const Audio& audio);

}  // namespace luytre::surveys
