// The dated tree of units as spans: for each stretch of days on which nothing changes, the units alive in depth-first
// order. Stretches are laid out when first asked about and kept.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <vector>

#include "platform/access/decide.h"
#include "programme/units/register.h"

namespace luytre::authority {

class RegisterTree final : public access::UnitTree {
 public:
  explicit RegisterTree(std::shared_ptr<const units::Register> units);

  std::optional<access::Place> place(std::string_view unit, Date day) const override;
  std::vector<access::Place> places_of_grant(std::string_view unit, Date day) const override;
  std::string level(std::string_view unit) const override;

  const units::Register& units() const { return *units_; }
  // By identity ("06001@2025-07-01") or, alive on the day, by code; nullptr: none.
  const units::Unit* find(std::string_view unit, Date day) const;

 private:
  using Layout = std::vector<access::Span>;  // by ordinal; an empty span: not alive
  std::shared_ptr<const Layout> layout(Date day) const;
  access::Place place_of(const units::Unit& unit, Date day, bool is_followed) const;
  const units::Unit* taken_over_by(const units::Unit& unit, Date day) const;
  void add_predecessors(const units::Unit& unit, Date day, int depth, std::vector<access::Place>& places) const;

  std::shared_ptr<const units::Register> units_;
  std::vector<Date> changes_;  // first days of the stretches, sorted
  mutable std::mutex mutex_;
  mutable std::map<Date, std::shared_ptr<const Layout>> layouts_;  // by first day, under mutex_
};

}  // namespace luytre::authority
