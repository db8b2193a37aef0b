// `luytre units boundaries FILE --from DATE`: a GeoJSON FeatureCollection whose features carry a property `code` and a
// Polygon or MultiPolygon in WGS 84. All features or none.
#pragma once

#include <string_view>

#include "base/json.h"
#include "platform/access/actor.h"
#include "platform/commands/writer.h"
#include "programme/units/register.h"
#include "programme/units/unit_store.h"

namespace luytre::units {

struct BoundariesOutcome {
  bool is_changed = false;
  audit::EventNumber event = 0;
  std::size_t features = 0;
  std::int64_t points = 0;
};

// Outlines of the units alive on `from`. Problems units.geojson_malformed; units.boundaries_refused, whose causes name
// each bad feature by its index (from 0) and the reason.
Result<std::vector<Boundary>> read_boundaries(std::string_view geojson, const std::string& file, const Register& known,
                                              Date from);

// The same file again changes nothing.
Result<BoundariesOutcome> import_boundaries(commands::Writer& writer, const commands::Asked& asked,
                                            std::string_view geojson, const std::string& file, Date from);

}  // namespace luytre::units
