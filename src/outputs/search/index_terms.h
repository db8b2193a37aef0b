// An entry as Xapian's terms and values.
#pragma once

#include <xapian.h>

#include <string>
#include <vector>

#include "outputs/search/entry.h"
#include "outputs/search/words.h"

namespace luytre::search {

enum Slot : Xapian::valueno { order_slot, recency_slot, facts_slot, key_slot };  // key and stamp, parted by a line end

std::string exact_term(const Word& word);  // "" where the word has no marks: it is found by its letters alone
std::string pair_term(const Word& first, const Word& second);
std::string synonym_term(const Synonym& synonym);
std::string name_term(const std::vector<Word>& words, bool is_ended);  // "" when too long
std::string kind_term(Kind kind);
std::string category_term(const std::string& category);
std::string year_term(int year);
std::string unit_term(const std::string& code);

Xapian::Document document_of(const Entry& entry, const std::string& stamp);
// Words that a misspelt one may have been meant for: of titles and names.
std::vector<std::string> spelling_words(const Entry& entry);

}  // namespace luytre::search
