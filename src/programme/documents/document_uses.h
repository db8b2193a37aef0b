// Where a legal document is used: by the criteria that cite it, by the decisions of the register of titles; and which
// documents are cited that the register does not have. Found by symbol, and by the day where both sides know one.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "programme/criteria/library.h"
#include "programme/documents/document_register.h"
#include "programme/recognition/title_register.h"

namespace luytre::documents {

// A criteria set that cites a document.
struct SetUse {
  const criteria::CriteriaSet* set = nullptr;
  bool is_its_own = false;              // the document that made the set, or changes it
  std::vector<std::string> indicators;  // numbers, in the order of the law, each once
};

// Everything that the law on file cites: by key of the symbol.
class Citations {
 public:
  explicit Citations(const criteria::Library& law);

  std::vector<SetUse> of(const Document& document) const;
  struct Cited {
    std::string symbol;  // as written
    std::vector<SetUse> sets;
  };
  // Symbols that no public document bears, in byte order of their keys.
  std::vector<Cited> unmatched(const DocumentRegister& known) const;

 private:
  void cite(const criteria::CriteriaSet& set, const std::string& symbol, const std::string& indicator);
  void read_rule(const criteria::CriteriaSet& set, const std::string& number, const criteria::RuleNode& rule);
  void read_set(const criteria::CriteriaSet& set);
  std::map<std::string, Cited, std::less<>> cited_;
  std::map<std::string, const criteria::Document*, std::less<>> instruments_;  // of the law's own list, by key
};

// The statements of the register of titles that rest on the document.
std::vector<const recognition::TitleFact*> decisions_by(const recognition::TitleRegister& titles,
                                                        const Document& document);

// Symbols in a text, in its order, each once as first written: "42/2022/NĐ-CP", "318/QĐ-TTg". At most
// symbols_of_text_max.
std::vector<std::string> symbols_in(std::string_view text);
// Whether a text names the document.
bool is_named_in(std::string_view text, const Document& document);

}  // namespace luytre::documents
