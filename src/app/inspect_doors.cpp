#include "app/inspect_doors.h"

#include <algorithm>

#include "app/parts.h"
#include "outputs/portal/words.h"
#include "outputs/statistics/check_figures.h"
#include "outputs/statistics/offer_claims.h"
#include "programme/newsroom/figure_place.h"

namespace luytre::app {
namespace {

newsroom::Said said(const statistics::Reason& reason) {
  return {say(reason.code, reason.arguments, Language::vi), say(reason.code, reason.arguments, Language::en)};
}

newsroom::ClaimOffer offer_of(const statistics::Offer& offer, const statistics::ClaimRegister& claims) {
  const statistics::Claim& claim = *offer.claim;
  const auto& definition = claims.definition_of(claim);
  newsroom::ClaimOffer made;
  made.id = claim.id.text();
  made.words = statistics::link_text(claim, definition, Language::vi);
  made.value = statistics::figure_text(claim, definition, Language::vi);
  made.place = claim.place;
  made.as_of = claim.as_of;
  made.status = name_of(claim.status);
  for (const auto& reason : offer.why) made.why.push_back(said(reason));
  return made;
}

std::vector<statistics::WrittenFigure> written_figures(const newsroom::Inspection& inspection, const std::string& home,
                                                       std::optional<Date> text_date) {
  std::vector<statistics::WrittenFigure> figures;
  for (const newsroom::FoundFigure& found : inspection.figures) {
    statistics::WrittenFigure figure;
    figure.definition = found.definition;
    figure.unit = found.unit;
    figure.value = found.value;
    figure.out_of = found.out_of;
    if (found.linked && found.unit != "%") figure.percent = inspection.figures[*found.linked].value;
    figure.is_exact = found.about.empty() && !found.up_to;
    figure.place = newsroom::place_of_figure(inspection, found.span, home);
    figure.day = newsroom::day_of_figure(inspection, found.span);
    if (!figure.day) figure.day = text_date;
    figures.push_back(std::move(figure));
  }
  return figures;
}

newsroom::InspectionHelp help_with(const newsroom::Inspection& inspection, const statistics::ClaimRegister& claims,
                                   const std::string& home, std::optional<Date> text_date) {
  newsroom::InspectionHelp help;
  for (const auto& offers : statistics::offer_claims(claims, written_figures(inspection, home, text_date))) {
    auto& of_figure = help.offers.emplace_back();
    for (const auto& offer : offers) of_figure.push_back(offer_of(offer, claims));
  }
  for (auto& finding : statistics::check_figures(inspection, claims, home)) {
    help.findings.push_back({std::string(name_of(finding.kind)),
                             std::move(finding.figures),
                             finding.holds,
                             {std::move(finding.vi), std::move(finding.en)}});
  }
  return help;
}

// The register's public document; else an instrument that the law's own files know, whose page is the law page.
std::optional<newsroom::KnownDocument> document_of(const Snapshot& known, const std::string& number) {
  if (const documents::Document* public_one = known.documents->meant(number)) {
    const std::string& english = public_one->abstract_en;
    return newsroom::KnownDocument{{public_one->abstract, english.empty() ? public_one->abstract : english},
                                   "/van-ban/" + public_one->slug};
  }
  const auto& cited = known.law->documents;
  const auto found = std::find_if(cited.begin(), cited.end(),
                                  [&](const criteria::Document& document) { return document.key == number; });
  if (found == cited.end()) return std::nullopt;
  return newsroom::KnownDocument{{found->subject.vi, found->subject.en}, "/luat"};
}

}  // namespace

newsroom::InspectDoors inspect_doors(const Context&, Doors& doors) {
  record::Keeper& keeper = doors.keeper;
  const auto claims = newest_part_of(keeper, [](const Snapshot& known) { return known.claims; });
  return {newest_part_of(keeper,
                         [](const Snapshot& known) {
                           return newsroom::ReadingDesk{
                               known.units, known.installation ? known.installation->province : std::string("20")};
                         }),
          guard_of(doors),
          [claims](const newsroom::Inspection& inspection, const std::string& home,
                   std::optional<Date> text_date) -> Result<newsroom::InspectionHelp> {
            const auto known = claims();
            if (!known) return pass_on(known);
            return help_with(inspection, **known, home, text_date);
          },
          [](const units::Unit& unit, Date day) {
            return unit.level == units::Level::commune ? portal::unit_path(unit, day) : std::string();
          },
          [&keeper](const std::string& number) -> std::optional<newsroom::KnownDocument> {
            const auto known = keeper.at(std::nullopt);
            return known ? document_of(**known, number) : std::nullopt;
          }};
}

}  // namespace luytre::app
