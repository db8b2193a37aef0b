// What requests about articles have in common: what they carry, and how they are answered.
#pragma once

#include "platform/http/body.h"
#include "platform/http/response.h"
#include "platform/inspection/write_request.h"
#include "programme/newsroom/article_routes.h"
#include "programme/newsroom/change_articles.h"

namespace luytre::newsroom {

inline constexpr std::size_t article_request_bytes_max = 3U << 20U;  // the text, and what JSON adds to it

// Whether the viewer may see the article at work: who may see all does, who began it does.
bool may_see(const ArticleDoors& doors, const ArticleRegister& known, const Article& article,
             const access::Viewer& viewer);

// The newest version of the article of the address; of an unknown one only the id is filled.
Result<Article> article_of(const http::Request& request, const ArticleDoors& doors);

// title, lead, body, category, source_name, source_url; what is not sent stays. Texts are kept in NFC.
void read_text(http::Members& members, Article& article);
// kind, plan, tags, units, criteria, embargo_until; the same. Problems news.unknown_unit, news.unknown_criterion …
void read_details(http::Members& members, const ArticleDoors& doors, Article& article);

std::optional<int> expected_version(http::Members& members);

// Figures in the text name claims that readers can open. Problem news.claim_unresolved.
Done check_claims(const Article& article, const ArticleDoors& doors);
std::vector<FrozenFigure> frozen_of(const Article& article, const ArticleDoors& doors);

http::Response written_response(const commands::Asked& asked, const std::string& article, const Written& written,
                                json::object also = {});

}  // namespace luytre::newsroom
