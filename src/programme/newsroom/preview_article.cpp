#include "programme/newsroom/preview_article.h"

#include "base/hash.h"
#include "platform/storage/instant.h"
#include "programme/newsroom/write_articles.h"

namespace luytre::newsroom {
namespace {

// Who asks no role must have begun the article.
Result<Article> article_seen(const ArticleRegister& known, const ArticleId& id, const access::Actor& actor,
                             bool is_own) {
  auto newest = newest_of(known, id);
  if (newest && is_own && actor.is_signed_in() && !has_begun(known, id, actor))
    return refuse("news.unknown", {{"article", id.text()}});
  return newest;
}

}  // namespace

NewPreview new_preview(long long unix_milliseconds, int hours) {
  constexpr std::size_t token_bytes = 24;
  constexpr long long hour_ms = 3'600'000;
  return {new_uuid7(unix_milliseconds), hex(random_bytes(token_bytes)),
          storage::instant_text((unix_milliseconds + hours * hour_ms) * 1000)};
}

Result<Written> make_preview(commands::Writer& writer, const commands::Asked& asked, const ArticleId& article,
                             const NewPreview& preview, std::vector<access::Ask> asks) {
  const bool is_own = asks.empty();
  return change_article(
      writer, asked, "news.preview", std::move(asks), article,
      [&, is_own](const ArticleRegister& known) -> Result<Change> {
        const auto newest = article_seen(known, article, asked.actor, is_own);
        if (!newest) return pass_on(newest);
        if (known.is_visible(*newest)) return refuse("news.already_published", {{"article", newest->slug}});
        if (known.previews(article.text()).size() >= previews_max)
          return refuse("news.too_many_previews", {{"max", std::to_string(previews_max)}});
        Change change;
        change.kind = "news.preview_made";
        change.about = {{"preview", preview.id}, {"expires_at", preview.expires_at}};
        change.previews.push_back({preview.id, article, hex(sha256(preview.token)), preview.expires_at, false, 0});
        return change;
      });
}

Result<Written> revoke_preview(commands::Writer& writer, const commands::Asked& asked, const ArticleId& article,
                               const std::string& preview, std::vector<access::Ask> asks) {
  const bool is_own = asks.empty();
  return change_article(writer, asked, "news.preview", std::move(asks), article,
                        [&, is_own](const ArticleRegister& known) -> Result<Change> {
                          const auto newest = article_seen(known, article, asked.actor, is_own);
                          if (!newest) return pass_on(newest);
                          const Preview* kept = known.preview_with_id(preview);
                          if (kept == nullptr || kept->article != article) return refuse("news.preview_unknown");
                          if (kept->is_revoked) return refuse("news.preview_expired");
                          Change change;
                          change.kind = "news.preview_revoked";
                          change.about = {{"preview", preview}};
                          change.previews.push_back(*kept);
                          change.previews.back().is_revoked = true;
                          return change;
                        });
}

}  // namespace luytre::newsroom
