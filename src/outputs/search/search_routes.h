// GET /api/v1/search?q=&kind=&category=&year=&unit=&limit=&cursor=
#pragma once

#include <functional>

#include "outputs/search/desk.h"
#include "platform/http/router.h"

namespace luytre::search {

using SnapshotSource = std::function<Result<std::shared_ptr<const record::Snapshot>>()>;

void add_search_routes(http::Router& router, const SnapshotSource& source, const std::shared_ptr<Desk>& desk);

// The names of parameters: the page's are Vietnamese.
struct ParameterNames {
  const char* kind = "kind";
  const char* category = "category";
  const char* year = "year";
  const char* unit = "unit";
};

struct Asked {
  Query query;
  Narrowing narrowing;
  std::optional<std::vector<std::string>> after;
};

// Problems http.* of parameters, search.unknown_kind. A question too long is read as far as it may go.
Result<Asked> read_asked(const http::Request& request, const ParameterNames& names);

// The words for a category of a narrowing ("newsroom.local").
std::string category_words(const std::string& category, Language language);

}  // namespace luytre::search
