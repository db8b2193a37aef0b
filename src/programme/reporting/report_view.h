// Periods, boards and sheets as the API gives them.
#pragma once

#include "base/json.h"
#include "programme/reporting/form.h"
#include "programme/reporting/reporting_routes.h"
#include "programme/reporting/state.h"

namespace luytre::reporting {

json::object period_value(const Period& period, const ReportRegister& reports, Date today);

// One line of the board.
json::object standing_value(const UnitStanding& standing, const Report& report);

// A value with who said it and when; null when there is none.
json::value value_of(const std::optional<observations::Observation>& value, const ReportingDoors& doors);

// What a field asks for: measure, title, kind, unit, grades, indicators.
json::object field_words(const Field& field);

// Fields with the four opinions, the value before, evidence and the texts needed to enter them.
json::array fields_value(const Known& known, const Form& form, const Place& place, const ReportingDoors& doors);

// Indicators with what departments said of them and how many remarks they have.
json::array indicators_value(const Known& known, const Form& form, const Place& place, const ReportingDoors& doors);

json::array steps_value(const Report& report, const ReportingDoors& doors);
json::array remarks_value(const Report& report, const ReportingDoors& doors);

}  // namespace luytre::reporting
