#include "app/news_doors.h"

#include <algorithm>

#include "app/parts.h"
#include "outputs/statistics/claim_view.h"

namespace luytre::app {
namespace {

bool knows_criterion(const criteria::Library& law, const newsroom::CriterionRef& one) {
  const auto* set = law.set(one.set);
  if (set == nullptr) return false;
  const bool is_criterion = std::any_of(set->criteria.begin(), set->criteria.end(),
                                        [&](const auto& criterion) { return criterion.number == one.code; });
  return is_criterion || set->indicator(one.code) != nullptr;
}

std::string text_of(const std::optional<Decimal>& number) { return number ? number->text() : std::string(); }

}  // namespace

newsroom::ClaimText claim_words(record::Keeper& keeper) {
  return [&keeper](const std::string& id) -> std::optional<std::string> {
    const auto snapshot = keeper.at(std::nullopt);
    const auto* claim = snapshot ? (*snapshot)->claims->find(id) : nullptr;
    if (claim == nullptr || claim->status == statistics::ClaimStatus::draft) return std::nullopt;
    return statistics::link_text(*claim, (*snapshot)->claims->definition_of(*claim), Language::vi);
  };
}

std::vector<newsroom::FrozenFigure> frozen_figures(const record::Snapshot& snapshot,
                                                   const std::vector<std::string>& claims) {
  std::vector<newsroom::FrozenFigure> frozen;
  for (const std::string& id : claims) {
    const auto* claim = snapshot.claims->find(id);
    if (claim == nullptr || claim->status == statistics::ClaimStatus::draft) continue;
    newsroom::FrozenFigure figure;
    figure.claim = id;
    figure.value = statistics::link_text(*claim, snapshot.claims->definition_of(*claim), Language::vi);
    figure.numerator = text_of(claim->numerator);
    figure.denominator = text_of(claim->denominator);
    figure.printed = claim->printed;
    figure.as_of = claim->as_of.text();
    figure.event = snapshot.number;
    frozen.push_back(std::move(figure));
  }
  return frozen;
}

namespace {

newsroom::ArticleDoors article_doors(const Context& context, Doors& doors) {
  record::Keeper& keeper = doors.keeper;
  return {part_of(keeper, [](const Snapshot& known) { return known.articles; }),
          newest_part_of(keeper,
                         [](const Snapshot& known) {
                           return newsroom::ReadingDesk{
                               known.units, known.installation ? known.installation->province : std::string("20")};
                         }),
          claim_words(keeper),
          doors.writer,
          guard_of(doors),
          [&context] { return context.today(); },
          [&context] { return context.unix_milliseconds(); },
          [&keeper](const std::vector<std::string>& claims) {
            const auto snapshot = keeper.at(std::nullopt);
            return snapshot ? frozen_figures(**snapshot, claims) : std::vector<newsroom::FrozenFigure>();
          },
          [&keeper](const newsroom::CriterionRef& one) {
            const auto snapshot = keeper.at(std::nullopt);
            return snapshot && knows_criterion(*(*snapshot)->law, one);
          }};
}

}  // namespace

void add_newsroom_routes(http::Router& router, const Context& context, Doors& doors) {
  record::Keeper& keeper = doors.keeper;
  const newsroom::ArticleDoors articles = article_doors(context, doors);
  newsroom::add_article_routes(router, articles);
  newsroom::add_image_routes(router, {articles, [&keeper](const auto& work) { return keeper.with_database(work); }});
}

}  // namespace luytre::app
