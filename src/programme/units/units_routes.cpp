#include "programme/units/units_routes.h"

#include "base/vietnamese.h"
#include "platform/http/parameters.h"
#include "programme/units/unit_answers.h"

namespace luytre::units {

namespace {

using http::Request;
using http::Response;

// What nearly every question needs: the register and the day.
struct Asked {
  std::shared_ptr<const Register> known;
  Date day;
};

class Routes {
 public:
  Routes(Source source, Today today) : source_(std::move(source)), today_(std::move(today)) {}

  Result<Response> show(const Request& request) const {
    auto asked = ask(request, {"as_of", "as_known"});
    if (!asked) return pass_on(asked);
    auto unit = require_unit(*asked->known, request.captured_text("code"), asked->day);
    if (!unit) return pass_on(unit);
    return answer(request, *asked, unit_value(*asked->known, **unit, asked->day));
  }

  Result<Response> lineage(const Request& request) const {
    auto asked = ask(request, {"as_of", "as_known"});
    if (!asked) return pass_on(asked);
    auto unit = require_any_unit(*asked->known, request.captured_text("code"), asked->day);
    if (!unit) return pass_on(unit);
    return answer(request, *asked, lineage_value(*asked->known, **unit));
  }

  Result<Response> search(const Request& request) const {
    auto asked = ask(request, {"q", "limit", "as_known"});
    if (!asked) return pass_on(asked);
    auto text = http::required_text_parameter(request, "q");
    if (!text) return pass_on(text);
    if (fold(*text).empty()) return refuse("units.search_too_short", {}, "query:q");
    auto limit = http::limit_parameter(request, 20, Register::search_rows_max);
    if (!limit) return pass_on(limit);
    const auto found = asked->known->search(*text, *limit);
    return answer(request, *asked, {{"q", *text}, {"found", search_value(*asked->known, found)}});
  }

  Result<Response> count(const Request& request) const {
    auto asked = ask(request, {"as_of", "as_known", "under"});
    if (!asked) return pass_on(asked);
    auto root = root_of(request, *asked, "under");
    if (!root) return pass_on(root);
    auto counts = asked->known->count(asked->day, *root);
    if (!counts) return pass_on(counts);
    json::object value = counts_value(*counts);
    value["as_of"] = asked->day.text();
    value["under"] = *root == nullptr ? json::value(nullptr) : json::value((*root)->id.text());
    return answer(request, *asked, std::move(value));
  }

  Result<Response> list(const Request& request) const {
    auto asked = ask(request, {"parent", "level", "as_of", "as_known", "limit", "cursor"});
    if (!asked) return pass_on(asked);
    auto parent = root_of(request, *asked, "parent");
    if (!parent) return pass_on(parent);
    auto level = http::choice_parameter(request, "level", {"province", "district", "commune"});
    if (!level) return pass_on(level);
    auto limit = http::limit_parameter(request);
    if (!limit) return pass_on(limit);
    auto after = http::cursor_parameter(request, 1);
    if (!after) return pass_on(after);
    const Register& known = *asked->known;
    const auto units =
        *level ? known.descendants(*parent, asked->day, *level_named(**level)) : known.children(*parent, asked->day);
    json::array page;
    json::value next = nullptr;
    std::string last;
    for (const Unit* unit : units) {
      if (*after && unit->id.code <= (**after)[0]) continue;
      if (page.size() == *limit) {
        next = http::encode_cursor({last});
        break;
      }
      last = unit->id.code;
      page.push_back(brief_value(*unit, asked->day));
    }
    return answer(request, *asked,
                  {{"as_of", asked->day.text()}, {"units", std::move(page)}, {"next_cursor", std::move(next)}});
  }

 private:
  Result<Asked> ask(const Request& request, std::initializer_list<std::string_view> parameters) const {
    if (auto fine = http::check_parameters(request, parameters); !fine) return pass_on(fine);
    auto day = http::date_parameter(request, "as_of");
    if (!day) return pass_on(day);
    auto known_at = http::as_known_parameter(request);
    if (!known_at) return pass_on(known_at);
    auto known = source_(*known_at);
    if (!known) return pass_on(known);
    return Asked{std::move(*known), *day ? **day : today_()};
  }

  static Result<const Unit*> root_of(const Request& request, const Asked& asked, std::string_view name) {
    auto code = http::text_parameter(request, name);
    if (!code) return pass_on(code);
    if (!*code) return nullptr;
    return require_unit(*asked.known, **code, asked.day);
  }

  static Result<Response> answer(const Request& request, const Asked& asked, json::object value) {
    return http::json_response(request, std::move(value), asked.known->known_at());
  }

  Source source_;
  Today today_;
};

}  // namespace

void add_units_routes(http::Router& router, const Source& source, const Today& today) {
  const auto routes = std::make_shared<const Routes>(source, today);
  const auto add = [&](const char* pattern, Result<Response> (Routes::*handler)(const Request&) const) {
    router.get(pattern, [routes, handler](const Request& request) { return ((*routes).*handler)(request); });
  };
  add("/api/v1/units", &Routes::list);
  add("/api/v1/units/search", &Routes::search);
  add("/api/v1/units/count", &Routes::count);
  add("/api/v1/units/{code}", &Routes::show);
  add("/api/v1/units/{code}/lineage", &Routes::lineage);
}

}  // namespace luytre::units
