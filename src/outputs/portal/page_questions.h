// Below every public page: where to ask about it, and how many questions about it were answered.
#pragma once

#include "outputs/portal/site.h"

namespace luytre::portal {

// Fills what templates/_page_questions.mustache shows; nothing on pages that are themselves forms or private.
void set_page_questions(View& outer, const Visit& visit, const PageHead& head);

}  // namespace luytre::portal
