// Pictures over HTTP: sent by those who write, shown to whom the article is shown.
#pragma once

#include "programme/newsroom/article_routes.h"

namespace luytre::newsroom {

struct ImageDoors {
  ArticleDoors articles;
  std::function<Done(const std::function<Done(storage::Database&)>&)> with_database;
};

// Below /api/v1/articles/{id}: POST images (a form with the file), images/{image}/details, …/removal, …/takedown.
// GET /hinh-anh/{name}: for ever when the article is public, else only for those who may see the draft.
void add_image_routes(http::Router& router, const ImageDoors& doors);

}  // namespace luytre::newsroom
