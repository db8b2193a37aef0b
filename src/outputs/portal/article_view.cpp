#include "outputs/portal/article_view.h"

#include <algorithm>

#include "base/html.h"
#include "base/vietnamese.h"
#include "outputs/portal/article_text.h"
#include "outputs/portal/documents_view.h"
#include "outputs/portal/event_view.h"
#include "outputs/portal/pages.h"
#include "outputs/portal/question.h"
#include "programme/documents/document_uses.h"
#include "programme/newsroom/article_image.h"

namespace luytre::portal {
namespace {

using newsroom::Article;
using newsroom::Stage;

constexpr int corrections_max = 20;  // of one figure: more is a circle

const newsroom::FrozenFigure* frozen_of(const Article& article, const std::string& claim) {
  const auto found = std::find_if(article.frozen.begin(), article.frozen.end(),
                                  [&](const newsroom::FrozenFigure& one) { return one.claim == claim; });
  return found == article.frozen.end() ? nullptr : &*found;
}

View figures_view(const Visit& visit, const std::vector<BoundFigure>& figures) {
  View list = empty_list();
  for (const BoundFigure& figure : figures) {
    const auto& definition = visit.snapshot->claims->definition_of(*figure.claim);
    const std::string path = "/so-lieu/" + figure.claim->id.text();
    View view;
    view.set("value", figure.value);
    view.set("meaning", definition.title(visit.language));
    view.set("day", visit.day_words(figure.claim->as_of));
    view.set("address", visit.link(path));
    view.set("printed_address", absolute(visit, path));
    set_flag(view, "is_discrepant", visit.snapshot->claims->discrepancy(*figure.claim).has_value());
    set_text(view, "later", figure.later ? figure.later->words : "");
    set_text(view, "later_address", figure.later ? figure.later->address : "");
    list.push_back(view);
  }
  return list;
}

View units_view(const Visit& visit, const Article& article, const ArticleFindings& findings,
                const std::vector<UnitNote>& notes) {
  constexpr std::size_t shown_max = 20;
  View list = empty_list();
  for (std::size_t i = 0; i < std::min(findings.units.size(), shown_max); ++i) {
    const units::Unit& unit = *findings.units[i];
    const auto noted =
        std::any_of(notes.begin(), notes.end(), [&](const UnitNote& note) { return note.unit == &unit; });
    if (noted) continue;  // told with what became of it
    const Date on = day_of_life(unit, article.date.value_or(visit.today));
    View one;
    one.set("name", unit.nearest(on).name);
    one.set("address", visit.unit_link(unit, day_of_life(unit, visit.day)));
    list.push_back(one);
  }
  return list;
}

View notes_view(const Visit& visit, const Article& article, const std::vector<UnitNote>& notes) {
  View list = empty_list();
  for (const UnitNote& note : notes) {
    View one;
    one.set("words", note_words(visit, note));
    one.set("name", note.name);
    const Date then = day_of_life(*note.unit, article.date.value_or(visit.today));
    one.set("address", visit.unit_link(*note.unit, then));
    View heirs = empty_list();
    if (note.fate != UnitFate::renamed) {
      for (const units::Unit* heir : note.heirs) {
        View view;
        view.set("name", heir->nearest(visit.today).name);
        view.set("address", visit.unit_link(*heir, day_of_life(*heir, visit.day)));
        heirs.push_back(view);
      }
    }
    one.set("heirs", heirs);
    list.push_back(one);
  }
  return list;
}

View criteria_view_of(const Visit& visit, const Article& article) {
  View list = empty_list();
  for (const newsroom::CriterionRef& named : article.criteria) {
    const auto* set = visit.snapshot->law->set(named.set);
    const std::string number = named.code.substr(0, named.code.find('.'));
    if (set == nullptr) continue;
    const auto found = std::find_if(set->criteria.begin(), set->criteria.end(),
                                    [&](const criteria::Criterion& one) { return one.number == number; });
    if (found == set->criteria.end()) continue;
    View one;
    one.set("words",
            visit.say("reading.criterion.named", {{"number", named.code},
                                                  {"title", judgement::in_language(found->title, visit.language)},
                                                  {"set", judgement::in_language(set->title, visit.language)}}));
    one.set("address", visit.link(law_path(named.set) + "/" + http::percent_encoded(number)));
    list.push_back(one);
  }
  return list;
}

View tags_view(const Visit& visit, const Article& article) {
  const auto news = visit.news();
  View list = empty_list();
  for (const std::string& tag : article.tags) {
    const std::string address = slug(tag);
    View one;
    one.set("words", tag);
    set_text(one, "address", news->tag(address) != nullptr ? visit.link(tag_path(address)) : "");
    list.push_back(one);
  }
  return list;
}

// Documents that the words name by number and symbol; a link where the register has one.
View documents_of(const Visit& visit, const Article& article) {
  constexpr std::size_t shown_max = 20;
  View list = empty_list();
  std::size_t count = 0;
  for (const std::string& symbol : documents::symbols_in(words_of_article(article)))
    if (++count <= shown_max) list.push_back(document_link(visit, symbol));
  return list;
}

View log_view(const Visit& visit, const Article& article) {
  View list = empty_list();
  for (const newsroom::LogEntry& entry : visit.snapshot->articles->public_log(article.id.text())) {
    const auto at = feeds::Moment::parse(entry.at);
    std::string parts;
    for (const std::string& part : entry.parts)
      parts += (parts.empty() ? "" : ", ") +
               (in_catalogue("reading.part." + part) ? visit.say("reading.part." + part) : part);
    View one;
    one.set("kind", visit.say("reading.log." + entry.kind));
    set_flag(one, "is_correction", entry.kind == "corrected");
    one.set("at",
            at ? visit.say("reading.at", {{"day", visit.day_words(at->day())}, {"clock", at->clock()}}) : entry.at);
    one.set("iso", at ? at->rfc3339() : entry.at);
    set_text(one, "note", entry.note);
    set_text(one, "parts", parts);
    list.push_back(one);
  }
  return list;
}

void add_sources(const Visit& visit, const Article& article, View& view) {
  const auto is_address = [](const std::string& text) { return text.rfind("http", 0) == 0; };
  set_text(view, "source_name", article.source_name);
  set_text(view, "source_url", is_address(article.source_url) ? article.source_url : "");
  set_flag(view, "has_source", !article.source_name.empty() || !article.source_url.empty());
  set_text(view, "original_url", is_address(article.original_url) ? article.original_url : "");
  set_flag(view, "is_taken_over", article.is_taken_over);
  view.set("publisher", article.source_name.empty() ? publisher_of(visit) : article.source_name);
}

void add_list(View& view, const std::string& name, View list) {
  set_flag(view, "has_" + name, !list.is_empty_list());
  view.set(name, std::move(list));
}

json::object organisation(const std::string& name, const std::string& address) {
  json::object value{{"@type", "Organization"}, {"name", name}};
  if (!address.empty()) value["url"] = address;
  return value;
}

json::object article_data(const Visit& visit, const Article& article, const HeadFacts& facts, const std::string& title,
                          const std::string& lead) {
  const std::string address = absolute(visit, article_path(article));
  const std::string publisher = publisher_of(visit);
  json::object value{{"@context", "https://schema.org"},
                     {"@type", "NewsArticle"},
                     {"headline", title},
                     {"description", lead},
                     {"inLanguage", "vi"},
                     {"datePublished", facts.published},
                     {"dateModified", facts.modified},
                     {"articleSection", facts.section},
                     {"isAccessibleForFree", true},
                     {"mainEntityOfPage", address},
                     {"url", address},
                     {"author", organisation(article.source_name.empty() ? publisher : article.source_name,
                                             article.source_name.empty() ? absolute(visit, "/") : "")},
                     {"publisher", organisation(publisher, absolute(visit, "/"))}};
  if (facts.picture) value["image"] = visit.site.public_address() + facts.picture->path;
  json::array keywords;
  for (const std::string& tag : facts.tags) keywords.push_back(json::value(tag));
  if (!keywords.empty()) value["keywords"] = std::move(keywords);
  if (article.stage == Stage::corrected) value["correction"] = article.change_note;
  return value;
}

}  // namespace

std::string publisher_of(const Visit& visit) {
  const std::string place = visit.province == nullptr
                                ? visit.say("portal.site.no_province")
                                : name_in_sentence(visit.province->nearest(visit.day).name, visit.language);
  return visit.say("portal.site.title", {{"place", place}});
}

std::string absolute(const Visit& visit, const std::string& path) {
  return visit.site.public_address() + address(visit.base, path);
}

std::optional<LaterFigure> later_of(const Visit& visit, const statistics::Claim& claim) {
  const auto& claims = *visit.snapshot->claims;
  const statistics::Claim* last = nullptr;
  for (int step = 0; step < corrections_max; ++step) {
    const statistics::Claim* next = claims.correction_of((last == nullptr ? claim : *last).id.text());
    if (next == nullptr) break;
    last = next;
  }
  if (last != nullptr) {
    const std::string now = statistics::link_text(*last, claims.definition_of(*last), visit.language);
    return LaterFigure{visit.say("reading.figure.corrected", {{"now", now}}),
                       visit.link("/so-lieu/" + last->id.text())};
  }
  const auto overtaken = visit.snapshot->overtaken(claim);
  if (!overtaken) return std::nullopt;
  const std::string certificate = visit.link("/so-lieu/" + claim.id.text());
  if (!overtaken->now) return LaterFigure{visit.say("reading.figure.unknown_now"), certificate};
  const std::string now = statistics::figure_text(*overtaken->now, claims.definition_of(claim), visit.language);
  return LaterFigure{visit.say("reading.figure.overtaken", {{"now", now}}), certificate};
}

std::vector<BoundFigure> bound_figures(const Visit& visit, const Article& article) {
  std::vector<BoundFigure> figures;
  for (const std::string& name : newsroom::claims_of(article)) {
    const statistics::Claim* claim = public_claim(visit, name);
    if (claim == nullptr) continue;
    BoundFigure figure;
    figure.claim = claim;
    const newsroom::FrozenFigure* frozen = frozen_of(article, claim->id.text());
    const bool has_frozen = frozen != nullptr && !frozen->value.empty() && visit.language == Language::vi;
    figure.value = has_frozen
                       ? frozen->value
                       : statistics::figure_text(*claim, visit.snapshot->claims->definition_of(*claim), visit.language);
    figure.later = later_of(visit, *claim);
    figures.push_back(std::move(figure));
  }
  return figures;
}

ArticleHtml article_html(const Visit& visit, const Article& article, const ArticleFindings& findings,
                         const std::vector<BoundFigure>& figures) {
  AbbreviationExplainer explainer(findings.abbreviations);
  const auto beside = [&](const std::string& name) -> std::string {
    const statistics::Claim* claim = public_claim(visit, name);
    for (const BoundFigure& figure : figures) {
      if (figure.claim != claim || !figure.later) continue;
      return " <small class=\"later\">(<a href=\"" + escape_html(figure.later->address) + "\">" +
             escape_html(figure.later->words) + "</a>)</small>";
    }
    return {};
  };
  const newsroom::ClaimText words = claim_text(visit);
  const auto dress = [&](std::string html) {
    html = in_language_of_reader(std::move(html), visit.base);
    return with_later_figures(explainer.explained(html), beside);
  };
  ArticleHtml html;
  html.lead = dress(newsroom::render_line(article.lead, words));
  html.body = dress(body_html(visit, article));
  return html;
}

std::string body_html(const Visit& visit, const Article& article) {
  const newsroom::ClaimText words = claim_text(visit);
  const auto& articles = *visit.snapshot->articles;
  const newsroom::ImageWords images = articles.image_words(article.id.text());
  // The lead picture stands above the text unless the writer gave it a place; others that have none stand below.
  std::string above;
  std::string below;
  bool is_lead = true;
  for (const newsroom::ArticleImage* image : articles.images(article.id.text())) {
    const bool has_place = article.body.find("(image:" + image->id) != std::string::npos;
    const std::string figure = has_place ? "" : newsroom::render_body("![](image:" + image->id + ")", words, images);
    (is_lead ? above : below) += figure;
    is_lead = false;
  }
  return above + newsroom::render_body(article.body, words, images) + below;
}

std::vector<UnitNote> notes_of(const Visit& visit, const Article& article, const ArticleFindings& findings) {
  if (!article.date || !findings.known) return {};
  return unit_notes(*findings.known, findings.units, *article.date, visit.today);
}

std::string note_words(const Visit& visit, const UnitNote& note) {
  std::string heirs;
  for (const units::Unit* heir : note.heirs) {
    const std::string name = name_in_sentence(heir->nearest(visit.today).name, visit.language);
    heirs += (heirs.empty() ? "" : ", ") + name;
  }
  if (note.heirs_left_out > 0)
    heirs += visit.say("reading.unit.others", {{"count", std::to_string(note.heirs_left_out)}});
  const Arguments arguments{{"unit", note.name}, {"heirs", heirs}, {"day", visit.day_words(note.day)}};
  switch (note.fate) {
    case UnitFate::renamed:
      return visit.say("reading.unit.renamed", arguments);
    case UnitFate::merged:
      return visit.say(note.heirs.front()->nearest(visit.today).name == note.name ? "reading.unit.merged_namesake"
                                                                                  : "reading.unit.merged",
                       arguments);
    case UnitFate::divided:
      return visit.say("reading.unit.divided", arguments);
    case UnitFate::ended:
      break;
  }
  return visit.say("reading.unit.ended", {{"unit", note.name}, {"day", visit.day_words(note.day)}});
}

feeds::Moment published_moment(const Article& article) {
  // An article of the past was put into this record later than it was published.
  const auto known = feeds::Moment::parse(article.published_at);
  if (!article.date) return known.value_or(feeds::Moment{});
  if (known && known->day() == *article.date) return *known;
  return feeds::Moment::at_midnight(*article.date);
}

feeds::Moment updated_moment(const Article& article) {
  const feeds::Moment published = published_moment(article);
  const bool is_changed = article.stage == Stage::updated || article.stage == Stage::corrected;
  if (!is_changed) return published;
  return std::max(published, feeds::Moment::parse(article.recorded_at).value_or(published));
}

void add_article(const Visit& visit, const Article& article, View& view) {
  const auto findings = visit.site.reader().read(*visit.snapshot, article);
  const auto figures = bound_figures(visit, article);
  const auto notes = notes_of(visit, article, *findings);
  const ArticleHtml html = article_html(visit, article, *findings, figures);
  view.set("lead_html", html.lead);
  view.set("body_html", html.body);
  set_flag(view, "has_lead", !html.lead.empty());
  view.set("category_address", visit.link(category_path(article.category)));
  add_sources(visit, article, view);
  set_flag(view, "is_made_up", article.is_demonstration);
  set_text(view, "correction", article.stage == Stage::corrected ? article.change_note : "");
  set_text(view, "update", article.stage == Stage::updated ? article.change_note : "");
  add_list(view, "figures", figures_view(visit, figures));
  add_list(view, "notes", notes_view(visit, article, notes));
  add_list(view, "units", units_view(visit, article, *findings, notes));
  add_list(view, "criteria", criteria_view_of(visit, article));
  add_list(view, "documents", documents_of(visit, article));
  add_list(view, "tags", tags_view(visit, article));
  View log = log_view(visit, article);
  add_list(view, "log", std::move(log));
  view.set("news_address", visit.link(news_path));
  set_flag(view, "is_event", article.kind == newsroom::ArticleKind::event);
  if (article.kind == newsroom::ArticleKind::event) add_event(visit, article, view);
}

HeadFacts article_head(const Visit& visit, const Article& article) {
  const newsroom::ClaimText words = claim_text(visit);
  const std::string title = newsroom::plain_line(article.title, words);
  const std::string lead = newsroom::plain_line(article.lead, words);
  HeadFacts facts;
  facts.path = article_path(article);
  facts.kind = "article";
  facts.published = published_moment(article).rfc3339();
  facts.modified = updated_moment(article).rfc3339();
  facts.section = category_words(article.category, visit.language);
  facts.tags = article.tags;
  const auto images = visit.snapshot->articles->images(article.id.text());
  if (!images.empty()) {
    const newsroom::ArticleImage& first = *images.front();
    facts.picture = HeadPicture{first.large_address(), first.alt, first.width, first.height};
  }
  facts.data.push_back(article_data(visit, article, facts, title, lead));
  if (article.kind == newsroom::ArticleKind::event) facts.data.push_back(event_data(visit, article));
  facts.data.push_back(breadcrumbs({{visit.say("portal.nav.home"), absolute(visit, "/")},
                                    {visit.say("portal.nav.news"), absolute(visit, std::string(news_path))},
                                    {facts.section, absolute(visit, category_path(article.category))},
                                    {title, absolute(visit, article_path(article))}}));
  facts.feeds = feeds_at(visit, std::string(news_path), visit.say("portal.news.title"));
  return facts;
}

}  // namespace luytre::portal
