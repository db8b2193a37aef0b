// An evaluation as a colleague would tell it: what is met, what is not and by how much, what nobody has said yet, and
// under which article. Short lines, one language, no markup.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/messages.h"
#include "programme/judgement/evaluation.h"
#include "programme/recognition/titles_story.h"

namespace luytre::judgement {

inline constexpr std::size_t line_width_max = 100;  // characters; longer lists are broken

// The whole answer. Indicators not assessed for one reason are told together, not one by one.
std::vector<std::string> explain(const Evaluation& evaluation, const recognition::TitlesStory& titles,
                                 Language language);

// One criterion ("2") or indicator ("2.2") with all its parts, evidence and law. Problem judgement.unknown_indicator.
Result<std::vector<std::string>> explain_number(const Evaluation& evaluation, const std::string& number,
                                                Language language);

// "71,2 %, cần ≥ 80 %; cần thêm 4" on one line, without the title.
std::string comparison(const Judged& judged, Language language);

}  // namespace luytre::judgement
