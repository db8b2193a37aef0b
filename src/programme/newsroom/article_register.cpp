#include "programme/newsroom/article_register.h"

#include <algorithm>
#include <chrono>
#include <tuple>

#include "base/hash.h"
#include "base/vietnamese.h"
#include "platform/storage/instant.h"
#include "programme/newsroom/redirect.h"

namespace luytre::newsroom {
namespace {

std::string day_text(const Article& article) { return article.date ? article.date->text() : std::string(); }

// Newest day first; of one day the later id (ids sort by time) first.
bool comes_before(const Article& a, const Article& b) {
  return std::tuple(day_text(a), a.id.text()) > std::tuple(day_text(b), b.id.text());
}

// Of a version that is no draft.
Stage public_stage(const Article& article) {
  if (article.change_kind == change_updated) return Stage::updated;
  return article.status == ArticleStatus::corrected ? Stage::corrected : Stage::published;
}

std::string key_of(std::string_view set, std::string_view code) { return std::string(set) + ' ' + std::string(code); }

}  // namespace

Clock system_clock() {
  return [] {
    const auto since = std::chrono::system_clock::now().time_since_epoch();
    return static_cast<long long>(std::chrono::duration_cast<std::chrono::milliseconds>(since).count());
  };
}

ArticleRegister::ArticleRegister(ArticleParts parts, audit::EventNumber known_at, Clock clock)
    : versions_(std::move(parts.versions)), clock_(std::move(clock)), known_at_(known_at) {
  for (DraftFigure& figure : parts.figures) figures_[figure.article.text()][figure.position] = std::move(figure);
  for (TakenStep& step : parts.steps) steps_[step.article.text()].push_back(std::move(step));
  for (Preview& preview : parts.previews) previews_[preview.id] = std::move(preview);
  for (Proposal& proposal : parts.proposals) proposals_[proposal.id] = std::move(proposal);
  redirects_ = std::move(parts.redirects);
  number_versions();
  give_stages();
  list_public();
  list_images(std::move(parts.images));
}

void ArticleRegister::number_versions() {
  for (std::size_t at = 0; at < versions_.size(); ++at) {
    const Article& article = versions_[at];
    newest_[article.id.text()] = at;
    by_id_[article.id.text()].push_back(at);
    by_slug_.emplace(article.slug, article.id.text());
  }
}

void ArticleRegister::give_stages() {
  for (const auto& [id, places] : by_id_) {
    std::string published_at;
    for (const std::size_t at : places) {
      Article& version = versions_[at];
      if (version.status == ArticleStatus::draft) {
        published_at.clear();  // taken back before anybody could read it
        continue;
      }
      if (published_at.empty()) published_at = std::max(version.visible_from, version.recorded_at);
      version.published_at = published_at;
      version.stage = public_stage(version);
    }
    const auto steps = steps_.find(id);
    if (steps != steps_.end()) versions_[places.back()].stage = steps->second.back().stage;
  }
}

void ArticleRegister::list_public() {
  for (const auto& [id, at] : newest_) {
    if (versions_[at].status != ArticleStatus::draft) published_.push_back(at);
  }
  std::sort(published_.begin(), published_.end(),
            [&](std::size_t a, std::size_t b) { return comes_before(versions_[a], versions_[b]); });
  for (const std::size_t at : published_) {
    const Article& article = versions_[at];
    if (!article.visible_from.empty()) instants_.push_back(article.visible_from);
    if (article.kind == ArticleKind::event) events_.push_back(at);
    for (const std::string& claim : claims_of(article)) by_claim_[claim].push_back(at);
    for (const std::string& tag : article.tags) by_tag_[slug(tag)].push_back(at);
    for (const std::string& unit : article.units) by_unit_[unit].push_back(at);
    for (const CriterionRef& one : article.criteria) by_criterion_[key_of(one.set, one.code)].push_back(at);
  }
  std::sort(instants_.begin(), instants_.end());
}

void ArticleRegister::list_images(std::vector<ArticleImage> images) {
  for (ArticleImage& image : images) images_[image.id] = std::move(image);
  for (const auto& [id, image] : images_) {
    images_by_digest_[image.digest].push_back(id);
    if (!image.is_removed && !image.is_taken_down) images_of_[image.article].push_back(id);
  }
  for (auto& [article, ids] : images_of_) {
    std::stable_sort(ids.begin(), ids.end(), [&](const std::string& a, const std::string& b) {
      return std::tuple(images_.at(a).place, a) < std::tuple(images_.at(b).place, b);
    });
  }
}

std::string ArticleRegister::now() const { return storage::instant_text(clock_() * 1000); }

bool ArticleRegister::is_visible(const Article& article) const {
  return article.status != ArticleStatus::draft && (article.visible_from.empty() || article.visible_from <= now());
}

std::vector<const Article*> ArticleRegister::visible_of(const Places& places) const {
  const std::string instant = now();
  std::vector<const Article*> found;
  for (const std::size_t at : places) {
    const Article& article = versions_[at];
    if (article.visible_from.empty() || article.visible_from <= instant) found.push_back(&article);
  }
  return found;
}

std::vector<const Article*> ArticleRegister::visible_under(const Index& index, std::string_view key) const {
  const auto places = index.find(key);
  return places == index.end() ? std::vector<const Article*>() : visible_of(places->second);
}

ArticlePage ArticleRegister::page(const std::optional<std::vector<std::string>>& after, std::size_t rows,
                                  std::optional<Category> category) const {
  ArticlePage page;
  const std::string instant = now();
  for (const std::size_t at : published_) {
    const Article& article = versions_[at];
    if (!article.visible_from.empty() && article.visible_from > instant) continue;
    if (category && article.category != *category) continue;
    if (after && std::tuple(day_text(article), article.id.text()) >= std::tuple((*after)[0], (*after)[1])) continue;
    if (page.articles.size() == rows) {
      const Article& last = *page.articles.back();
      page.next = {{day_text(last), last.id.text()}};
      break;
    }
    page.articles.push_back(&article);
  }
  return page;
}

std::vector<const Article*> ArticleRegister::visible() const { return visible_of(published_); }

std::vector<const Article*> ArticleRegister::all_public() const {
  std::vector<const Article*> found;
  for (const std::size_t at : published_) found.push_back(&versions_[at]);
  return found;
}

const Article* ArticleRegister::published(std::string_view slug) const {
  const Article* article = find(slug);
  return article != nullptr && is_visible(*article) ? article : nullptr;
}

std::vector<const Article*> ArticleRegister::naming_claim(std::string_view claim_id) const {
  return visible_under(by_claim_, claim_id);
}

std::vector<const Article*> ArticleRegister::tagged(std::string_view tag_slug) const {
  return visible_under(by_tag_, tag_slug);
}

std::vector<const Article*> ArticleRegister::about_unit(std::string_view identity) const {
  return visible_under(by_unit_, identity);
}

std::vector<const Article*> ArticleRegister::about_criterion(std::string_view set, std::string_view code) const {
  return visible_under(by_criterion_, key_of(set, code));
}

std::vector<const Article*> ArticleRegister::events(std::string_view from_instant) const {
  auto found = visible_of(events_);
  std::erase_if(found, [&](const Article* one) {
    return (one->plan.ends_at.empty() ? one->plan.begins_at : one->plan.ends_at) < from_instant;
  });
  std::stable_sort(found.begin(), found.end(),
                   [](const Article* a, const Article* b) { return a->plan.begins_at < b->plan.begins_at; });
  return found;
}

std::map<std::string, TagCount> ArticleRegister::tags() const {
  std::map<std::string, TagCount> counts;
  for (const auto& [address, places] : by_tag_) {
    const auto articles = visible_of(places);
    if (articles.empty()) continue;
    const auto& words = articles.front()->tags;
    const auto named = std::find_if(words.begin(), words.end(), [&](const auto& tag) { return slug(tag) == address; });
    counts[address] = {named == words.end() ? address : *named, articles.size()};
  }
  return counts;
}

std::vector<const Article*> ArticleRegister::public_versions(std::string_view id) const {
  std::vector<const Article*> found;
  for (const Article* version : versions(id)) {
    if (version->status == ArticleStatus::draft) {
      found.clear();  // what was taken back before its instant was never public
    } else if (is_visible(*version)) {
      found.push_back(version);
    }
  }
  return found;
}

LogEntry ArticleRegister::entry_of(const Article& article, const Article* before) const {
  LogEntry entry;
  entry.version = article.version;
  entry.at = before == nullptr ? article.published_at : article.recorded_at;
  entry.note = article.change_note;
  entry.kind = before == nullptr ? "published" : article.change_kind == change_updated ? "updated" : "corrected";
  if (before != nullptr) entry.parts = differing_parts(*before, article);
  if (entry.note.empty() && before != nullptr) entry.note = article.correction;
  return entry;
}

std::vector<LogEntry> ArticleRegister::public_log(std::string_view id) const {
  std::vector<LogEntry> log;
  const Article* before = nullptr;
  for (const Article* version : public_versions(id)) {
    log.push_back(entry_of(*version, before));
    before = version;
  }
  for (const TakenStep* step : steps(id)) {
    if (step->step == name_of(Step::archive) && before != nullptr)
      log.push_back({step->version, "archived", step->recorded_at, step->reason, {}});
  }
  std::stable_sort(log.begin(), log.end(), [](const LogEntry& a, const LogEntry& b) { return a.at < b.at; });
  return log;
}

std::optional<long long> ArticleRegister::next_change_ms() const {
  const auto next = std::upper_bound(instants_.begin(), instants_.end(), now());
  if (next == instants_.end()) return std::nullopt;
  const auto micros = storage::parse_instant(*next);
  if (!micros) return std::nullopt;
  return *micros / 1000;
}

Result<const Article*> ArticleRegister::preview(std::string_view token) const {
  const std::string digest = hex(sha256(token));
  for (const auto& [id, preview] : previews_) {
    if (preview.token_sha256 != digest) continue;
    const Article* article = with_id(preview.article.text());
    if (article == nullptr) break;
    if (preview.is_revoked || preview.expires_at <= now()) return refuse("news.preview_expired");
    return article;
  }
  return refuse("news.preview_unknown");
}

std::vector<const Article*> ArticleRegister::drafts() const {
  std::vector<std::size_t> places;
  for (const auto& [id, at] : newest_) {
    if (!is_visible(versions_[at])) places.push_back(at);
  }
  std::sort(places.begin(), places.end(), [&](std::size_t a, std::size_t b) {
    return by_id_.at(versions_[a].id.text()).front() < by_id_.at(versions_[b].id.text()).front();
  });
  std::vector<const Article*> drafts;
  for (const std::size_t at : places) drafts.push_back(&versions_[at]);
  return drafts;
}

std::vector<const Article*> ArticleRegister::all() const {
  std::vector<const Article*> found;
  for (const auto& [id, at] : newest_) found.push_back(&versions_[at]);
  return found;
}

const Article* ArticleRegister::with_id(std::string_view id) const {
  const auto found = newest_.find(id);
  return found == newest_.end() ? nullptr : &versions_[found->second];
}

const Article* ArticleRegister::find(std::string_view slug) const {
  const auto found = by_slug_.find(slug);
  return found == by_slug_.end() ? nullptr : with_id(found->second);
}

std::vector<const Article*> ArticleRegister::versions(std::string_view id) const {
  std::vector<const Article*> found;
  const auto places = by_id_.find(id);
  if (places == by_id_.end()) return found;
  for (const std::size_t at : places->second) found.push_back(&versions_[at]);
  return found;
}

const Article* ArticleRegister::version(std::string_view id, int number) const {
  for (const Article* version : versions(id))
    if (version->version == number) return version;
  return nullptr;
}

std::vector<const DraftFigure*> ArticleRegister::figures(std::string_view article_id) const {
  std::vector<const DraftFigure*> found;
  const auto kept = figures_.find(article_id);
  if (kept == figures_.end()) return found;
  for (const auto& [position, figure] : kept->second) found.push_back(&figure);
  return found;
}

std::vector<const TakenStep*> ArticleRegister::steps(std::string_view article_id) const {
  std::vector<const TakenStep*> found;
  const auto kept = steps_.find(article_id);
  if (kept == steps_.end()) return found;
  for (const TakenStep& step : kept->second) found.push_back(&step);
  return found;
}

std::vector<const Preview*> ArticleRegister::previews(std::string_view article_id) const {
  std::vector<const Preview*> found;
  for (const auto& [id, preview] : previews_)
    if (preview.article.text() == article_id) found.push_back(&preview);
  return found;
}

std::vector<const Proposal*> ArticleRegister::proposals(std::string_view article_id) const {
  std::vector<const Proposal*> found;
  for (const auto& [id, proposal] : proposals_)
    if (proposal.article.text() == article_id) found.push_back(&proposal);
  return found;
}

const Proposal* ArticleRegister::proposal_with_id(std::string_view id) const {
  const auto found = proposals_.find(id);
  return found == proposals_.end() ? nullptr : &found->second;
}

const Preview* ArticleRegister::preview_with_id(std::string_view id) const {
  const auto found = previews_.find(id);
  return found == previews_.end() ? nullptr : &found->second;
}

std::vector<const ArticleImage*> ArticleRegister::images(std::string_view article_id) const {
  std::vector<const ArticleImage*> found;
  const auto ids = images_of_.find(article_id);
  if (ids == images_of_.end()) return found;
  for (const std::string& id : ids->second) found.push_back(&images_.at(id));
  return found;
}

ImageWords ArticleRegister::image_words(std::string_view article_id) const {
  return [this, article = std::string(article_id)](const std::string& id) -> const ArticleImage* {
    const ArticleImage* image = image_with_id(id);
    if (image == nullptr || image->article != article || image->is_removed || image->is_taken_down) return nullptr;
    return image;
  };
}

const ArticleImage* ArticleRegister::image_with_id(std::string_view id) const {
  const auto found = images_.find(id);
  return found == images_.end() ? nullptr : &found->second;
}

std::vector<const ArticleImage*> ArticleRegister::images_with_digest(std::string_view hex) const {
  std::vector<const ArticleImage*> found;
  const auto ids = images_by_digest_.find(hex);
  if (ids == images_by_digest_.end()) return found;
  for (const std::string& id : ids->second) found.push_back(&images_.at(id));
  return found;
}

bool ArticleRegister::shows_people(std::string_view article_id) const {
  const auto shown = images(article_id);
  return std::any_of(shown.begin(), shown.end(), [](const ArticleImage* one) {
    return one->people == ShownPeople::consent || one->people == ShownPeople::guardian;
  });
}

std::string ArticleRegister::redirect_of(std::string_view key) const {
  const auto found = redirects_.find(key);
  return found == redirects_.end() ? std::string() : found->second;
}

std::optional<std::string> ArticleRegister::moved_to(std::string_view address) const {
  constexpr int hops_max = 5;
  // Exactly; else by the number of the item; else without the query, as the pages of a list have it.
  const auto hop = [&](std::string_view from) {
    const std::string key = redirect_key(from);
    std::string target = redirect_of(key);
    const auto item = target.empty() ? k2_item(from) : std::nullopt;
    if (item) target = redirect_of(k2_key(*item));
    if (target.empty()) target = redirect_of(key.substr(0, key.find('?')));
    return target;
  };
  std::string target = hop(address);
  if (target.empty()) return std::nullopt;
  for (int hops = 1; hops < hops_max; ++hops) {
    const std::string next = redirect_of(redirect_key(target));
    if (next.empty()) return target;
    target = next;
  }
  return std::nullopt;  // a loop
}

std::vector<std::string> differing_parts(const Article& a, const Article& b) {
  std::vector<std::string> parts;
  if (a.title != b.title) parts.emplace_back("title");
  if (a.lead != b.lead) parts.emplace_back("lead");
  if (a.body != b.body) parts.emplace_back("body");
  const bool has_same_details = a.category == b.category && a.source_name == b.source_name &&
                                a.source_url == b.source_url && a.kind == b.kind && a.plan == b.plan &&
                                a.tags == b.tags && a.units == b.units && a.criteria == b.criteria &&
                                a.embargo_until == b.embargo_until && a.date == b.date;
  if (!has_same_details) parts.emplace_back("details");
  return parts;
}

}  // namespace luytre::newsroom
