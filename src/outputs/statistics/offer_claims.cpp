#include "outputs/statistics/offer_claims.h"

#include <algorithm>
#include <cstdlib>
#include <tuple>

namespace luytre::statistics {
namespace {

constexpr int days_near = 45;    // a report of the month after
constexpr int days_far = 366;    // beyond it a figure is another year's
constexpr int near_percent = 5;  // "gần 300" is 297
constexpr int points_definition = 4;
constexpr int points_value = 4;
constexpr int points_near_value = 2;
constexpr int points_share = 2;
constexpr int points_place = 2;
constexpr int points_near_day = 3;
constexpr int points_year = 1;

struct Scored {
  Offer offer;
  int points = 0;
  int days_away = 0;
  bool is_corrected = false;
};

bool is_equal(const std::optional<Decimal>& number, const Decimal& value) { return number && *number == value; }

std::optional<Decimal> printed_number(const Claim& claim) {
  const auto printed = Decimal::parse(claim.printed);
  return printed ? std::optional(*printed) : std::nullopt;
}

// The number of the claim that a figure of this unit would print.
std::optional<Decimal> number_of(const Claim& claim, const Definition& definition, const WrittenFigure& figure) {
  if (figure.unit == "%") return definition.form == Form::share ? printed_number(claim) : std::nullopt;
  if (definition.form == Form::average) return printed_number(claim);
  return claim.numerator;
}

bool is_near(const Decimal& number, const Decimal& value) {
  const auto bound = multiply(value, Decimal::of(near_percent));
  const auto difference = number < value ? subtract(value, number) : subtract(number, value);
  const auto hundredfold = difference ? multiply(*difference, Decimal::of(100)) : difference;
  return bound && hundredfold && *hundredfold <= *bound;
}

// Counts of communes fit "xã", not "hộ".
bool is_unit_of(const Definition& definition, const WrittenFigure& figure) {
  if (figure.unit == "%") return definition.form == Form::share;
  const std::string& unit = figure.unit;
  return unit.empty() || unit == definition.unit_vi || unit == definition.unit_en ||
         unit.starts_with(definition.unit_vi + " ") || definition.unit_vi.starts_with(unit);
}

class Scorer {
 public:
  Scorer(const ClaimRegister& claims, const WrittenFigure& figure) : claims_(claims), figure_(figure) {}

  std::optional<Scored> score(const Claim& claim) {
    scored_ = {};
    scored_.offer.claim = &claim;
    const Definition& definition = claims_.definition_of(claim);
    const bool is_defined = !figure_.definition.empty() && is_same_meaning(claim, definition);
    if (!is_defined && !is_unit_of(definition, figure_)) return std::nullopt;
    if (is_defined) give(points_definition, "news.offer.definition");
    const bool has_value = score_value(claim, definition);
    if (!is_defined && !has_value) return std::nullopt;
    score_place(claim);
    score_day(claim);
    scored_.is_corrected = claim.status == ClaimStatus::corrected;
    if (scored_.is_corrected) give(0, "news.offer.corrected");
    return scored_;
  }

 private:
  void give(int points, const char* code, Arguments arguments = {}) {
    scored_.points += points;
    scored_.offer.why.push_back({code, std::move(arguments)});
  }

  // A count and the share that it is the numerator of are one thing said twice.
  bool is_same_meaning(const Claim& claim, const Definition& definition) const {
    if (claim.definition == figure_.definition) return true;
    const Definition* wanted = claims_.definitions().find(figure_.definition);
    return wanted != nullptr && wanted->form == Form::count && definition.form == Form::share &&
           wanted->numerator_vi == definition.numerator_vi;
  }

  bool score_value(const Claim& claim, const Definition& definition) {
    const auto number = number_of(claim, definition, figure_);
    if (is_equal(number, figure_.value)) {
      give(points_value, "news.offer.value");
    } else if (number && !figure_.is_exact && is_near(*number, figure_.value)) {
      give(points_near_value, "news.offer.near_value");
    } else {
      return false;
    }
    if (figure_.out_of && is_equal(claim.denominator, *figure_.out_of)) give(points_share, "news.offer.whole");
    if (figure_.percent && is_equal(printed_number(claim), *figure_.percent)) give(points_share, "news.offer.share");
    return true;
  }

  void score_place(const Claim& claim) {
    if (figure_.place.empty()) return;
    if (claim.place == figure_.place) {
      give(points_place, "news.offer.place");
    } else {
      give(-points_place, "news.offer.other_place");
    }
  }

  void score_day(const Claim& claim) {
    if (!figure_.day) return;
    scored_.days_away = std::abs(claim.as_of.days() - figure_.day->days());
    if (scored_.days_away == 0) {
      give(points_near_day, "news.offer.same_day");
    } else {
      const int points = scored_.days_away <= days_near  ? points_near_day - 1
                         : scored_.days_away <= days_far ? points_year
                                                         : 0;
      give(points, "news.offer.days_away", {{"days", std::to_string(scored_.days_away)}});
    }
  }

  const ClaimRegister& claims_;
  const WrittenFigure& figure_;
  Scored scored_;
};

std::vector<Offer> best_of(std::vector<Scored> scored) {
  std::sort(scored.begin(), scored.end(), [](const Scored& a, const Scored& b) {
    return std::tuple(a.is_corrected, -a.points, a.days_away, b.offer.claim->as_of, a.offer.claim->id.text()) <
           std::tuple(b.is_corrected, -b.points, b.days_away, a.offer.claim->as_of, b.offer.claim->id.text());
  });
  std::vector<Offer> offers;
  for (Scored& one : scored) {
    if (offers.size() == offers_max) break;
    offers.push_back(std::move(one.offer));
  }
  return offers;
}

}  // namespace

std::vector<std::vector<Offer>> offer_claims(const ClaimRegister& claims, const std::vector<WrittenFigure>& figures) {
  const std::vector<const Claim*> all = claims.all({});
  std::vector<std::vector<Offer>> offers;
  offers.reserve(figures.size());
  for (const WrittenFigure& figure : figures) {
    Scorer scorer(claims, figure);
    std::vector<Scored> scored;
    for (const Claim* claim : all) {
      if (auto one = scorer.score(*claim)) scored.push_back(*std::move(one));
    }
    offers.push_back(best_of(std::move(scored)));
  }
  return offers;
}

}  // namespace luytre::statistics
