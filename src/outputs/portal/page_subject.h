// What a page of this site is about, from its path alone: the article, the figure or the unit that it shows.
#pragma once

#include <string>

#include "outputs/record/snapshot.h"

namespace luytre::portal {

// "/xa/06001-doan-ket/hai-long": the commune. A path that names nothing known gives an empty subject.
citizens::PageSubject subject_of_page(const record::Snapshot& snapshot, const std::string& page, Date today);

}  // namespace luytre::portal
