#include "programme/units/import_boundaries.h"

#include <map>
#include <set>

#include "base/hash.h"
#include "base/messages.h"
#include "programme/units/outline.h"
#include "programme/units/problem_list.h"

namespace luytre::units {

namespace {

constexpr std::string_view unchanged = "units.unchanged";

std::string code_of(const json::object& feature) {
  const auto* properties = feature.if_contains("properties");
  const auto* code = properties != nullptr && properties->is_object() ? properties->get_object().if_contains("code")
                                                                      : feature.if_contains("id");
  return code != nullptr && code->is_string() ? std::string(code->get_string()) : std::string{};
}

class Reading {
 public:
  Reading(const std::string& file, const Register& known, Date from) : file_(file), known_(known), from_(from) {}

  void add(const json::value& value, std::size_t index) {
    const std::string where = file_ + " /features/" + std::to_string(index);
    const auto* feature = value.if_object();
    const std::string code = feature == nullptr ? std::string{} : code_of(*feature);
    const auto malformed = [&](const std::string& reason) {
      problems.add("units.feature_malformed",
                   {{"index", std::to_string(index)},
                    {"code", code.empty() ? "?" : code},
                    {"reason", say(reason, Language::vi) + " / " + say(reason, Language::en)}},
                   where);
    };
    if (code.empty()) return malformed("units.no_code");
    if (!codes_.insert(code).second) {
      problems.add("units.feature_repeated", {{"index", std::to_string(index)}, {"code", code}}, where);
      return;
    }
    const auto* geometry = feature->if_contains("geometry");
    auto outline = geometry == nullptr ? Result<Outline>(refuse("units.geometry_kind")) : read_outline(*geometry);
    if (!outline) return malformed(outline.error().code);
    const Unit* unit = known_.find(code, from_);
    if (unit == nullptr) {
      problems.add("units.feature_unit_unknown",
                   {{"index", std::to_string(index)}, {"code", code}, {"day", from_.text()}}, where);
      return;
    }
    const std::string text = outline_text(*outline);
    boundaries.push_back({unit->id, from_, outline->points(), compress(text), sha256(text), where});
  }

  ProblemList problems;
  std::vector<Boundary> boundaries;

 private:
  const std::string& file_;
  const Register& known_;
  Date from_;
  std::set<std::string> codes_;
};

Result<json::value> read_collection(std::string_view geojson, const std::string& file) {
  auto value = parse_json(geojson);
  const auto malformed = [&](const std::string& reason) {
    return refuse("units.geojson_malformed", {{"reason", reason}}, file);
  };
  if (!value) return malformed(message(value.error(), Language::en));
  const auto* object = value->if_object();
  const auto* type = object == nullptr ? nullptr : object->if_contains("type");
  const auto* features = object == nullptr ? nullptr : object->if_contains("features");
  if (type == nullptr || !type->is_string() || type->get_string() != "FeatureCollection") {
    return malformed("type ≠ FeatureCollection");
  }
  if (features == nullptr || !features->is_array() || features->get_array().empty()) return malformed("features = []");
  return json::value(*features);
}

}  // namespace

Result<std::vector<Boundary>> read_boundaries(std::string_view geojson, const std::string& file, const Register& known,
                                              Date from) {
  auto features = read_collection(geojson, file);
  if (!features) return pass_on(features);
  Reading reading(file, known, from);
  std::size_t index = 0;
  for (const auto& feature : features->get_array()) reading.add(feature, index++);
  if (!reading.problems.is_empty()) return reading.problems.refusal("units.boundaries_refused");
  return std::move(reading.boundaries);
}

Result<BoundariesOutcome> import_boundaries(commands::Writer& writer, const commands::Asked& asked,
                                            std::string_view geojson, const std::string& file, Date from) {
  BoundariesOutcome outcome;
  const auto body = [&](storage::Database& database, audit::EventNumber number,
                        const std::string&) -> Result<audit::EventDraft> {
    auto known = load_register(database, number - 1);
    if (!known) return pass_on(known);
    auto boundaries = read_boundaries(geojson, file, **known, from);
    if (!boundaries) return pass_on(boundaries);
    outcome.features = boundaries->size();
    for (const Boundary& boundary : *boundaries) outcome.points += boundary.points;
    std::map<std::pair<UnitId, Date>, std::string> before;
    for (const Boundary& boundary : (*known)->boundaries()) {
      before[{boundary.id, boundary.valid_from}] = boundary.digest;
    }
    std::erase_if(*boundaries, [&](const Boundary& boundary) {
      const auto same = before.find({boundary.id, boundary.valid_from});
      return same != before.end() && same->second == boundary.digest;
    });
    if (boundaries->empty()) return refuse(std::string(unchanged));
    if (auto done = append_boundaries(database, number, *boundaries); !done) return pass_on(done);
    audit::EventDraft draft;
    draft.kind = "units.boundaries_imported";
    for (const Boundary& boundary : *boundaries) draft.subjects.push_back({"unit", boundary.id.text()});
    draft.subjects = audit::subjects_or(std::move(draft.subjects), {"import", hex(sha256(geojson))});
    draft.payload = json::object{
        {"file", file}, {"sha256", hex(sha256(geojson))}, {"from", from.text()}, {"features", boundaries->size()}};
    draft.answer = json::object{};
    return draft;
  };
  commands::Order order = commands::order_by(asked, "units.boundaries", {access::Ask{"units.boundaries", "", {}, {}}});
  auto done = writer.run(std::move(order), body);
  if (!done && done.error().code != unchanged) return pass_on(done);
  outcome.is_changed = done.has_value();
  outcome.event = done ? done->event : 0;
  return outcome;
}

}  // namespace luytre::units
