#include "programme/newsroom/article_view.h"

#include <algorithm>

#include "platform/http/response.h"
#include "programme/newsroom/figures_of_text.h"
#include "programme/newsroom/moment.h"
#include "programme/newsroom/write_articles.h"

namespace luytre::newsroom {
namespace {

json::value day_or_null(const std::optional<Date>& day) {
  return day ? json::value(day->text()) : json::value(nullptr);
}

json::value text_or_null(const std::string& text) { return text.empty() ? json::value(nullptr) : json::value(text); }

json::value moment_or_null(const std::string& instant) { return text_or_null(short_moment(instant)); }

json::object figure_value(const TextFigure& one) {
  const DraftFigure& figure = one.figure;
  return {{"position", figure.position > 0 ? json::value(figure.position) : json::value(nullptr)},
          {"part", text_or_null(one.part)},
          {"span", one.part.empty() ? json::value(nullptr) : json::value(json::array{one.begin, one.end})},
          {"occurrences", one.occurrences},
          {"text", figure.text},
          {"definition", figure.definition},
          {"counts", figure.counts},
          {"numerator", figure.numerator},
          {"printed", figure.printed},
          {"place", figure.place},
          {"as_of", day_or_null(figure.as_of)},
          {"state", name_of(figure.state)},
          {"claim", text_or_null(figure.claim)},
          {"source", text_or_null(figure.source)},
          {"source_url", text_or_null(figure.source_url)}};
}

json::value plan_value(const Article& article) {
  if (article.kind != ArticleKind::event) return nullptr;
  return json::object{{"begins_at", moment_or_null(article.plan.begins_at)},
                      {"ends_at", moment_or_null(article.plan.ends_at)},
                      {"place", article.plan.place},
                      {"organiser", article.plan.organiser}};
}

json::array units_value(const Article& article, const ArticleDoors& doors) {
  const auto desk = doors.desk ? doors.desk() : Result<ReadingDesk>(ReadingDesk{});
  json::array units;
  for (const std::string& identity : article.units) {
    const auto id = units::UnitId::parse(identity);
    const units::Unit* unit = id && desk && desk->units ? desk->units->unit(*id) : nullptr;
    units.push_back(json::object{{"id", identity},
                                 {"code", id ? id->code : identity},
                                 {"name", unit == nullptr ? identity : unit->last().name}});
  }
  return units;
}

json::array texts_value(const std::vector<std::string>& texts) {
  json::array list;
  for (const std::string& text : texts) list.emplace_back(text);
  return list;
}

json::array versions_value(const ArticleRegister& known, const Article& article) {
  json::array versions;
  const auto shown = known.public_versions(article.id.text());
  for (const Article* version : known.versions(article.id.text())) {
    const bool is_public = std::find(shown.begin(), shown.end(), version) != shown.end();
    versions.push_back(json::object{{"version", version->version},
                                    {"title", version->title},
                                    {"status", name_of(version->status)},
                                    {"change_kind", version->change_kind},
                                    {"change_note", version->change_note},
                                    {"is_public", is_public},
                                    {"recorded_at", version->recorded_at},
                                    {"event", version->event}});
  }
  return versions;
}

json::array steps_value(const ArticleRegister& known, const Article& article) {
  json::array steps;
  for (const TakenStep* step : known.steps(article.id.text())) {
    const auto answers = parse_json(step->answers);
    steps.push_back(json::object{{"step", step->step},
                                 {"stage", name_of(step->stage)},
                                 {"version", step->version},
                                 {"at", short_moment(step->recorded_at)},
                                 {"reason", text_or_null(step->reason)},
                                 {"answers", answers ? *answers : json::value(json::object())}});
  }
  return steps;
}

json::array log_value(const ArticleRegister& known, const Article& article) {
  json::array log;
  for (const LogEntry& entry : known.public_log(article.id.text())) {
    log.push_back(json::object{{"version", entry.version},
                               {"kind", entry.kind},
                               {"at", short_moment(entry.at)},
                               {"note", text_or_null(entry.note)},
                               {"parts", texts_value(entry.parts)}});
  }
  return log;
}

json::array proposals_value(const ArticleRegister& known, const Article& article) {
  json::array proposals;
  for (const Proposal* one : known.proposals(article.id.text())) {
    proposals.push_back(json::object{{"id", one->id},
                                     {"step", name_of(one->step)},
                                     {"version", one->version},
                                     {"note", one->note},
                                     {"title", one->title},
                                     {"lead", one->lead},
                                     {"body", one->body},
                                     {"state", name_of(one->state)},
                                     {"event", one->event}});
  }
  return proposals;
}

json::array previews_value(const ArticleRegister& known, const Article& article) {
  json::array previews;
  for (const Preview* preview : known.previews(article.id.text())) {
    previews.push_back(json::object{{"id", preview->id},
                                    {"expires_at", short_moment(preview->expires_at)},
                                    {"is_revoked", preview->is_revoked},
                                    {"is_over", preview->is_revoked || preview->expires_at <= known.now()}});
  }
  return previews;
}

// What may be done next, by this viewer or by somebody else.
json::array next_steps_value(const ArticleRegister& known, const Article& article, const ArticleDoors& doors,
                             const http::Request& request) {
  json::array steps;
  for (const Move* move : moves_from(article.stage)) {
    const bool is_public = known.is_visible(article);
    if (article.stage == Stage::published && (move->step == Step::withdraw) == is_public) continue;
    Done may = doors.guard(request.actor, {std::string(move->act), "", {}, {}});
    if (may && move->not_by_writer && has_written(known, article.id, request.actor.name))
      may = refuse("news.second_person", {{"article", article.slug}});
    steps.push_back(json::object{
        {"step", name_of(move->step)},
        {"to", name_of(move->to)},
        {"act", move->act},
        {"is_permitted", may.has_value()},
        {"refusal", may ? json::value(nullptr) : json::value(http::problem_value(may.error(), request.language()))},
        {"needs", move->needs_reason ? json::array{"reason"} : json::array{}}});
  }
  return steps;
}

json::array criteria_value(const Article& article) {
  json::array criteria;
  for (const CriterionRef& one : article.criteria)
    criteria.push_back(json::object{{"set", one.set}, {"code", one.code}});
  return criteria;
}

}  // namespace

json::object summary_value(const ArticleRegister& known, const Article& article) {
  const std::string& id = article.id.text();
  return {{"id", id},
          {"slug", article.slug},
          {"title", article.title},
          {"is_working_title", article.is_working_title},
          {"lead", article.lead},
          {"date", day_or_null(article.date)},
          {"category", name_of(article.category)},
          {"status", name_of(article.status)},
          {"stage", name_of(article.stage)},
          {"kind", name_of(article.kind)},
          {"version", article.version},
          {"visible_from", moment_or_null(article.visible_from)},
          {"embargo_until", moment_or_null(article.embargo_until)},
          {"open_figures", open_figures(article, known.figures(id)).size()},
          {"images", known.images(id).size()},
          {"tags", texts_value(article.tags)},
          {"source_name", article.source_name},
          {"is_taken_over", article.is_taken_over},
          {"recorded_at", article.recorded_at}};
}

json::object article_value(const ArticleRegister& known, const Article& article, const ArticleDoors& doors,
                           const http::Request& request) {
  const std::string& id = article.id.text();
  json::object value = summary_value(known, article);
  value["body"] = article.body;
  value["source_url"] = article.source_url;
  value["correction"] = article.correction;
  value["plan"] = plan_value(article);
  value["units"] = units_value(article, doors);
  value["criteria"] = criteria_value(article);
  value["published_at"] = moment_or_null(article.published_at);
  value["is_visible"] = known.is_visible(article);
  value["original_url"] = text_or_null(article.original_url);
  json::array figures;
  for (const TextFigure& one : figures_of_text(article, known.figures(id))) figures.push_back(figure_value(one));
  value["figures"] = std::move(figures);
  json::array images;
  for (const ArticleImage* image : known.images(id)) images.push_back(image_value(*image));
  value["images"] = std::move(images);
  value["versions"] = versions_value(known, article);
  value["steps"] = steps_value(known, article);
  value["log"] = log_value(known, article);
  value["previews"] = previews_value(known, article);
  value["proposals"] = proposals_value(known, article);
  value["next_steps"] = next_steps_value(known, article, doors, request);
  return value;
}

json::object image_value(const ArticleImage& image) {
  return {{"id", image.id},
          {"place", image.place},
          {"alt", image.alt},
          {"is_decorative", image.is_decorative},
          {"caption", image.caption},
          {"credit", image.credit},
          {"source", image.source},
          {"basis", name_of(image.permission)},
          {"basis_note", image.permission_note},
          {"people", name_of(image.people)},
          {"children", image.has_children},
          {"consent_reference", image.consent},
          {"width", image.width},
          {"height", image.height},
          {"large_address", image.large_address()},
          {"small_address", image.small_address()}};
}

}  // namespace luytre::newsroom
