// Every yearly check known at one event; immutable. Lines are read when somebody looks at a check (sustain_store.h).
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "programme/sustain/sustain_check.h"

namespace luytre::sustain {

struct RegisterParts {
  std::vector<Check> checks;  // oldest first, as all below
  std::vector<Scoring> scorings;
  std::vector<Signature> signatures;
  std::vector<Word> words;
  std::vector<Closing> closings;
};

class CheckRegister {
 public:
  CheckRegister() = default;
  CheckRegister(RegisterParts parts, audit::EventNumber known_at);

  audit::EventNumber known_at() const { return known_at_; }
  const std::vector<History>& checks() const { return checks_; }  // oldest first
  const History* check(std::string_view id) const;                // nullptr: unknown
  const History* check(std::string_view unit, recognition::Title title, int year) const;
  // Of one unit (identity), of all titles, oldest year first.
  std::vector<const History*> of_unit(std::string_view unit) const;
  // The closed check of the newest year; nullptr: none was closed.
  const History* last_closed(std::string_view unit, recognition::Title title) const;

 private:
  audit::EventNumber known_at_ = 0;
  std::vector<History> checks_;
  std::map<std::string, std::size_t, std::less<>> by_id_;
  std::map<std::string, std::vector<std::size_t>, std::less<>> by_unit_;
};

}  // namespace luytre::sustain
