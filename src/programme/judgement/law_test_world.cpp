#include "programme/judgement/law_test_world.h"

namespace luytre::judgement {

namespace {

using criteria::Tree;
using observations::Observation;
using observations::ObservedValue;

const Date world_begins = Date::of(2000, 1, 1);
constexpr std::string_view province_code = "90";
constexpr std::string_view district_code = "900";
constexpr std::string_view commune_code = "90000";

std::string text_of(const Tree* tree, std::string_view key) {
  const auto* found = tree ? tree->find(key) : nullptr;
  return found && found->kind == Tree::Kind::text ? found->text : std::string();
}

tl::unexpected<Problem> unreadable(const Tree& tree, const std::string& reason) {
  return refuse("judgement.law_test.unreadable", {{"reason", reason}}, tree.place().text());
}

units::Unit make_unit(std::string_view code, units::Level level, units::Kind kind, std::string_view parent,
                      Date since = world_begins) {
  units::Unit unit;
  unit.id = {std::string(code), since};
  unit.level = level;
  units::Version version;
  version.valid = {since, Date::open_end()};
  version.name = std::string(code);
  version.kind = kind;
  version.parent_code = std::string(parent);
  unit.versions.push_back(std::move(version));
  return unit;
}

Result<ObservedValue> value_written(const std::string& text, const criteria::Measure& measure, const Tree& place) {
  if (measure.kind == criteria::MeasureKind::grade) return ObservedValue::of_grade(text);
  if (text == "true" || text == "false") return ObservedValue::of_truth(text == "true");
  if (const auto share = share_written(text)) return ObservedValue::of_share(share->numerator, share->denominator);
  const auto number = Decimal::parse(text);
  if (!number) return unreadable(place, measure.id + ": " + text);
  return ObservedValue::of_number(*number);
}

class World {
 public:
  World(const criteria::Library& library, const criteria::CriteriaSet& set, const Tree& law_case)
      : library_(library), set_(set), case_(law_case) {}

  Result<LawTestWorld> make() {
    if (auto done = read_question(); !done) return pass_on(done);
    if (auto done = make_units(); !done) return pass_on(done);
    question_.unit = units_[unit_].id;
    if (auto done = take_values("values", units_[unit_].id); !done) return pass_on(done);
    if (auto done = take_values("province_values", units_.front().id); !done) return pass_on(done);
    if (auto done = take_titles(); !done) return pass_on(done);
    if (auto done = make_children(); !done) return pass_on(done);
    LawTestWorld world;
    world.question = question_;
    world.materials.units = finished_units();
    world.materials.library = std::shared_ptr<const criteria::Library>(std::shared_ptr<void>(), &library_);
    world.materials.panel = std::move(panel_).build(1);
    world.materials.titles = std::make_shared<const recognition::TitleRegister>(
        std::move(facts_), std::vector<recognition::QuotedFact>(), std::move(coverage_), 1);
    return world;
  }

 private:
  Done read_question() {
    question_.set = set_.id;
    const auto on = Date::parse(text_of(&case_, "on"));
    if (!on) return unreadable(case_, "on");
    question_.as_of = *on;
    if (const auto year = text_of(&case_, "year"); !year.empty()) {
      const auto number = Decimal::parse(year);
      if (!number) return unreadable(case_, "year");
      question_.year = static_cast<int>(number->coefficient());
    }
    return {};
  }

  Done make_units() {
    const auto* stated = case_.find("unit");
    const auto level = units::level_named(text_of(stated, "level"));
    auto kind_word = text_of(stated, "kind");
    if (kind_word == "district") kind_word = "rural_district";
    const auto kind = units::kind_named(kind_word);
    if (!level || !kind) return unreadable(case_, "unit");
    auto since = world_begins;
    if (const auto text = text_of(stated, "since"); !text.empty()) {
      const auto day = Date::parse(text);
      if (!day) return unreadable(case_, "unit.since");
      since = *day;
    }
    units_.push_back(make_unit(province_code, units::Level::province, units::Kind::province, ""));
    if (*level != units::Level::province) {
      const bool is_district = *level == units::Level::district;
      units_.push_back(make_unit(district_code, units::Level::district,
                                 is_district ? *kind : units::Kind::rural_district, province_code));
    }
    if (*level == units::Level::commune) units_.push_back(make_unit(commune_code, *level, *kind, district_code, since));
    unit_ = units_.size() - 1;
    return {};
  }

  void observe(const units::UnitId& unit, const std::string& measure, const std::string& dimension, Date as_of,
               ObservedValue value) {
    Observation observation;
    observation.key = {unit.text(), measure, dimension, question_.opinion, as_of};
    observation.value = std::move(value);
    observation.source = "law test";
    observation.id = {1, position_++};
    observation.event = 1;
    panel_.add(observation);
  }

  Done take_value(const units::UnitId& unit, const criteria::Measure& measure, const std::string& dimension,
                  const Tree& written) {
    if (written.kind == Tree::Kind::text) {
      auto value = value_written(written.text, measure, written);
      if (!value) return pass_on(value);
      observe(unit, measure.id, dimension, question_.as_of, std::move(*value));
      return {};
    }
    for (const auto& [key, below] : written.fields) {  // by sex
      if (auto done = take_value(unit, measure, key, below); !done) return done;
    }
    for (const auto& item : written.items) {  // by day
      const auto day = Date::parse(text_of(&item, "as_of"));
      if (!day) return unreadable(item, "as_of");
      auto value = value_written(text_of(&item, "value"), measure, item);
      if (!value) return pass_on(value);
      observe(unit, measure.id, dimension, *day, std::move(*value));
    }
    return {};
  }

  Done take_values(std::string_view key, const units::UnitId& unit) {
    const auto* values = case_.find(key);
    if (!values) return {};
    for (const auto& [name, written] : values->fields) {
      const auto* measure = library_.measure(name);
      if (!measure) return unreadable(written, "unknown measure " + name);
      if (auto done = take_value(unit, *measure, "", written); !done) return done;
    }
    return {};
  }

  // `none` states that the register is complete for the unit and holds nothing.
  Done take_titles() {
    const auto* titles = case_.find("titles");
    if (!titles) return {};
    for (const auto& [set, written] : titles->fields) {
      if (auto done = state_title(units_[unit_].id, set, written.text == "recognised"); !done) return done;
    }
    return {};
  }

  Done state_title(const units::UnitId& unit, const std::string& set_id, bool is_held) {
    const auto* set = library_.set(set_id);
    const auto title = set ? recognition::title_named(set->tier) : std::nullopt;
    if (!title) return unreadable(case_, "titles: " + set_id);
    if (!is_held) {
      coverage_.push_back({unit.text(), *title, {world_begins, Date::open_end()}, "law test", 1});
      return {};
    }
    recognition::TitleFact fact;
    fact.unit = unit.text();
    fact.title = *title;
    fact.set = set_id;
    fact.achievement_year = question_.as_of.year();
    fact.decision_date = question_.as_of;
    fact.stated_on = question_.as_of;
    facts_.push_back(std::move(fact));
    return {};
  }

  // "17/20": twenty units below, of which seventeen hold the title that the indicator counts.
  Done make_children() {
    const auto written = text_of(&case_, "children");
    if (written.empty()) return {};
    const auto share = share_written(written);
    const auto* rule = set_.rule(text_of(&case_, "indicator"));
    if (!share || !rule || rule->children.holds.empty()) return unreadable(case_, "children");
    const auto level = units::level_named(rule->children.level);
    if (!level) return unreadable(case_, "children: " + rule->children.level);
    auto kind = *level == units::Level::commune ? units::Kind::commune : units::Kind::rural_district;
    if (!rule->children.kinds.empty()) kind = units::kind_named(rule->children.kinds.front()).value_or(kind);
    const auto parent = units_[unit_].id.code;
    for (std::int64_t i = 0; i < share->denominator.coefficient(); ++i) {
      units_.push_back(make_unit("95" + std::to_string(1000 + i), *level, kind, parent));
      const bool is_held = i < share->numerator.coefficient();
      if (auto done = state_title(units_.back().id, rule->children.holds, is_held); !done) return done;
    }
    return {};
  }

  std::shared_ptr<const units::Register> finished_units() {
    units::RegisterParts parts;
    if (const auto* stated = case_.find("unit"); stated && stated->find("attributes")) {
      for (const auto& [name, value] : stated->find("attributes")->fields) {
        units::Attribute attribute;
        attribute.unit = static_cast<units::Ordinal>(unit_);
        attribute.name = name;
        attribute.value = value.text;
        attribute.valid = {world_begins, Date::open_end()};
        parts.attributes.push_back(std::move(attribute));
      }
    }
    parts.units = std::move(units_);
    parts.coverage.push_back({std::string(province_code), {world_begins, Date::open_end()}, "law test"});
    parts.province_counts.push_back({{world_begins, Date::open_end()}, 1, "law test"});
    return std::make_shared<const units::Register>(std::move(parts), 1);
  }

  const criteria::Library& library_;
  const criteria::CriteriaSet& set_;
  const Tree& case_;
  Question question_;
  std::vector<units::Unit> units_;  // the province first
  std::size_t unit_ = 0;            // position of the unit in question
  observations::PanelBuilder panel_;
  std::uint32_t position_ = 0;
  std::vector<recognition::TitleFact> facts_;
  std::vector<recognition::Coverage> coverage_;
};

}  // namespace

std::optional<Share> share_written(const std::string& text) {
  const auto slash = text.find('/');
  if (slash == std::string::npos) return std::nullopt;
  const auto numerator = Decimal::parse(text.substr(0, slash));
  const auto denominator = Decimal::parse(text.substr(slash + 1));
  if (!numerator || !denominator || *denominator <= Decimal::of(0)) return std::nullopt;
  return Share{*numerator, *denominator};
}

Result<LawTestWorld> make_law_test_world(const criteria::Library& library, const criteria::CriteriaSet& set,
                                         const criteria::Tree& law_case) {
  return World(library, set, law_case).make();
}

}  // namespace luytre::judgement
