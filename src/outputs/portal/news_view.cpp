#include "outputs/portal/news_view.h"

#include <algorithm>
#include <array>
#include <utility>

#include "outputs/feeds/feed.h"

namespace luytre::portal {
namespace {

using newsroom::Category;

constexpr std::array<std::pair<Category, std::string_view>, 7> category_addresses = {{
    {Category::news, "tin"},
    {Category::local, "hoat-dong-dia-phuong"},
    {Category::movement, "phong-trao-thi-dua"},
    {Category::guidance, "chi-dao-huong-dan"},
    {Category::document, "van-ban"},
    {Category::ocop, "ocop"},
    {Category::science, "khoa-hoc-cong-nghe"},
}};

constexpr std::size_t unit_news_shown_max = 4;

}  // namespace

const statistics::Claim* public_claim(const Visit& visit, const std::string& name) {
  const auto& claims = *visit.snapshot->claims;
  const statistics::Claim* claim = claims.find(name);
  if (claim == nullptr) claim = claims.with_key(name);
  // A draft is nobody's business yet, whatever article names it.
  return claim != nullptr && claim->status == statistics::ClaimStatus::draft ? nullptr : claim;
}

newsroom::ClaimText claim_text(const Visit& visit) {
  return [&visit](const std::string& name) -> std::optional<std::string> {
    const statistics::Claim* claim = public_claim(visit, name);
    if (claim == nullptr) return std::nullopt;
    return statistics::link_text(*claim, visit.snapshot->claims->definition_of(*claim), visit.language);
  };
}

View teaser(const Visit& visit, const newsroom::Article& article) {
  View view;
  view.set("address", visit.link(article_path(article)));
  view.set("title", newsroom::plain_line(article.title, claim_text(visit)));
  set_text(view, "lead", newsroom::plain_line(article.lead, claim_text(visit)));
  view.set("category", category_words(article.category, visit.language));
  view.set("day", article.date ? visit.day_words(*article.date) : "");
  view.set("iso_day", article.date ? article.date->text() : "");
  set_flag(view, "has_day", article.date.has_value());
  set_text(view, "source", article.source_name);
  set_flag(view, "is_archived", article.stage == newsroom::Stage::archived);
  set_flag(view, "is_event", article.kind == newsroom::ArticleKind::event);
  return view;
}

View teasers(const Visit& visit, const NewsList& articles) {
  View list = empty_list();
  for (const newsroom::Article* article : articles) list.push_back(teaser(visit, *article));
  return list;
}

std::string article_path(const newsroom::Article& article) { return std::string(news_path) + "/" + article.slug; }

std::string category_path(Category category) {
  const auto* found = std::find_if(category_addresses.begin(), category_addresses.end(),
                                   [&](const auto& one) { return one.first == category; });
  return std::string(news_path) + "/chuyen-muc/" + std::string(found->second);
}

std::optional<Category> category_at(std::string_view address) {
  for (const auto& [category, words] : category_addresses)
    if (words == address) return category;
  return std::nullopt;
}

const std::vector<Category>& categories() {
  static const std::vector<Category> all = [] {
    std::vector<Category> list;
    for (const auto& [category, words] : category_addresses) list.push_back(category);
    return list;
  }();
  return all;
}

std::string category_words(Category category, Language language) {
  return say("newsroom.category." + std::string(newsroom::name_of(category)), language);
}

std::string tag_path(std::string_view slug) { return std::string(news_path) + "/the/" + std::string(slug); }

std::string month_path(int year, unsigned month) {
  const std::string digits = std::to_string(month);
  return std::string(archive_path) + "/" + std::to_string(year) + "/" + (month < 10 ? "0" : "") + digits;
}

std::string month_words(const Visit& visit, int year, unsigned month) {
  return visit.say("reading.month",
                   {{"month", visit.say("portal.month." + std::to_string(month))}, {"year", std::to_string(year)}});
}

std::vector<FeedLink> feeds_at(const Visit& visit, const std::string& path, const std::string& title) {
  std::vector<FeedLink> links;
  for (const auto form : {feeds::FeedForm::rss, feeds::FeedForm::atom, feeds::FeedForm::json}) {
    const std::string ending(feeds::ending_of(form));
    const std::string type(feeds::media_type_of(form));
    links.push_back(
        {visit.say("reading.feed." + ending, {{"title", title}}), path + "." + ending, type.substr(0, type.find(';'))});
  }
  return links;
}

void add_news_of_unit(const Visit& visit, const units::Unit& unit, const std::string& path, View& view) {
  const auto news = visit.news();
  const NewsList& list = news->of_unit(unit.id.text());
  const NewsSlice newest = slice_of(list, std::nullopt, unit_news_shown_max);
  set_flag(view, "has_news", !newest.articles.empty());
  view.set("news", teasers(visit, newest.articles));
  const bool has_more = list.size() > newest.articles.size();
  set_text(view, "more_news_address", has_more ? visit.link(path + std::string(unit_news_ending)) : "");
  view.set("news_count", visit.number(static_cast<std::int64_t>(list.size())));
}

}  // namespace luytre::portal
