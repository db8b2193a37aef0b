// /tim-kiem: search over everything public, and the file by which a browser knows it.
#pragma once

#include "outputs/portal/portal_routes.h"
#include "outputs/search/desk.h"

namespace luytre::portal {

// `public_url`: of this installation, for the description of the search; empty: addresses without a host.
void add_search_pages(http::Router& router, Source source, std::function<Date()> today,
                      const std::shared_ptr<search::Desk>& desk, const std::string& public_url);

}  // namespace luytre::portal
