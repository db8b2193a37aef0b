// What is wrong with a document by itself.
#include <algorithm>

#include "base/vietnamese.h"
#include "programme/documents/write_documents.h"

namespace luytre::documents {
namespace {

class Checker {
 public:
  explicit Checker(const Document& document) : document_(document) {}

  std::vector<Problem> faults() {
    check_symbol();
    check_texts();
    check_days();
    check_relations();
    return std::move(faults_);
  }

 private:
  void wrong(std::string code, std::string member, Arguments arguments = {}) {
    faults_.push_back({std::move(code), std::move(arguments), std::move(member), {}});
  }

  void check_symbol() {
    const std::string& symbol = document_.symbol;
    const bool has_digit = std::any_of(symbol.begin(), symbol.end(), [](char c) { return c >= '0' && c <= '9'; });
    // Marks of tables and addresses never belong to a symbol.
    const bool is_plain = symbol.find_first_of("<>\"\n\r\t?#\\") == std::string::npos;
    if (!has_digit || !is_plain) wrong("documents.bad_symbol", "symbol", {{"symbol", symbol}});
  }

  void check_length(const std::string& text, std::size_t bytes_max, const char* member) {
    if (text.size() > bytes_max) wrong("documents.too_long", member, {{"max", std::to_string(bytes_max)}});
  }

  void check_texts() {
    if (document_.issuer.empty()) wrong("documents.no_issuer", "issuer");
    if (document_.abstract.empty()) wrong("documents.no_abstract", "abstract");
    check_length(document_.symbol, symbol_bytes_max, "symbol");
    check_length(document_.issuer, issuer_bytes_max, "issuer");
    check_length(document_.issuer_en, issuer_bytes_max, "issuer_en");
    check_length(document_.abstract, words_bytes_max, "abstract");
    check_length(document_.abstract_en, words_bytes_max, "abstract_en");
    check_length(document_.note, words_bytes_max, "note");
    check_length(document_.reason, words_bytes_max, "reason");
    check_length(document_.source, issuer_bytes_max, "source");
    check_length(document_.source_url, address_bytes_max, "source_url");
    const std::string& url = document_.source_url;
    const bool is_web = url.starts_with("https://") || url.starts_with("http://");
    const bool is_plain = url.find_first_of(" <>\"\n\r\t\\") == std::string::npos;
    if (!url.empty() && (!is_web || !is_plain)) wrong("documents.bad_address", "source_url", {{"address", url}});
  }

  void check_days() {
    const std::string& known = document_.signed_known;
    constexpr std::size_t year_only = 4, with_month = 7;
    if (!known.empty()) {
      const bool has_form = known.size() == year_only || known.size() == with_month;
      const bool is_day = has_form && Date::parse(known.size() == year_only ? known + "-01-01" : known + "-01");
      if (!is_day || document_.signed_on) wrong("documents.bad_signed_known", "signed_known", {{"text", known}});
    }
    if (document_.in_force && document_.until && *document_.until <= *document_.in_force) {
      wrong("documents.ends_before_it_begins", "until");
    }
    if (document_.signed_on && document_.until && *document_.until <= *document_.signed_on) {
      wrong("documents.ends_before_it_begins", "until");
    }
  }

  void check_relations() {
    if (document_.relations.size() > relations_max) {
      wrong("documents.too_many_relations", "relations", {{"max", std::to_string(relations_max)}});
    }
    for (const Relation& relation : document_.relations) {
      const bool is_empty = relation.document.empty() || relation.document.size() > symbol_bytes_max;
      if (is_empty) wrong("documents.bad_symbol", "relations", {{"symbol", relation.document.substr(0, 50)}});
      if (symbol_key(relation.document) == symbol_key(document_.symbol)) {
        wrong("documents.circle", "relations", {{"symbol", document_.symbol}});
      }
    }
  }

  const Document& document_;
  std::vector<Problem> faults_;
};

}  // namespace

Done check_document(const Document& document) {
  auto faults = Checker(document).faults();
  if (faults.empty()) return {};
  const std::string count = std::to_string(faults.size());
  return refuse("documents.faulty", {{"symbol", document.symbol}, {"count", count}}, "", std::move(faults));
}

}  // namespace luytre::documents
