// All SQL of the room.
#pragma once

#include <memory>
#include <vector>

#include "platform/storage/database.h"
#include "programme/newsroom/article_register.h"

namespace luytre::newsroom {

Result<std::shared_ptr<const ArticleRegister>> load_articles(storage::Database& database, audit::EventNumber known_at);

// Inside a command. A new version is a new row.
Done append_article(storage::Database& database, audit::EventNumber event, const std::string& recorded_at,
                    const Article& article);
Done append_figures(storage::Database& database, audit::EventNumber event, const std::vector<DraftFigure>& figures);

}  // namespace luytre::newsroom
