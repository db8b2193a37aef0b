#include "programme/sustain/radar.h"

#include <algorithm>
#include <tuple>

namespace luytre::sustain {
namespace {

// The later, the nearer the top.
auto weight_of(const RadarRow& row) {
  const auto& outlook = row.outlook;
  return std::make_tuple(outlook.best_exposure, outlook.worst_exposure, outlook.criteria.not_met.size(),
                         outlook.best.key_criteria_not_met.size());
}

bool comes_before(const RadarRow& a, const RadarRow& b) {
  const auto weight_a = weight_of(a), weight_b = weight_of(b);
  if (weight_a != weight_b) return weight_b < weight_a;
  return std::tie(a.unit->id.code, a.title) < std::tie(b.unit->id.code, b.title);
}

std::vector<recognition::Title> titles_asked(const criteria::Library& library, const RadarQuestion& question) {
  if (question.set.empty() || !question.titles.empty()) return question.titles;
  const auto* set = library.set(question.set);
  const auto title = set == nullptr ? std::nullopt : recognition::title_named(set->tier);
  if (title) return {*title};
  return {};
}

class Looking {
 public:
  Looking(const judgement::Materials& materials, const RadarQuestion& question)
      : materials_(materials), evaluator_(materials), question_(question) {
    radar.question = question;
    radar.materials = materials;
  }

  Done at(const units::Unit& unit, recognition::Title title) {
    const auto holding = held(*materials_.titles, *materials_.units, unit, title, question_.as_of);
    if (holding.holding == recognition::Holding::unknown) ++radar.unknown;
    if (holding.holding != recognition::Holding::yes) return {};
    RadarRow row;
    row.unit = &unit;
    row.title = title;
    row.fact = holding.fact;
    judgement::Question question;
    question.unit = unit.id;
    question.set = question_.set;
    question.as_of = question_.as_of;
    question.opinion = question_.opinion;
    auto rescored = rescore(evaluator_, title, question);
    if (!rescored && rescored.error().code != "sustain.no_set") return pass_on(rescored);
    if (rescored) take(row, *std::move(rescored));
    radar.rows.push_back(std::move(row));
    return {};
  }

  Radar radar;

 private:
  static void take(RadarRow& row, Rescored rescored) {
    row.set = rescored.set;
    row.is_set_of_the_day = rescored.is_set_of_the_day;
    row.outcome = rescored.evaluation.outcome;
    row.is_provisional = rescored.evaluation.provisional || rescored.outlook.best.provisional;
    row.outlook = std::move(rescored.outlook);
    row.basis = std::move(rescored.basis);
  }

  const judgement::Materials& materials_;
  judgement::Evaluator evaluator_;
  const RadarQuestion& question_;
};

}  // namespace

Result<Radar> look(const judgement::Materials& materials, const RadarQuestion& question) {
  if (!question.set.empty() && materials.library->set(question.set) == nullptr) {
    return refuse("criteria.unknown_set", {{"set", question.set}}, "query:set");
  }
  const auto id = question.place.empty() ? std::nullopt : std::optional(units::UnitId::parse(question.place));
  const units::Unit* root = id && *id ? materials.units->unit(**id) : nullptr;
  auto communes = materials.units->descendants(root, question.as_of, units::Level::commune);
  if (root != nullptr && root->level == units::Level::commune) communes = {root};
  const auto titles = titles_asked(*materials.library, question);
  Looking looking(materials, question);
  for (const auto* unit : communes) {
    // A ward holds no title of a commune: those of its former communes are history.
    if (unit->nearest(question.as_of).kind != units::Kind::commune) continue;
    for (const auto title : titles) {
      if (auto done = looking.at(*unit, title); !done) return pass_on(done);
    }
  }
  std::sort(looking.radar.rows.begin(), looking.radar.rows.end(), comes_before);
  return std::move(looking.radar);
}

Result<std::shared_ptr<const Radar>> RadarDesk::look(const judgement::Materials& materials,
                                                     const RadarQuestion& question) {
  {
    const std::lock_guard lock(mutex_);
    for (const auto& radar : kept_) {
      if (radar->question == question) return radar;
    }
  }
  auto looked = sustain::look(materials, question);
  if (!looked) return pass_on(looked);
  auto radar = std::make_shared<const Radar>(*std::move(looked));
  const std::lock_guard lock(mutex_);
  kept_.push_front(radar);
  if (kept_.size() > kept_max) kept_.pop_back();
  return radar;
}

}  // namespace luytre::sustain
