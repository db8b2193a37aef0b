// Articles at work as JSON, for those who may see them.
#pragma once

#include "base/json.h"
#include "platform/http/request.h"
#include "programme/newsroom/article_routes.h"

namespace luytre::newsroom {

json::object summary_value(const ArticleRegister& known, const Article& article);
json::object article_value(const ArticleRegister& known, const Article& article, const ArticleDoors& doors,
                           const http::Request& request);
json::object image_value(const ArticleImage& image);

}  // namespace luytre::newsroom
