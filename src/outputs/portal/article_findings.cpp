#include "outputs/portal/article_findings.h"

#include <algorithm>

#include "base/vietnamese.h"
#include "outputs/portal/article_text.h"
#include "programme/newsroom/render.h"

namespace luytre::portal {
namespace {

void add_unit(ArticleFindings& findings, const units::Unit* unit) {
  if (unit == nullptr) return;
  if (std::find(findings.units.begin(), findings.units.end(), unit) == findings.units.end())
    findings.units.push_back(unit);
}

// Named in the text so that it can be no other: with the word of its kind, in the home province, where no second unit
// bore the name on that day. A note beside a story must not tell of the wrong commune.
bool is_certain(const newsroom::FoundUnit& found, const newsroom::InspectionFrame& frame, Date day) {
  if (found.is_implied || found.is_folded) return false;
  if (newsroom::phrase_key(found.text) != newsroom::phrase_key(found.version->name)) return false;
  if (found.unit->level == units::Level::province) return true;
  const units::Unit* province = frame.units->province(*found.unit, day);
  if (province == nullptr || province->id.code != frame.home_province) return false;
  return frame.units->named(found.version->name, day, province).size() == 1;
}

}  // namespace

std::string words_of_article(const newsroom::Article& article) {
  const auto plain = [](std::string_view text) { return newsroom::plain_line(text, {}); };
  return nfc(plain(article.title) + "\n" + plain(article.lead) + "\n" + words_of_markdown(plain(article.body)));
}

std::shared_ptr<const newsroom::UnitNames> ArticleReader::names_of(const std::shared_ptr<const units::Register>& known,
                                                                   const newsroom::InspectionFrame& frame) {
  if (named_register_ != known || !names_) {
    names_ = std::make_shared<const newsroom::UnitNames>(frame);
    named_register_ = known;
  }
  return names_;
}

std::shared_ptr<const ArticleFindings> ArticleReader::read(const record::Snapshot& snapshot,
                                                           const newsroom::Article& article) {
  const std::string key = article.id.text() + "/" + std::to_string(article.version);
  const std::lock_guard lock(mutex_);
  const auto kept = std::find_if(kept_.begin(), kept_.end(), [&](const Kept& one) {
    return one.article == key && one.findings->known == snapshot.units;
  });
  if (kept != kept_.end()) return kept->findings;
  auto findings = std::make_shared<ArticleFindings>();
  findings->known = snapshot.units;
  newsroom::InspectionFrame frame;
  frame.units = snapshot.units && !snapshot.units->is_empty() ? snapshot.units.get() : nullptr;
  if (snapshot.installation) frame.home_province = snapshot.installation->province;
  frame.text_date = article.date;
  for (const std::string& identity : article.units) {
    const auto id = units::UnitId::parse(identity);
    if (frame.units != nullptr && id) add_unit(*findings, frame.units->unit(*id));
  }
  findings->units_set = findings->units.size();
  const auto inspection = newsroom::inspect(words_of_article(article), frame, *names_of(snapshot.units, frame));
  if (article.date) {
    for (const newsroom::FoundUnit& found : inspection.units)
      if (is_certain(found, frame, *article.date)) add_unit(*findings, found.unit);
  }
  findings->abbreviations = inspection.abbreviations;
  kept_.push_front({key, findings});
  if (kept_.size() > kept_max) kept_.pop_back();
  return findings;
}

}  // namespace luytre::portal
