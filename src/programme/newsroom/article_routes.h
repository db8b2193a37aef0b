// Articles at work, over HTTP: what is written, checked, approved, published and corrected. Published ones are read at
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
  // The claims as they are now; unknown ones are left out. Absent: nothing is frozen.
  std::function<std::vector<FrozenFigure>(const std::vector<std::string>&)> freeze = {};
  // Whether the law has the criterion or indicator. Absent: it has them all.
  std::function<bool(const CriterionRef&)> knows_criterion = {};
};

// GET /api/v1/articles (at work, or of one stage), GET /api/v1/articles/{id}, …/{id}/differences,
// POST /api/v1/articles and /api/v1/articles/import, and below /api/v1/articles/{id}: revision, and those of
// step_routes.cpp.
void add_article_routes(http::Router& router, const ArticleDoors& doors);

// Below /api/v1/articles/{id}: steps, publication, correction, update, proposals, proposals/{proposal}/decision,
// figures, figures/{position}/confirmation, …/rejection, …/quotation, previews, previews/{preview}/revocation.
void add_step_routes(http::Router& router, const ArticleDoors& doors);

}  // namespace luytre::newsroom
