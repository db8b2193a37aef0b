// The form as an Excel workbook: filled with what stands, protected but for the cells to fill in, and read back.
//
// One row for each field and unit, ordered by field, so that a field's choices are one range. Columns: indicator and
// title, unit code, unit, limit, last period, value, note, and two that tie the row to the record: measure and the
// observation that stood when the file was made. A first sheet instructs, a last one says which period and form it is.
#pragma once

#include <string>
#include <vector>

#include "programme/judgement/evaluation.h"
#include "programme/observations/write_request.h"
#include "programme/reporting/desk.h"
#include "programme/reporting/form.h"

namespace luytre::reporting {

struct WorkbookWish {
  Period period;
  observations::Opinion opinion = observations::Opinion::self;
  std::vector<const units::Unit*> units;
  std::vector<std::size_t> fields;  // positions in the form
  Language language = Language::vi;
};

// The bytes of the file; each unit is judged for its limits.
Result<std::string> workbook_of(const Known& known, const Form& form, const WorkbookWish& wish);

// A filled-in file as values to be taken: rows that say nothing are left out, and each has its cell's address.
// Problems of sheets::read_workbook, reporting.not_our_form, reporting.other_period, reporting.older_form.
Result<observations::SentValues> read_form_workbook(std::string_view bytes, const std::string& file_name,
                                                    const Known& known, const Form& form, const Period& period);

}  // namespace luytre::reporting
