#include "programme/newsroom/article_requests.h"

#include <algorithm>

#include "base/vietnamese.h"
#include "programme/newsroom/moment.h"
#include "programme/newsroom/write_articles.h"

namespace luytre::newsroom {
namespace {

constexpr std::size_t line_bytes_max = 2'000;

void put(http::Members& members, std::string_view name, std::string& into, std::size_t bytes_max = line_bytes_max) {
  if (members.value(name) != nullptr) into = nfc(members.text_or_empty(name, bytes_max));
}

void put_moment(http::Members& members, std::string_view name, std::string& into) {
  if (members.value(name) == nullptr) return;
  const std::string text = members.text_or_empty(name);
  if (text.empty()) {
    into.clear();
    return;
  }
  auto moment = read_moment(text);
  if (moment) {
    into = *std::move(moment);
  } else {
    members.refuse(name, {moment.error().code, moment.error().arguments, "", {}});
  }
}

void read_plan(http::Members& members, Article& article) {
  const json::value* sent = members.value("plan");
  if (sent == nullptr) return;
  const json::object* object = sent->if_object();
  if (object == nullptr) {
    members.refuse("plan", {"http.member_type", {{"name", "plan"}, {"type", "object"}}, "", {}});
    return;
  }
  http::Members plan(*object);
  put_moment(plan, "begins_at", article.plan.begins_at);
  put_moment(plan, "ends_at", article.plan.ends_at);
  put(plan, "place", article.plan.place);
  put(plan, "organiser", article.plan.organiser);
  if (auto read = plan.finish(); !read) members.refuse("plan", read.error());
}

// A code is read as of the article's day; an identity stays what it is.
void read_units(http::Members& members, const ArticleDoors& doors, Article& article) {
  if (members.value("units") == nullptr) return;
  const auto sent = members.texts("units");
  const auto desk = doors.desk ? doors.desk() : Result<ReadingDesk>(ReadingDesk{});
  std::vector<std::string> identities;
  const Date day = article.date.value_or(doors.today());
  for (const std::string& text : sent) {
    const units::Unit* unit = nullptr;
    if (desk && desk->units) {
      const auto id = units::UnitId::parse(text);
      unit = id ? desk->units->unit(*id) : desk->units->find(text, day);
    }
    if (unit == nullptr) {
      members.refuse("units", {"news.unknown_unit", {{"unit", text}, {"day", day.text()}}, "", {}});
    } else if (std::find(identities.begin(), identities.end(), unit->id.text()) == identities.end()) {
      identities.push_back(unit->id.text());
    }
  }
  article.units = std::move(identities);
}

void read_criteria(http::Members& members, const ArticleDoors& doors, Article& article) {
  const json::value* sent = members.value("criteria");
  if (sent == nullptr) return;
  const json::array* list = sent->if_array();
  std::vector<CriterionRef> criteria;
  const auto wrong = [&](Problem problem) { members.refuse("criteria", std::move(problem)); };
  if (list == nullptr) return wrong({"http.member_type", {{"name", "criteria"}, {"type", "array"}}, "", {}});
  for (const json::value& one : *list) {
    const json::object* object = one.if_object();
    const json::value* set = object == nullptr ? nullptr : object->if_contains("set");
    const json::value* code = object == nullptr ? nullptr : object->if_contains("code");
    const bool is_pair = set != nullptr && code != nullptr && set->is_string() && code->is_string();
    if (!is_pair) return wrong({"http.member_type", {{"name", "criteria"}, {"type", "{set, code}"}}, "", {}});
    const CriterionRef ref{std::string(set->as_string()), std::string(code->as_string())};
    if (doors.knows_criterion && !doors.knows_criterion(ref))
      wrong({"news.unknown_criterion", {{"set", ref.set}, {"code", ref.code}}, "", {}});
    if (std::find(criteria.begin(), criteria.end(), ref) == criteria.end()) criteria.push_back(ref);
  }
  article.criteria = std::move(criteria);
}

void read_tags(http::Members& members, Article& article) {
  if (members.value("tags") == nullptr) return;
  std::vector<std::string> tags, addresses;
  for (const std::string& text : members.texts("tags")) {
    const std::string address = slug(text);
    if (address.empty() || text.size() > tag_bytes_max) {
      members.refuse("tags", {"news.bad_tag", {{"tag", text.substr(0, tag_bytes_max)}}, "", {}});
    } else if (std::find(addresses.begin(), addresses.end(), address) == addresses.end()) {
      tags.push_back(nfc(text));
      addresses.push_back(address);
    }
  }
  article.tags = std::move(tags);
}

json::value fell_value(const std::optional<FellBack>& fell) {
  if (!fell) return nullptr;
  return json::object{{"from", name_of(fell->from)}, {"to", name_of(fell->to)}, {"why", fell->why}};
}

}  // namespace

bool may_see(const ArticleDoors& doors, const ArticleRegister& known, const Article& article,
             const access::Viewer& viewer) {
  return has_begun(known, article.id, viewer) || doors.guard(viewer, {"drafts.view", "", {}, {}}).has_value();
}

Result<Article> article_of(const http::Request& request, const ArticleDoors& doors) {
  const auto articles = doors.source(std::nullopt);
  if (!articles) return pass_on(articles);
  const std::string& id = request.captured_text("id");
  const Article* article = (*articles)->with_id(id);
  if (article != nullptr) return *article;
  Article none;  // the verb says that it is unknown, to those who may know
  none.id = ArticleId(id);
  return none;
}

void read_text(http::Members& members, Article& article) {
  put(members, "title", article.title);
  put(members, "lead", article.lead, body_bytes_max);
  put(members, "body", article.body, body_bytes_max);
  put(members, "source_name", article.source_name);
  put(members, "source_url", article.source_url);
  const std::string word = members.text_or_empty("category");
  const auto category = category_named(word);
  if (category) article.category = *category;
  if (!word.empty() && !category) members.refuse("category", {"news.unknown_category", {{"category", word}}, "", {}});
}

void read_details(http::Members& members, const ArticleDoors& doors, Article& article) {
  const std::string word = members.text_or_empty("kind");
  const auto kind = article_kind_named(word);
  if (kind) article.kind = *kind;
  if (!word.empty() && !kind) members.refuse("kind", {"news.unknown_kind", {{"kind", word}}, "", {}});
  read_plan(members, article);
  if (article.kind == ArticleKind::story) article.plan = {};
  read_tags(members, article);
  read_units(members, doors, article);
  read_criteria(members, doors, article);
  put_moment(members, "embargo_until", article.embargo_until);
}

std::optional<int> expected_version(http::Members& members) {
  const auto number = members.integer("expected_version");
  if (!number) return std::nullopt;
  return static_cast<int>(std::clamp<std::int64_t>(*number, 0, 1'000'000'000));
}

Done check_claims(const Article& article, const ArticleDoors& doors) {
  for (const std::string& claim : claims_of(article)) {
    if (!doors.text_of(claim)) return refuse("news.claim_unresolved", {{"claim", claim}, {"title", article.title}});
  }
  return {};
}

std::vector<FrozenFigure> frozen_of(const Article& article, const ArticleDoors& doors) {
  return doors.freeze ? doors.freeze(claims_of(article)) : std::vector<FrozenFigure>();
}

http::Response written_response(const commands::Asked& asked, const std::string& article, const Written& written,
                                json::object also) {
  also["article"] = article.empty() ? json::value(nullptr) : json::value(article);
  also["version"] = written.version;
  also["stage"] = name_of(written.stage);
  also["event"] = written.event;
  also["fell_back"] = fell_value(written.fell_back);
  return inspection::written_response(asked, std::move(also));
}

}  // namespace luytre::newsroom
