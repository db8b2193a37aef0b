#include "outputs/portal/page_subject.h"

#include "outputs/statistics/claim_view.h"
#include "platform/http/request.h"
#include "programme/newsroom/render.h"

namespace luytre::portal {
namespace {

using citizens::PageSubject;

PageSubject article_subject(const record::Snapshot& snapshot, const std::string& slug) {
  const newsroom::Article* article = snapshot.articles->published(slug);
  if (article == nullptr) return {};
  const auto words = [&](const std::string& name) -> std::optional<std::string> {
    const statistics::Claim* claim = snapshot.claims->find(name);
    if (claim == nullptr || claim->status == statistics::ClaimStatus::draft) return std::nullopt;
    return statistics::link_text(*claim, snapshot.claims->definition_of(*claim), Language::vi);
  };
  return {newsroom::plain_line(article->title, words), "article", article->id.text(), ""};
}

PageSubject claim_subject(const record::Snapshot& snapshot, const std::string& id) {
  const statistics::Claim* claim = snapshot.claims->find(id);
  if (claim == nullptr || claim->status == statistics::ClaimStatus::draft) return {};
  const auto& definition = snapshot.claims->definition_of(*claim);
  return {definition.title(Language::vi) + ": " + statistics::figure_text(*claim, definition, Language::vi), "claim",
          claim->id.text(), ""};
}

PageSubject unit_subject(const record::Snapshot& snapshot, const std::string& name, Date today) {
  const std::string code = name.substr(0, name.find('-'));
  const units::Unit* unit = snapshot.units->find(code, today);
  if (unit == nullptr) {
    const auto known = snapshot.units->with_code(code);
    if (known.empty()) return {};
    unit = known.back();
  }
  return {unit->nearest(today).name, "unit", unit->id.text(), unit->id.text()};
}

}  // namespace

PageSubject subject_of_page(const record::Snapshot& snapshot, const std::string& page, Date today) {
  const auto target = http::parse_target(page);
  if (!target || target->segments.size() < 2) return {};
  const std::string& room = target->segments[0];
  const std::string& name = target->segments[1];
  if (room == "tin-tuc") return article_subject(snapshot, name);
  if (room == "so-lieu") return claim_subject(snapshot, name);
  if (room == "xa" || room == "tinh") return unit_subject(snapshot, name, today);
  return {};
}

}  // namespace luytre::portal
