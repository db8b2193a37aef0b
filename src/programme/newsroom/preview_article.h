// A link by which somebody without an account reads a draft until it ends or is taken back.
#pragma once

#include <string>

#include "programme/newsroom/change_articles.h"

namespace luytre::newsroom {

inline constexpr int preview_hours_max = 720;
inline constexpr int previews_max = 50;  // of one article

struct NewPreview {
  std::string id;
  std::string token;  // told once; only its digest is kept
  std::string expires_at;
};
NewPreview new_preview(long long unix_milliseconds, int hours);

// Of an article that nobody can read yet. `asks`: drafts.view; none for whoever began the article. Problems
// news.unknown, news.already_published, news.too_many_previews.
Result<Written> make_preview(commands::Writer& writer, const commands::Asked& asked, const ArticleId& article,
                             const NewPreview& preview, std::vector<access::Ask> asks);
// Problems news.preview_unknown, news.preview_expired when it was taken back before.
Result<Written> revoke_preview(commands::Writer& writer, const commands::Asked& asked, const ArticleId& article,
                               const std::string& preview, std::vector<access::Ask> asks);

}  // namespace luytre::newsroom
