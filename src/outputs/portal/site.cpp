#include "outputs/portal/site.h"

#include <algorithm>

#include "base/hash.h"
#include "base/resources.h"
#include "base/vietnamese.h"
#include "outputs/portal/page_questions.h"
#include "platform/http/parameters.h"

namespace luytre::portal {
namespace {

constexpr std::string_view english_base = "/en";

// The same page in the other language.
std::string other_language(const http::Request& request, const std::string& base) {
  const std::size_t question = request.target.find('?');
  const std::string query = question == std::string::npos ? "" : request.target.substr(question);
  std::string path;
  for (const std::string& segment : request.segments) path += "/" + http::percent_encoded(segment);
  if (base.empty()) return std::string(english_base) + path + query;
  path = path.substr(std::min(path.size(), english_base.size()));
  return (path.empty() ? "/" : path) + query;
}

const units::Unit* province_of(const record::Snapshot& snapshot, Date day) {
  if (!snapshot.units || snapshot.units->is_empty()) return nullptr;
  if (snapshot.installation) {
    const std::string& code = snapshot.installation->province;
    if (const units::Unit* alive = snapshot.units->find(code, day)) return alive;
    const auto known = snapshot.units->with_code(code);
    if (!known.empty()) return known.back();
  }
  const auto provinces = snapshot.units->children(nullptr, day);
  return provinces.size() == 1 ? provinces.front() : nullptr;
}

}  // namespace

std::string Visit::link(std::string_view path, Parameters parameters) const {
  if (as_known) parameters.emplace_back("biet", std::to_string(*as_known));
  return address(base, path, parameters);
}

std::string Visit::unit_link(const units::Unit& unit, Date on, Parameters parameters) const {
  // The day is named only where the page would otherwise show another unit, or the reader chose it.
  if (is_dated || !unit.is_alive(day) || on != day) parameters.emplace_back("ngay", on.text());
  return link(unit_path(unit, on), std::move(parameters));
}

std::shared_ptr<const NewsIndex> Visit::news() const { return site.news().index(snapshot->articles); }

Date Site::default_day(const record::Snapshot& snapshot) const {
  const Date today = today_();
  const std::lock_guard lock(mutex_);
  if (!latest_value_ || latest_value_->first != snapshot.number) {
    Date latest = Date::from_days(0);
    snapshot.values->each_standing("", "", std::nullopt, [&](const observations::Observation& one) {
      latest = std::max(latest, one.key.as_of);
      return true;
    });
    latest_value_ = {snapshot.number, latest};
  }
  const Date latest = latest_value_->second;
  return latest == Date::from_days(0) ? today : std::min(today, latest);
}

Result<Visit> Site::begin(const http::Request& request, const std::string& base, bool is_of_today) const {
  const auto as_known = http::integer_parameter(request, "biet", 0, 9'000'000'000'000'000);
  if (!as_known) return pass_on(as_known);
  const auto day = http::date_parameter(request, "ngay");
  if (!day) return pass_on(day);
  auto snapshot = source_(*as_known);
  if (!snapshot) return pass_on(snapshot);
  Visit visit{*this,
              request,
              base.empty() ? Language::vi : Language::en,
              base,
              std::move(*snapshot),
              nullptr,
              today_(),
              {},
              day->has_value(),
              *as_known};
  visit.day = *day ? **day : is_of_today ? visit.today : default_day(*visit.snapshot);
  visit.province = province_of(*visit.snapshot, visit.day);
  return visit;
}

http::Handler Site::handler(Page page, std::string base) const {
  return
      [this, page = std::move(page), base = std::move(base)](const http::Request& request) -> Result<http::Response> {
        const auto visit = begin(request, base, false);
        if (!visit) return pass_on(visit);
        return page(*visit);
      };
}

http::Handler Site::kept_handler(Page page, std::string base) const {
  return [this, page = std::move(page),
          base = std::move(base)](const http::Request& request) -> Result<http::Response> {
    const auto visit = begin(request, base, false);
    if (!visit) return pass_on(visit);
    // Articles come into sight by the clock, without an event: until when the answer stands is part of its name.
    const auto stands_until = visit->snapshot->articles->next_change_ms().value_or(0);
    const std::string key = request.target + ' ' + std::to_string(visit->snapshot->number) + ' ' +
                            visit->today.text() + ' ' + std::to_string(stands_until);
    if (auto kept = pages_.find(key, request)) return *std::move(kept);
    auto drawn = page(*visit);
    if (drawn) pages_.keep(key, *drawn);
    return drawn;
  };
}

http::Handler Site::handler_of_today(Page page, std::string base) const {
  return
      [this, page = std::move(page), base = std::move(base)](const http::Request& request) -> Result<http::Response> {
        const auto visit = begin(request, base, true);
        if (!visit) return pass_on(visit);
        return page(*visit);
      };
}

View Site::frame(const http::Request& request, const std::string& base, const PageHead& head) const {
  const Language language = base.empty() ? Language::vi : Language::en;
  View view;
  view.set("lang", std::string(code_of(language)));
  view.set("base", base);
  view.set("home", base.empty() ? "/" : base);
  view.set("title", head.title);
  set_text(view, "description", head.description);
  view.set("stylesheet", asset_address("portal.css"));
  view.set("icon", asset_address("icon.svg"));
  view.set("other_language", other_language(request, base));
  view.set("page_address", request.target);
  view.set("page_address_encoded", http::percent_encoded(request.target));
  set_flag(view, "is_public", !head.menu);
  set_flag(view, "is_home", head.place == "home");
  set_text(view, "more_style", head.stylesheet);
  view.set("bar", head.bar);
  view.set("printed_on", say("reading.printed_on", {{"day", day_text(today_(), language)}}, language));
  add_head(view, head.facts, request, public_address_, base);
  if (head.menu) {
    view.set("menu", *head.menu);
    return view;
  }
  View menu = empty_list();
  for (const auto& [place, path] :
       {std::pair{"home", "/"}, std::pair{"communes", "/xa"}, std::pair{"map", "/ban-do"},
        std::pair{"recognitions", "/cong-nhan"}, std::pair{"news", "/tin-tuc"}, std::pair{"claims", "/so-lieu"},
        std::pair{"law", "/luat"}, std::pair{"about", "/gioi-thieu"}}) {
    View entry;
    entry.set("address", address(base, path));
    entry.set("words", say(std::string("portal.nav.") + place, language));
    set_flag(entry, "is_current", head.place == place);
    menu.push_back(entry);
  }
  view.set("menu", menu);
  return view;
}

http::Response Site::page(const Visit& visit, const PageHead& head, std::string_view name, View view) const {
  view.set("base", visit.base);
  // Texts that exist in Vietnamese only (articles, quotations) say so on English pages.
  set_flag(view, "is_english_page", visit.language == Language::en);
  View outer = frame(visit.request, visit.base, head);
  outer.set("content", templates_.render(name, visit.language, std::move(view)));
  set_flag(outer, "is_demonstration", visit.snapshot->is_demonstration());
  outer.set("snapshot", std::to_string(visit.snapshot->number));
  set_page_questions(outer, visit, head);
  set_flag(outer, "is_past", visit.as_known.has_value());
  const std::string place = visit.province == nullptr
                                ? visit.say("portal.site.no_province")
                                : name_in_sentence(visit.province->nearest(visit.day).name, visit.language);
  outer.set("place", place);
  outer.set("site_title", visit.say("portal.site.title", {{"place", place}}));
  http::Response response =
      http::document_response("text/html", templates_.render("layout", visit.language, std::move(outer)), head.status);
  response.set("Content-Language", std::string(code_of(visit.language)));
  return response;
}

http::Response Site::problem_page(const http::Request& request, const Problem& problem) const {
  return problem_page(request, problem, {}, "problem", {});
}

http::Response Site::problem_page(const http::Request& request, const Problem& problem, PageHead head,
                                  std::string_view name, View inner) const {
  const bool is_english = !request.segments.empty() && request.segments.front() == "en";
  const std::string base = is_english ? std::string(english_base) : "";
  const Language language = is_english ? Language::en : Language::vi;
  const int status = http_status(problem.code);
  inner.set("base", base);
  inner.set("home", base.empty() ? "/" : base);
  inner.set("title", say("http.status_" + std::to_string(status), language));
  inner.set("status", std::to_string(status));
  inner.set("detail", say(problem.code, problem.arguments, language));
  View causes = empty_list();
  for (const Problem& cause : problem.causes) causes.push_back(View(say(cause.code, cause.arguments, language)));
  inner.set("causes", causes);
  set_flag(inner, "has_causes", !problem.causes.empty());
  head.title = say("http.status_" + std::to_string(status), language);
  head.status = status;
  head.facts.is_hidden = true;
  View outer = frame(request, base, head);
  outer.set("content", templates_.render(name, language, std::move(inner)));
  // The banner and the place need a snapshot; a page about a broken record goes without both.
  const auto snapshot = source_(std::nullopt);
  const bool is_known = snapshot.has_value();
  set_flag(outer, "is_demonstration", is_known && (*snapshot)->is_demonstration());
  const units::Unit* province = is_known ? province_of(**snapshot, today_()) : nullptr;
  const std::string place = province == nullptr ? say("portal.site.no_province", language)
                                                : name_in_sentence(province->last().name, language);
  outer.set("place", place);
  outer.set("site_title", say("portal.site.title", {{"place", place}}, language));
  set_flag(outer, "is_past", false);
  set_text(outer, "snapshot", is_known ? std::to_string((*snapshot)->number) : "");
  http::Response response =
      http::document_response("text/html", templates_.render("layout", language, std::move(outer)), status);
  response.set("Cache-Control", "no-store");
  response.set("Content-Language", std::string(code_of(language)));
  return response;
}

std::string_view asset_bytes(std::string_view file) {
  const std::string_view bytes = resource("portal/assets/" + std::string(file));
  return bytes.empty() ? resource("office/assets/" + std::string(file)) : bytes;
}

std::string asset_address(std::string_view file) {
  const std::string_view bytes = asset_bytes(file);
  return "/assets/" + std::string(file) + "?v=" + hex(sha256(bytes)).substr(0, 10);
}

}  // namespace luytre::portal
