// All SQL of articles. Pictures are in image_store.h, old addresses in redirect_store.h.
#pragma once

#include <memory>
#include <vector>

#include "platform/storage/database.h"
#include "programme/newsroom/article_register.h"

namespace luytre::newsroom {

Result<std::shared_ptr<const ArticleRegister>> load_articles(storage::Database& database, audit::EventNumber known_at,
                                                             Clock clock = system_clock());

// Inside a command. A new version is a new row.
Done append_article(storage::Database& database, audit::EventNumber event, const std::string& recorded_at,
                    const Article& article);
Done append_figures(storage::Database& database, audit::EventNumber event, const std::vector<DraftFigure>& figures);
Done append_steps(storage::Database& database, audit::EventNumber event, const std::string& recorded_at,
                  const std::vector<TakenStep>& steps);
Done append_proposal(storage::Database& database, audit::EventNumber event, const Proposal& proposal);
Done append_preview(storage::Database& database, audit::EventNumber event, const Preview& preview);

}  // namespace luytre::newsroom
