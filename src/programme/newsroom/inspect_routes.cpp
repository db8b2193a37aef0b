#include "programme/newsroom/inspect_routes.h"

#include <algorithm>
#include <mutex>

#include "base/vietnamese.h"
#include "platform/http/body.h"
#include "platform/inspection/write_request.h"
#include "programme/newsroom/figure_place.h"
#include "programme/newsroom/markup_mask.h"

namespace luytre::newsroom {
namespace {

constexpr std::size_t request_bytes_max = inspected_bytes_max * 3;  // what JSON adds to the text

// The names of the newest register, made ready once: a nation's take a tenth of a second.
class KeptNames {
 public:
  UnitNames of(const ReadingDesk& desk) {
    const std::lock_guard lock(mutex_);
    if (!names_ || units_ != desk.units || home_ != desk.home) {
      units_ = desk.units;
      home_ = desk.home;
      names_.emplace(InspectionFrame{units_.get(), home_, std::nullopt});
    }
    return *names_;
  }

 private:
  std::mutex mutex_;
  std::shared_ptr<const units::Register> units_;
  std::string home_;
  std::optional<UnitNames> names_;
};

struct Room {
  InspectDoors doors;
  std::shared_ptr<KeptNames> names = std::make_shared<KeptNames>();
};

json::array place_of(const Span& span) { return {span.char_begin, span.char_end}; }

json::array places_of(const std::vector<Span>& spans) {
  json::array places;
  for (const Span& span : spans) places.push_back(place_of(span));
  return places;
}

json::value text_or_null(const std::string& text) { return text.empty() ? json::value(nullptr) : json::value(text); }
json::value number_or_null(const std::optional<Decimal>& number) {
  return number ? json::value(number->text()) : json::value(nullptr);
}
json::object said_value(const Said& said) { return {{"vi", said.vi}, {"en", said.en}}; }

json::array units_of(const Inspection& inspection, const Room& room, Date day) {
  json::array units;
  for (const FoundUnit& found : inspection.units) {
    const std::string address = room.doors.address_of_unit ? room.doors.address_of_unit(*found.unit, day) : "";
    units.push_back(json::object{{"id", found.unit->id.text()},
                                 {"code", found.unit->id.code},
                                 {"name", found.version->name},
                                 {"level", units::word(found.unit->level)},
                                 {"text", found.text},
                                 {"is_implied", found.is_implied},
                                 {"address", text_or_null(address)},
                                 {"spans", places_of(found.spans)}});
  }
  return units;
}

json::array documents_of(const Inspection& inspection, const Room& room) {
  json::array documents;
  for (const FoundDocument& found : inspection.documents) {
    const auto known = room.doors.document ? room.doors.document(found.number) : std::nullopt;
    documents.push_back(json::object{{"number", found.number},
                                     {"kind", found.kind},
                                     {"text", found.text},
                                     {"title", known ? json::value(said_value(known->title)) : json::value(nullptr)},
                                     {"address", known ? text_or_null(known->address) : json::value(nullptr)},
                                     {"spans", places_of(found.spans)}});
  }
  return documents;
}

json::array dates_of(const Inspection& inspection) {
  json::array dates;
  for (const FoundDate& found : inspection.dates) {
    dates.push_back(
        json::object{{"from", found.days.from.text()},
                     {"to", found.days.to.is_open_end() ? json::value(nullptr) : json::value(found.days.to.text())},
                     {"text", found.text},
                     {"span", place_of(found.span)}});
  }
  return dates;
}

json::array abbreviations_of(const Inspection& inspection) {
  json::array abbreviations;
  for (const FoundAbbreviation& found : inspection.abbreviations) {
    abbreviations.push_back(json::object{{"abbreviation", found.short_form},
                                         {"expansion", text_or_null(found.expansion)},
                                         {"is_explained", found.is_explained_at_first},
                                         {"mentions", found.mentions},
                                         {"span", place_of(found.span)}});
  }
  return abbreviations;
}

json::array offers_of(const std::vector<ClaimOffer>& offers) {
  json::array values;
  for (const ClaimOffer& offer : offers) {
    json::array why;
    for (const Said& reason : offer.why) why.push_back(said_value(reason));
    values.push_back(json::object{{"claim", offer.id},
                                  {"words", offer.words},
                                  {"value", offer.value},
                                  {"place", offer.place},
                                  {"as_of", offer.as_of.text()},
                                  {"status", offer.status},
                                  {"why", std::move(why)}});
  }
  return values;
}

// The claim that the figure's words are bound to already.
json::value claim_of(const FoundFigure& figure, const std::vector<BoundWords>& bound) {
  for (const BoundWords& words : bound) {
    if (words.begin <= figure.span.byte_begin && figure.span.byte_begin < words.end) return json::value(words.claim);
  }
  return nullptr;
}

json::array figures_of(const Inspection& inspection, const std::vector<BoundWords>& bound, const InspectionHelp& help) {
  json::array figures;
  for (std::size_t i = 0; i < inspection.figures.size(); ++i) {
    const FoundFigure& figure = inspection.figures[i];
    const auto day = day_of_figure(inspection, figure.span);
    figures.push_back(json::object{{"text", figure.text},
                                   {"span", place_of(figure.span)},
                                   {"value", figure.value.text()},
                                   {"of", number_or_null(figure.out_of)},
                                   {"up_to", number_or_null(figure.up_to)},
                                   {"about", text_or_null(figure.about)},
                                   {"unit", figure.unit},
                                   {"counts", figure.counts},
                                   {"definition", text_or_null(figure.definition)},
                                   {"as_of", day ? json::value(day->text()) : json::value(nullptr)},
                                   {"linked", figure.linked ? json::value(*figure.linked) : json::value(nullptr)},
                                   {"claim", claim_of(figure, bound)},
                                   {"offers", i < help.offers.size() ? offers_of(help.offers[i]) : json::array()}});
  }
  return figures;
}

json::array findings_of(const std::vector<ArithmeticFinding>& findings) {
  json::array values;
  for (const ArithmeticFinding& finding : findings) {
    json::array figures;
    for (const std::size_t figure : finding.figures) figures.push_back(json::value(figure));
    values.push_back(json::object{{"kind", finding.kind},
                                  {"figures", std::move(figures)},
                                  {"holds", finding.holds},
                                  {"said", said_value(finding.said)}});
  }
  return values;
}

struct Asked {
  std::string text;
  std::optional<Date> text_date;
  std::string unit;
};

Result<Asked> read(const http::Request& request) {
  auto members = http::Members::of(request);
  if (!members) return pass_on(members);
  Asked asked;
  asked.text = members->text_or_empty("text", request_bytes_max);
  asked.text_date = inspection::date_member(*members, "text_date");
  asked.unit = members->text_or_empty("unit");
  if (auto all = members->finish(); !all) return pass_on(all);
  if (asked.text.size() > inspected_bytes_max) {
    return refuse("news.text_too_long", {{"max", std::to_string(inspected_bytes_max)}}, "/text");
  }
  if (!is_valid_utf8(asked.text)) return refuse("news.not_utf8", {}, "/text");
  return asked;
}

Result<http::Response> post_inspection(const http::Request& request, const Room& room) {
  const auto asked = read(request);
  if (!asked) return pass_on(asked);
  if (auto may = room.doors.guard(request.actor, {"news.write", asked->unit, {}, {}}); !may) return pass_on(may);
  const auto desk = room.doors.desk();
  if (!desk) return pass_on(desk);
  const MaskedText source = masked(nfc(asked->text));
  const InspectionFrame frame{desk->units.get(), desk->home, asked->text_date};
  const Inspection inspection = inspect(source.text, frame, room.names->of(*desk));
  const std::string place = place_of_figures(inspection, desk->home);
  const auto help = room.doors.help(inspection, desk->home, asked->text_date);
  if (!help) return pass_on(help);
  const Date day = asked->text_date.value_or(units::two_level_day);
  auto response = http::json_response(request,
                                      json::object{{"place", text_or_null(place)},
                                                   {"units", units_of(inspection, room, day)},
                                                   {"dates", dates_of(inspection)},
                                                   {"documents", documents_of(inspection, room)},
                                                   {"abbreviations", abbreviations_of(inspection)},
                                                   {"figures", figures_of(inspection, source.bound, *help)},
                                                   {"findings", findings_of(help->findings)}},
                                      desk->units->known_at());
  response.set("Cache-Control", "private, no-store");
  return response;
}

}  // namespace

void add_inspect_routes(http::Router& router, const InspectDoors& doors) {
  router.post(
      "/api/v1/news/inspection",
      [room = Room{doors}](const http::Request& request) { return post_inspection(request, room); }, request_bytes_max);
}

}  // namespace luytre::newsroom
