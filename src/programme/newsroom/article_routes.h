// Articles at work, over HTTP: what is written, bound to figures, approved and corrected. Published ones are read at
// /api/v1/news (news_routes.h).
#pragma once

#include <functional>

#include "platform/access/decide.h"
#include "platform/commands/writer.h"
#include "programme/newsroom/news_routes.h"
#include "programme/units/register.h"

namespace luytre::newsroom {

// What a listing is read with.
struct ReadingDesk {
  std::shared_ptr<const units::Register> units;
  std::string home;  // code of the province that "tỉnh" alone means
};

struct ArticleDoors {
  ArticleSource source;
  std::function<Result<ReadingDesk>()> desk;
  ClaimText text_of;  // the words of a published claim; nothing: there is no such claim, and nothing is bound to it
  commands::Writer& writer;
  access::Guard guard;  // asked drafts.view; who began an article sees it anyhow
  std::function<Date()> today;
  std::function<long long()> unix_milliseconds;
};

// GET /api/v1/articles (drafts), GET /api/v1/articles/{id}, POST /api/v1/articles and /api/v1/articles/import, and
// below /api/v1/articles/{id}: revision, publication, correction, figures/{position}/confirmation,
// figures/{position}/rejection.
void add_article_routes(http::Router& router, const ArticleDoors& doors);

}  // namespace luytre::newsroom
