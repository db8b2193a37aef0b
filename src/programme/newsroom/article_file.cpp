#include "programme/newsroom/article_file.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <array>

#include "base/vietnamese.h"
#include "programme/newsroom/render.h"

namespace luytre::newsroom {
namespace {

constexpr std::array<std::string_view, 9> known_keys = {"title",  "slug",       "lead",          "date",  "category",
                                                        "source", "source_url", "demonstration", "status"};

struct Halves {
  std::string front;
  std::string body;
};

std::optional<Halves> halves_of(std::string text) {
  std::erase(text, '\r');
  if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
  if (!text.starts_with("---\n")) return std::nullopt;
  const auto end = text.find("\n---\n", 3);
  if (end == std::string::npos) return std::nullopt;
  Halves halves{text.substr(4, end - 3), text.substr(end + 5)};
  halves.body.erase(0, halves.body.find_first_not_of('\n') == std::string::npos ? halves.body.size()
                                                                                : halves.body.find_first_not_of('\n'));
  return halves;
}

std::string scalar(const YAML::Node& map, const char* key) {
  const YAML::Node value = map[key];
  return value && value.IsScalar() ? value.as<std::string>() : std::string();
}

std::string plain_file_name(std::string name) {
  name = name.substr(name.find_last_of('/') == std::string::npos ? 0 : name.find_last_of('/') + 1);
  if (name.ends_with(".md")) name.resize(name.size() - 3);
  return name;
}

Done resolve_claims(std::string& text, const std::string& name, const ClaimResolver& resolve) {
  std::string resolved;
  std::size_t at = 0;
  for (const ClaimToken& token : claim_tokens(text)) {
    const auto id = resolve ? resolve(token.id) : std::nullopt;
    if (!id) return refuse("news.claim_unresolved", {{"claim", token.id}, {"title", name}}, name);
    resolved += text.substr(at, token.begin - at) + "{{claim:" + *id;
    if (!token.words.empty()) resolved += "|" + token.words;
    resolved += "}}";
    at = token.end;
  }
  text = resolved + text.substr(at);
  return {};
}

Done check_keys(const YAML::Node& front, const std::string& name) {
  for (const auto& entry : front) {
    const auto key = entry.first.as<std::string>();
    if (std::find(known_keys.begin(), known_keys.end(), key) == known_keys.end()) {
      return refuse("news.front_matter_key", {{"key", key}}, name);
    }
  }
  return {};
}

Result<Article> read_front(const YAML::Node& front, const std::string& name) {
  Article article;
  const auto checked = check_keys(front, name);
  if (!checked) return pass_on(checked);
  article.title = nfc(scalar(front, "title"));
  article.lead = nfc(scalar(front, "lead"));
  article.slug = scalar(front, "slug");
  if (article.slug.empty()) article.slug = slug(plain_file_name(name));
  if (front["date"]) {
    auto day = Date::parse(scalar(front, "date"));
    if (!day) {
      day.error().where = name;
      return pass_on(day);
    }
    article.date = *day;
  }
  if (front["category"]) {
    const auto category = category_named(scalar(front, "category"));
    if (!category) return refuse("news.unknown_category", {{"category", scalar(front, "category")}}, name);
    article.category = *category;
  }
  article.source_name = nfc(scalar(front, "source"));
  article.source_url = scalar(front, "source_url");
  article.is_demonstration = scalar(front, "demonstration") == "true";
  article.status = scalar(front, "status") == "draft" ? ArticleStatus::draft : ArticleStatus::published;
  return article;
}

}  // namespace

Result<ArticleDraft> load_article_file(std::string_view text, const std::string& name, const ClaimResolver& resolve) {
  if (!is_valid_utf8(text)) return refuse("news.not_utf8", {}, name);
  auto halves = halves_of(std::string(text));
  if (!halves) return refuse("news.front_matter_missing", {}, name);
  ArticleDraft draft;
  try {
    const YAML::Node front = YAML::Load(halves->front);
    if (!front.IsMap()) return refuse("news.front_matter_malformed", {{"reason", "not a map"}}, name);
    auto article = read_front(front, name);
    if (!article) return pass_on(article);
    draft.article = std::move(*article);
  } catch (const YAML::Exception& wrong) {
    return refuse("news.front_matter_malformed", {{"reason", wrong.what()}}, name);
  }
  draft.article.body = nfc(halves->body);
  for (std::string* part : {&draft.article.title, &draft.article.lead, &draft.article.body}) {
    const auto resolved = resolve_claims(*part, name, resolve);
    if (!resolved) return pass_on(resolved);
  }
  return draft;
}

}  // namespace luytre::newsroom
