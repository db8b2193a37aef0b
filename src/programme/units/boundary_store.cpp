// The SQL of boundaries; declared in unit_store.h with the rest of the room's.
#include "programme/units/unit_store.h"

namespace luytre::units {

namespace {

Result<Boundary> boundary_of(const storage::Row& row) {
  auto first_day = Date::parse(row.text(1));
  auto from = Date::parse(row.text(2));
  if (!first_day || !from) return refuse("units.damaged", {{"what", "unit_boundary " + row.text(0)}});
  return Boundary{{row.text(0), *first_day}, *from, row.integer(3), row.bytes(4), row.bytes(5), row.text(6)};
}

// Rows come sorted by key and event: the last of each key counts.
void keep_last(Boundary boundary, std::vector<Boundary>& all) {
  if (!all.empty() && all.back().id == boundary.id && all.back().valid_from == boundary.valid_from) all.pop_back();
  all.push_back(std::move(boundary));
}

}  // namespace

Done append_boundaries(storage::Database& database, audit::EventNumber event, const std::vector<Boundary>& boundaries) {
  std::vector<std::vector<storage::Value>> rows;
  for (const Boundary& boundary : boundaries) {
    rows.push_back({event, boundary.id.code, boundary.id.first_day.text(), boundary.valid_from.text(), boundary.points,
                    storage::Blob{boundary.geometry}, storage::Blob{boundary.digest}, boundary.source});
  }
  return database.insert_rows(
      "unit_boundary", {"event", "code", "first_day", "valid_from", "points", "geometry", "digest", "source"}, rows);
}

Result<std::vector<Boundary>> load_boundaries(storage::Database& database, audit::EventNumber known_at) {
  std::vector<Boundary> all;
  auto read = database.each_row(
      "SELECT code, first_day, valid_from, points, geometry, digest, source FROM unit_boundary WHERE event <= ? "
      "ORDER BY code, first_day, valid_from, event",
      {known_at}, [&](const storage::Row& row) -> Done {
        auto boundary = boundary_of(row);
        if (!boundary) return pass_on(boundary);
        keep_last(std::move(*boundary), all);
        return {};
      });
  if (!read) return pass_on(read);
  return all;
}

}  // namespace luytre::units
