// The law desk in words: sets, open points, proposals.
#pragma once

#include "outputs/office/desk_frame.h"
#include "programme/law_desk/open_points.h"
#include "programme/law_desk/proposal.h"

namespace luytre::office {

// Whose text is completed: the national one, or what a province set over it.
struct LawPlace {
  std::string set;       // "commune-ntm/2021-2025"
  std::string province;  // code; empty: the national text
};
LawPlace law_place(const Visit& visit);  // of the address: {subject}/{period}, ?tinh=

// "/ban-luat/bo/commune-ntm/2021-2025" + tail, with ?tinh= and more.
std::string law_path(const Visit& visit, const LawPlace& place, std::string_view tail = {},
                     portal::Parameters parameters = {});

std::string in_language(const criteria::Bilingual& text, Language language);

// "bộ quốc gia", "quy định của tỉnh Lạng Sơn"
std::string place_words(const Visit& visit, const std::string& province);

// "9.2 · vùng KV1 · năm 2024 · từ 01/01/2025"
std::string row_words(const Visit& visit, const law_desk::OpenRow& row);

// A threshold as written in the law's files, with the reader's decimal sign.
std::string value_words(const Visit& visit, const std::string& text);

// id, path, set, place, state, rows, who, when: for lists of proposals.
Result<View> proposal_rows(const Office& office, const Visit& visit, std::string_view set);

}  // namespace luytre::office
