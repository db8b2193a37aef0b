// GET /api/v1/units/{code}/titles, /api/v1/recognitions, its counts, coverage and form.xlsx; POST /api/v1/recognitions,
// its import, announcements and coverage.
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "platform/access/decide.h"
#include "platform/commands/writer.h"
#include "platform/http/router.h"
#include "programme/recognition/record_decision.h"
#include "programme/recognition/title_register.h"
#include "programme/units/register.h"

namespace luytre::recognition {

// What a request is answered from: both as known at the same event.
struct TitleSources {
  std::shared_ptr<const units::Register> units;
  std::shared_ptr<const TitleRegister> titles;
};
using Source = std::function<Result<TitleSources>(std::optional<audit::EventNumber> known_at)>;

// A unit by its code on the date, or by its identity "06001@2025-07-01" on any date. Problem recognition.unknown_unit.
Result<const units::Unit*> find_unit(const units::Register& units, const std::string& code_or_id, Date as_of);

// `today` is the date when the caller names none.
void add_recognition_routes(http::Router& router, Source source, std::function<Date()> today);

struct RecordDoors {
  std::function<Result<KnownTitles>()> source;
  commands::Writer& writer;
  access::Guard guard;  // strangers are sent away before anything is read
  std::function<Date()> today = {};
};

void add_record_routes(http::Router& router, const RecordDoors& doors);

}  // namespace luytre::recognition
