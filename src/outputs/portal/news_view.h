// Articles as the pages show them, their figures bound to claims.
#pragma once

#include "outputs/portal/site.h"
#include "programme/newsroom/render.h"

namespace luytre::portal {

// The words of a claim named in an article by id or key.
newsroom::ClaimText claim_text(const Visit& visit);

// {address, title, date, iso_date, lead, category} of a listing.
View teaser(const Visit& visit, const newsroom::Article& article);

}  // namespace luytre::portal
