#include "programme/newsroom/write_images.h"

#include "programme/newsroom/image_store.h"
#include "programme/newsroom/write_articles.h"

namespace luytre::newsroom {
namespace {

std::vector<access::Ask> asks_of(const Article& seen, const std::string& unit) {
  std::vector<access::Ask> asks{ask_for("news.write", unit)};
  if (seen.stage != Stage::draft && unit.empty()) asks.push_back(ask_for("news.edit"));
  return asks;
}

// The article goes back before the check of privacy when it was past it.
void fall_back(const Article& article, const commands::Asked& asked, Change& change) {
  Touched touched;
  touched.pictures = true;
  const Stage stage = fallen_back(article.stage, touched);
  if (stage == article.stage) return;
  change.fell_back = FellBack{article.stage, stage, "pictures"};
  change.steps.push_back(step_taken(article, "revise", stage, asked));
}

Result<Change> with_image(const Article& article, const ArticleImage& image, const commands::Asked& asked,
                          std::string kind) {
  Change change;
  change.kind = std::move(kind);
  change.about = {{"article", article.id.text()}, {"image", image.id}, {"digest", image.digest}};
  fall_back(article, asked, change);
  return change;
}

}  // namespace

Done check_image(const ArticleImage& image) {
  if (image.alt.empty() && !image.is_decorative) return refuse("news.image_no_alt", {}, "/alt");
  if (image.credit.empty()) return refuse("news.image_no_credit", {}, "/credit");
  if (image.permission != Permission::own && image.source.empty()) return refuse("news.image_no_source", {}, "/source");
  if (image.has_children && image.people != ShownPeople::guardian) return refuse("news.image_children", {}, "/people");
  const bool needs_consent = image.people == ShownPeople::consent || image.people == ShownPeople::guardian;
  if (needs_consent && image.consent.empty()) return refuse("news.image_no_consent", {}, "/consent_reference");
  return {};
}

Result<AddedImage> add_image(commands::Writer& writer, const commands::Asked& asked, const Article& seen,
                             ArticleImage image, const PreparedImage& prepared, long long unix_milliseconds,
                             const std::string& unit) {
  if (auto checked = check_image(image); !checked) return pass_on(checked);
  image.id = new_uuid7(unix_milliseconds);
  image.article = seen.id.text();
  image.width = prepared.large.width;
  image.height = prepared.large.height;
  image.small_width = prepared.small.width;
  image.small_height = prepared.small.height;
  image.digest = prepared.digest;
  image.actor = asked.actor.name;
  const auto written = change_article(
      writer, asked, "news.add_image", asks_of(seen, unit), seen.id,
      [&](const ArticleRegister& known) -> Result<Change> {
        const auto article = newest_of(known, seen.id);
        if (!article) return pass_on(article);
        if (auto may = check_changeable(known, *article, asked.actor, unit, seen.stage); !may) return pass_on(may);
        const auto others = known.images(image.article);
        if (others.size() >= images_max) return refuse("news.too_many_images", {{"max", std::to_string(images_max)}});
        ArticleImage placed = image;
        if (placed.place == 0) placed.place = others.empty() ? 1 : others.back()->place + 1;
        auto change = with_image(*article, placed, asked, "news.image_added");
        change->also = [placed, prepared](storage::Database& database, audit::EventNumber event) -> Done {
          if (auto done = append_image(database, event, placed); !done) return done;
          return append_image_bytes(database, event, placed.id, prepared);
        };
        return change;
      });
  if (!written) return pass_on(written);
  AddedImage added{*written, image.id};
  if (const json::object* answer = written->answer.if_object()) {
    const json::value* kept = answer->if_contains("image");  // of a key used again: the one it made
    if (kept != nullptr && kept->is_string()) added.image = std::string(kept->as_string());
  }
  return added;
}

Result<Written> change_image(commands::Writer& writer, const commands::Asked& asked, const Article& seen,
                             const ArticleImage& changed, const std::string& unit) {
  return change_article(writer, asked, "news.change_image", asks_of(seen, unit), seen.id,
                        [&](const ArticleRegister& known) -> Result<Change> {
                          const auto article = newest_of(known, seen.id);
                          if (!article) return pass_on(article);
                          if (auto may = check_changeable(known, *article, asked.actor, unit, seen.stage); !may)
                            return pass_on(may);
                          const ArticleImage* before = known.image_with_id(changed.id);
                          const bool is_there = before != nullptr && before->article == seen.id.text() &&
                                                !before->is_removed && !before->is_taken_down;
                          if (!is_there) return refuse("news.unknown_image", {{"image", changed.id}});
                          if (auto checked = check_image(changed); !checked) return pass_on(checked);
                          ArticleImage next = changed;
                          next.actor = asked.actor.name;
                          auto change = with_image(*article, next, asked,
                                                   next.is_removed ? "news.image_removed" : "news.image_described");
                          change->also = [next](storage::Database& database, audit::EventNumber event) {
                            return append_image(database, event, next);
                          };
                          return change;
                        });
}

}  // namespace luytre::newsroom
