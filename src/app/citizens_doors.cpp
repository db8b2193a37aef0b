#include "app/citizens_doors.h"

#include <algorithm>

#include "app/parts.h"
#include "base/secret_box.h"
#include "outputs/portal/page_subject.h"
#include "outputs/statistics/claim_view.h"
#include "platform/accounts/grants.h"
#include "platform/accounts/pressure.h"
#include "programme/newsroom/render.h"
#include "programme/newsroom/take_down_image.h"

namespace luytre::app {
namespace {

using citizens::NewsItem;

// The departments for which an account holds a role today.
std::vector<std::string> own_departments(Doors& doors, const access::Actor& actor, Date day) {
  std::vector<std::string> own;
  const auto read = doors.keeper.with_database([&](storage::Database& database) -> Done {
    const auto grants = accounts::grants_of(database, actor.account);
    if (!grants) return pass_on(grants);
    for (const access::Grant& grant : *grants) {
      if (!grant.department.empty() && grant.valid.contains(day)) own.push_back(grant.department);
    }
    return {};
  });
  return read ? own : std::vector<std::string>{};
}

std::vector<access::Department> departments(Doors& doors, Date day) {
  std::vector<access::Department> found;
  const auto read = doors.keeper.with_database([&](storage::Database& database) -> Done {
    const auto materials = doors.gate.materials(database);
    if (!materials) return pass_on(materials);
    for (const access::Department& each : (*materials)->authority.departments) {
      if (each.valid.contains(day)) found.push_back(each);
    }
    return {};
  });
  return read ? found : std::vector<access::Department>{};
}

bool is_correction(const record::Snapshot& snapshot, const citizens::Correction& correction) {
  if (correction.kind == "article") {
    const auto* article = snapshot.articles->with_id(correction.id);
    return article != nullptr && article->status == newsroom::ArticleStatus::corrected;
  }
  const auto* claim = correction.kind == "claim" ? snapshot.claims->find(correction.id) : nullptr;
  return claim != nullptr && claim->status == statistics::ClaimStatus::corrected;
}

std::string title_of(const record::Snapshot& snapshot, const newsroom::Article& article) {
  return newsroom::plain_line(article.title, [&](const std::string& id) -> std::optional<std::string> {
    const auto* claim = snapshot.claims->find(id);
    if (claim == nullptr || claim->status == statistics::ClaimStatus::draft) return std::nullopt;
    return statistics::link_text(*claim, snapshot.claims->definition_of(*claim), Language::vi);
  });
}

NewsItem item_of(const record::Snapshot& snapshot, const newsroom::Article& article, std::string kind, std::string at) {
  return {std::move(at),
          std::move(kind),
          std::string(newsroom::name_of(article.category)),
          article.units,
          title_of(snapshot, article),
          "/tin-tuc/" + article.slug};
}

// What came into sight between the two instants, and what was corrected. The old site's articles are no news.
void add_articles(const record::Snapshot& snapshot, const std::string& after, const std::string& until,
                  std::vector<NewsItem>& items) {
  const auto is_between = [&](const std::string& at) { return after < at && at <= until; };
  for (const newsroom::Article* article : snapshot.articles->visible()) {
    if (article->is_taken_over) continue;
    const std::string id = article->id.text();
    const auto versions = snapshot.articles->public_versions(id);
    std::string at = article->published_at;
    if (!versions.empty()) at = std::max(at, versions.front()->recorded_at);
    if (is_between(at)) items.push_back(item_of(snapshot, *article, "article", at));
    for (const newsroom::LogEntry& entry : snapshot.articles->public_log(id)) {
      if (entry.kind != "corrected" || !is_between(entry.at)) continue;
      items.push_back(item_of(snapshot, *article, "correction", entry.at));
    }
  }
}

void add_answers(const record::Snapshot& snapshot, const std::string& after, const std::string& until,
                 std::vector<NewsItem>& items) {
  for (const citizens::Course* course : snapshot.questions->published_after(0)) {
    const citizens::Step& publish = *course->last(citizens::Command::publish);
    if (publish.recorded_at <= after || until < publish.recorded_at) continue;
    std::vector<std::string> units;
    if (!course->question.unit.empty()) units.push_back(course->question.unit);
    items.push_back({publish.recorded_at, "answer", "", std::move(units), publish.title, "/hoi-dap/" + publish.slug});
  }
}

citizens::NewsBetween news_of(const record::Snapshot& snapshot) {
  return [&snapshot](const std::string& after, const std::string& until, Language) -> Result<std::vector<NewsItem>> {
    std::vector<NewsItem> items;
    add_articles(snapshot, after, until, items);
    add_answers(snapshot, after, until, items);
    std::sort(items.begin(), items.end(), [](const NewsItem& a, const NewsItem& b) { return b.at < a.at; });
    return items;
  };
}

citizens::Desk citizens_desk(const Context& context, Doors& doors) {
  record::Keeper& keeper = doors.keeper;
  citizens::Desk desk{doors.writer, [&context] { return context.today(); },
                      [&context] { return context.unix_milliseconds(); }, key_for("citizens", doors.desk.seal_key())};
  desk.public_url = doors.desk.settings().public_url;
  desk.is_mail_set = is_mail_set(doors.desk.settings());
  desk.tell = teller_of(doors);
  desk.subject_of = [&keeper, &context](const std::string& page) {
    const auto snapshot = keeper.at(std::nullopt);
    return snapshot ? portal::subject_of_page(**snapshot, page, context.today()) : citizens::PageSubject{};
  };
  desk.departments = [&doors, &context] { return departments(doors, context.today()); };
  desk.departments_of = [&doors, &context](const access::Actor& actor, const std::string&) {
    return own_departments(doors, actor, context.today());
  };
  desk.is_correction = [&keeper](const citizens::Correction& correction) {
    const auto snapshot = keeper.at(std::nullopt);
    return snapshot && is_correction(**snapshot, correction);
  };
  desk.take_down = [&doors](const commands::Asked& asked, const std::string& picture, const std::string& why) -> Done {
    const auto taken = newsroom::take_down_image(doors.writer, asked, picture, why);
    if (taken || taken.error().code == "news.image_taken_down") return {};
    return pass_on(taken);
  };
  return desk;
}

}  // namespace

bool is_mail_set(const accounts::Settings& settings) {
  return !settings.public_url.empty() && !environment("LUYTRE_SMTP", "").empty();
}

citizens::CitizensDoors citizens_doors(const Context& context, Doors& doors) {
  const auto as_counted = [](const std::string& address) { return accounts::address_as_counted(address); };
  const auto clock = [&context] { return context.unix_milliseconds(); };
  return {part_of(doors.keeper, [](const Snapshot& known) { return known.known_questions(); }),
          citizens_desk(context, doors),
          guard_of(doors),
          [&doors](const auto& work) { return doors.desk.with(work); },
          namer_of(doors.keeper),
          std::make_shared<citizens::Pace>(citizens::question_pace, as_counted, clock),
          std::make_shared<citizens::Pace>(citizens::subscription_pace, as_counted, clock)};
}

Result<Errands> run_errands(storage::Database& database, const record::Snapshot& snapshot, const citizens::Desk& desk,
                            const std::optional<notices::MailSettings>& settings, std::optional<Date> today,
                            bool is_early) {
  Errands errands;
  const auto now = database.now();
  if (!now) return pass_on(now);
  const auto digests = citizens::compose_digests(database, desk, news_of(snapshot), *now, is_early);
  if (!digests) return pass_on(digests);
  errands.digests = *digests;
  if (today) {
    const auto forgotten = citizens::forget_what_is_over(database, *snapshot.questions, *today);
    if (!forgotten) return pass_on(forgotten);
    errands.forgotten = *forgotten;
  }
  if (!settings) return errands;
  auto sent = citizens::send_waiting(database, *settings, desk.server_key, *now);
  if (!sent) return pass_on(sent);
  errands.sent = *std::move(sent);
  return errands;
}

}  // namespace luytre::app
