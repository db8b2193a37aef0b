// One legal document: all that is known of it, what it replaces, and where it is used.
#include <algorithm>

#include "outputs/portal/documents_view.h"
#include "outputs/portal/pages.h"
#include "outputs/portal/question.h"
#include "programme/documents/document_uses.h"
#include "programme/documents/documents_routes.h"

namespace luytre::portal {
namespace {

using documents::Document;
using documents::RelationKind;

constexpr std::size_t decisions_shown_max = 100;
constexpr std::size_t articles_shown_max = 20;

View link(const std::string& words, const std::string& address, const std::string& more = "") {
  View view;
  view.set("words", words);
  set_text(view, "address", address);
  set_text(view, "more", more);
  return view;
}

void set_list(View& view, const std::string& name, View list) {
  set_flag(view, "has_" + name, !list.is_empty_list());
  view.set(name, std::move(list));
}

View acts_upon(const Visit& visit, const Document& document, RelationKind kind) {
  View list = empty_list();
  for (const documents::Relation& relation : document.relations) {
    if (relation.kind == kind) list.push_back(document_link(visit, relation.document));
  }
  return list;
}

View acted_upon(const Visit& visit, const Document& document, RelationKind kind) {
  View list = empty_list();
  for (const Document* newer : visit.snapshot->documents->acting_on(document, kind))
    list.push_back(link(newer->symbol, visit.link("/van-ban/" + newer->slug)));
  return list;
}

View criteria_view(const Visit& visit, const Document& document) {
  View list = empty_list();
  for (const auto& use : documents::Citations(*visit.snapshot->law).of(document)) {
    std::string numbers;
    for (const std::string& number : use.indicators) numbers += (numbers.empty() ? "" : ", ") + number;
    std::string more = use.is_its_own ? visit.say("portal.document.own_set") : "";
    if (!numbers.empty())
      more += (more.empty() ? "" : " · ") + visit.say("portal.document.indicators", {{"list", numbers}});
    list.push_back(
        link(judgement::in_language(use.set->title, visit.language), visit.link(law_path(use.set->id)), more));
  }
  return list;
}

View decisions_view(const Visit& visit, const Document& document) {
  View list = empty_list();
  std::size_t count = 0;
  for (const recognition::TitleFact* fact : documents::decisions_by(*visit.snapshot->titles, document)) {
    if (count++ == decisions_shown_max) break;
    const auto id = units::UnitId::parse(fact->unit);
    const units::Unit* unit = id ? visit.snapshot->units->unit(*id) : nullptr;
    const std::string title = visit.say("recognition.title." + std::string(name_of(fact->title)));
    if (unit == nullptr) {
      list.push_back(link(fact->unit, "", title));
      continue;
    }
    const std::string address = unit->level == units::Level::commune ? visit.unit_link(*unit, fact->signed_on()) : "";
    list.push_back(link(unit->nearest(fact->signed_on()).name, address, title));
  }
  return list;
}

View articles_view(const Visit& visit, const Document& document) {
  View list = empty_list();
  std::size_t count = 0;
  const auto& articles = *visit.snapshot->articles;
  for (const newsroom::Article* article : articles.page(std::nullopt, articles.size()).articles) {
    const bool is_named = documents::is_named_in(article->title, document) ||
                          documents::is_named_in(article->lead, document) ||
                          documents::is_named_in(article->body, document);
    if (!is_named) continue;
    if (count++ == articles_shown_max) break;
    list.push_back(link(article->title, visit.link("/tin-tuc/" + article->slug),
                        article->date ? visit.day_words(*article->date) : ""));
  }
  return list;
}

View versions_view(const Visit& visit, const Document& document) {
  View list = empty_list();
  for (const Document* version : visit.snapshot->documents->versions(document.id.text())) {
    if (version->state != documents::State::published) continue;
    View one;
    one.set("recorded_at", version->recorded_at.substr(0, 10));
    set_text(one, "reason", version->reason);
    list.push_back(one);
  }
  return list;
}

void set_facts(const Visit& visit, const Document& document, View& view) {
  const auto& known = *visit.snapshot->documents;
  set_text(view, "number", documents::number_of(document.symbol));
  const auto end = known.end_of(document);
  set_text(view, "until", end ? visit.day_words(*end) : "");
  set_flag(view, "is_end_derived", end && !document.until);
  set_text(view, "source", document.source);
  set_text(view, "source_url", document.source_url);
  set_flag(view, "has_source", !document.source.empty() || !document.source_url.empty());
  view.set("confidence", visit.say("criteria.confidence." + std::string(criteria::name_of(document.confidence))));
  set_text(view, "note", document.note);
  if (!document.file) return;
  constexpr std::int64_t kilobyte = 1'000;
  const std::int64_t kilobytes = std::max<std::int64_t>(1, document.file->bytes / kilobyte);
  view.set("file_address", "/api/v1/documents/" + document.slug + "/file");
  view.set("file_name", document.file->name);
  view.set("file_size", visit.number(kilobytes) + " kB");
  view.set("file_digest", document.file->sha256);
}

}  // namespace

View document_link(const Visit& visit, const std::string& symbol) {
  const Document* meant = visit.snapshot->documents->meant(symbol);
  return link(meant != nullptr ? meant->symbol : symbol, meant != nullptr ? visit.link("/van-ban/" + meant->slug) : "");
}

Result<http::Response> document_page(const Visit& visit) {
  const auto found = documents::public_document(*visit.snapshot->documents, visit.request.captured_text("slug"));
  if (!found) return pass_on(found);
  const Document& document = **found;
  if (auto moved = to_permanent(visit, "/van-ban/" + document.slug)) return *moved;
  const Date day = visit.is_dated ? visit.day : visit.today;
  View view = document_row(visit, document, day);
  set_facts(visit, document, view);
  view.set("effect_day", visit.day_words(day));
  set_list(view, "replaces", acts_upon(visit, document, RelationKind::replaces));
  set_list(view, "amends", acts_upon(visit, document, RelationKind::amends));
  set_list(view, "replaced_by", acted_upon(visit, document, RelationKind::replaces));
  set_list(view, "amended_by", acted_upon(visit, document, RelationKind::amends));
  set_list(view, "criteria", criteria_view(visit, document));
  set_list(view, "decisions", decisions_view(visit, document));
  set_list(view, "articles", articles_view(visit, document));
  set_list(view, "versions", versions_view(visit, document));
  view.set("list_address", visit.link("/van-ban"));
  view.set("api_address", "/api/v1/documents/" + document.slug);
  PageHead head{document.symbol, document.abstract, "law"};
  head.stylesheet = asset_address("finding.css");
  return visit.site.page(visit, head, "document", std::move(view));
}

}  // namespace luytre::portal
