// All SQL of the room: rows of units in, a register out. Rows are only appended.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "platform/audit/event.h"
#include "platform/storage/database.h"
#include "programme/units/register.h"
#include "programme/units/unit.h"

namespace luytre::units {

struct VersionRow {
  UnitId id;
  Level level = Level::commune;
  Version version;  // an empty interval withdraws the version that began on its first day
};

struct LinkRow {
  std::optional<UnitId> from;  // nullopt: unknown to the register
  std::optional<UnitId> to;
  Link link;  // its ordinals are not read
};

struct AttributeRow {
  UnitId id;
  Attribute attribute;  // its ordinal is not read
};

struct Additions {
  std::vector<VersionRow> versions;
  std::vector<LinkRow> links;
  std::vector<AttributeRow> attributes;
  std::vector<Coverage> coverage;
  std::vector<Flag> flags;
  // Flags alone change nothing: they tell about an import.
  bool is_empty() const { return versions.empty() && links.empty() && attributes.empty() && coverage.empty(); }
};

Done append(storage::Database& database, audit::EventNumber event, const Additions& additions);

// The register as it was known at the event. Problem units.damaged when the rows do not fit together.
Result<std::shared_ptr<const Register>> load_register(storage::Database& database, audit::EventNumber known_at);

Done append_boundaries(storage::Database& database, audit::EventNumber event, const std::vector<Boundary>& boundaries);

// As known at the event; by unit and first day. load_register calls it.
Result<std::vector<Boundary>> load_boundaries(storage::Database& database, audit::EventNumber known_at);

// How many provinces the law gives the country, from the embedded reference data.
Result<std::vector<ProvinceCount>> legal_province_counts();

}  // namespace luytre::units
