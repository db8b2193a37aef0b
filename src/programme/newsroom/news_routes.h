// GET /api/v1/news and /api/v1/news/{slug}.
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "platform/http/router.h"
#include "programme/newsroom/article_register.h"
#include "programme/newsroom/render.h"

namespace luytre::newsroom {

using ArticleSource = std::function<Result<std::shared_ptr<const ArticleRegister>>(std::optional<audit::EventNumber>)>;

// `text_of` gives the words of claims bound in articles; may be empty.
void add_news_routes(http::Router& router, const ArticleSource& source, const ClaimText& text_of = {});

}  // namespace luytre::newsroom
