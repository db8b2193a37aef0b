// Which reporting period a value or a file behind it belongs to.
//
// A period holds one day, that of its values. What is said of an earlier day belongs to the first period from that day
// on that asks the unit for the measure: a judgement on the period's day falls back to it. What is older on that day
// than the measure lets a value count belongs to none; what is said of a later day belongs to a later period.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "programme/criteria/library.h"
#include "programme/reporting/report_register.h"
#include "programme/units/register.h"

namespace luytre::reporting {

// What somebody says, or proves by a file.
struct Touched {
  std::string unit;  // identity
  std::string measure;
  std::optional<std::string> dimension;  // absent: any
  Date as_of;
};

// Remembers whom and what each period asks. What it is made from outlives it.
class Belonging {
 public:
  Belonging(const units::Register& units, const criteria::Library& law, const ReportRegister& reports);

  // Periods of one day; more than one where several forms ask for the same measure. Empty: it belongs to none.
  std::vector<const Period*> periods_of(const Touched& touched);

 private:
  // A period with whom and what it asks, found out when it matters.
  struct Asking {
    const Period* period = nullptr;
    std::set<std::string> units;   // identities
    std::set<std::string> fields;  // Field::key, and the measures alone
    bool is_read = false;
  };
  bool is_too_old(const Touched& touched, Date day) const;
  bool asks(Asking& asking, const Touched& touched) const;
  void read(Asking& asking) const;

  const units::Register& units_;
  const criteria::Library& law_;
  std::vector<Asking> askings_;  // oldest day first
};

}  // namespace luytre::reporting
