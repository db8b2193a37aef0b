// What the newsroom needs from the rooms above and beside it.
#pragma once

#include "app/context.h"
#include "app/doors.h"
#include "programme/newsroom/image_routes.h"

namespace luytre::app {

// The routes of articles at work and of their pictures.
void add_newsroom_routes(http::Router& router, const Context& context, Doors& doors);

// The words an article shows for a claim bound without words of its own; nothing for a draft.
newsroom::ClaimText claim_words(record::Keeper& keeper);

// The claims as they are now, for an article that goes out with them. Unknown ones and drafts are left out.
std::vector<newsroom::FrozenFigure> frozen_figures(const record::Snapshot& snapshot,
                                                   const std::vector<std::string>& claims);

}  // namespace luytre::app
