// What a form asks of a unit: one field for each measure (and dimension) that its criteria set observes, in the order
// of the law. The same for every unit of a period; which fields matter to a unit its class decides when it is judged.
#pragma once

#include <string>
#include <vector>

#include "programme/criteria/library.h"
#include "programme/reporting/desk.h"

namespace luytre::reporting {

struct Field {
  const criteria::Measure* measure = nullptr;  // in the library
  std::string dimension;                       // "male", "female"; empty: none
  std::vector<std::string> indicators;         // numbers of those that read it, in the order of the law
  std::string key() const { return measure->id + (dimension.empty() ? "" : "|" + dimension); }
};

struct FormIndicator {
  std::string number;
  std::string criterion;  // number
  const criteria::Indicator* indicator = nullptr;
  std::vector<std::size_t> fields;  // positions in Form::fields
};

struct Form {
  const criteria::CriteriaSet* set = nullptr;
  std::vector<Field> fields;
  std::vector<FormIndicator> indicators;

  const FormIndicator* indicator(std::string_view number) const;  // nullptr: none
  const Field* field(std::string_view measure, std::string_view dimension) const;
};

// Problem criteria.unknown_set.
Result<Form> form_of(const criteria::Library& library, std::string_view set);

// A period with its form. Problems reporting.no_period, criteria.unknown_set.
struct AskedForm {
  Period period;
  Form form;
};
Result<AskedForm> find_form(const Known& known, const std::string& period);

// Changes whenever a field, its kind or its order does: what a filled-in workbook was made for.
std::string form_hash(const Form& form);

}  // namespace luytre::reporting
