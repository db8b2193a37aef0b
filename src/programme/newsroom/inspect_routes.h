// POST /api/v1/news/inspection: what stands in a text while it is written, what could be bound to it, what does not add
// up. Nothing is kept of the text.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "platform/access/decide.h"
#include "platform/http/router.h"
#include "programme/newsroom/article_routes.h"
#include "programme/newsroom/inspect.h"

namespace luytre::newsroom {

inline constexpr std::size_t inspected_bytes_max = 200'000;

// A sentence in both languages of the product.
struct Said {
  std::string vi, en;
};

// A claim that a figure may be bound to.
struct ClaimOffer {
  std::string id;
  std::string words;  // of a link to it
  std::string value;  // "71,3 %"
  std::string place;
  Date as_of;
  std::string status;
  std::vector<Said> why;
};

// A sum, share or average of the text that was done again.
struct ArithmeticFinding {
  std::string kind;
  std::vector<std::size_t> figures;
  bool holds = false;
  Said said;
};

struct KnownDocument {
  Said title;
  std::string address;  // "" when it has no page
};

// What lies above the newsroom, as a text is read.
struct InspectionHelp {
  std::vector<std::vector<ClaimOffer>> offers;  // for each figure
  std::vector<ArithmeticFinding> findings;
};

struct InspectDoors {
  std::function<Result<ReadingDesk>()> desk;
  access::Guard guard;  // asked news.write for the unit
  std::function<Result<InspectionHelp>(const Inspection&, const std::string& home, std::optional<Date> text_date)> help;
  std::function<std::string(const units::Unit&, Date)> address_of_unit;  // "" without a page
  std::function<std::optional<KnownDocument>(const std::string& number)> document;
};

// Takes {text, text_date?, unit?}. Problems news.text_too_long, those of the guard.
void add_inspect_routes(http::Router& router, const InspectDoors& doors);

}  // namespace luytre::newsroom
