#include "programme/documents/import_table.h"

#include <algorithm>

#include "base/vietnamese.h"

namespace luytre::documents {
namespace {

std::string trimmed(const std::string& text) {
  const auto begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string::npos) return "";
  return text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

class TableReader {
 public:
  explicit TableReader(const CsvTable& table) : table_(table) {}

  Result<ReadDocuments> read() {
    for (const char* needed : {"symbol", "issuer", "abstract"}) {
      if (!table_.column(needed)) return refuse("documents.no_column", {{"column", needed}}, table_.name);
    }
    ReadDocuments read;
    for (const CsvRow& row : table_.rows) {
      read.documents.push_back(read_row(row));
      read.places.push_back(table_.where(row));
    }
    if (faults_.empty()) return read;
    return refuse("documents.import_refused", {{"count", std::to_string(faults_.size())}}, table_.name, faults_);
  }

 private:
  std::string cell(const CsvRow& row, std::string_view column) const {
    const auto at = table_.column(column);
    return at ? nfc(trimmed(row.cells[*at])) : std::string();
  }

  void blame(const CsvRow& row, Problem problem) {
    problem.where = table_.where(row);
    faults_.push_back(std::move(problem));
  }

  void read_day(const CsvRow& row, std::string_view column, std::optional<Date>& into) {
    const std::string text = cell(row, column);
    if (text.empty()) return;
    const auto day = Date::parse(text);
    if (day) into = *day;
    if (!day) blame(row, day.error());
  }

  void read_relations(const CsvRow& row, std::string_view column, RelationKind kind, Document& into) {
    const std::string text = cell(row, column);
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = std::min(text.find(';', at), text.size());
      const std::string symbol = trimmed(text.substr(at, end - at));
      if (!symbol.empty()) into.relations.push_back({kind, symbol});
      at = end + 1;
    }
  }

  template <class Value, class Named>
  void read_choice(const CsvRow& row, std::string_view column, Value& into, const Named& named) {
    const std::string word = cell(row, column);
    if (word.empty()) return;
    const auto value = named(word);
    if (value) into = *value;
    if (!value) blame(row, {"documents.unknown_word", {{"column", std::string(column)}, {"word", word}}, "", {}});
  }

  Document read_row(const CsvRow& row) {
    Document document;
    document.symbol = cell(row, "symbol");
    document.kind = kind_of_symbol(document.symbol);
    read_choice(row, "kind", document.kind, kind_named);
    document.issuer = cell(row, "issuer");
    document.issuer_en = cell(row, "issuer_en");
    document.abstract = cell(row, "abstract");
    document.abstract_en = cell(row, "abstract_en");
    constexpr std::size_t whole_day = 10;
    const std::string signing = cell(row, "signed");
    if (signing.size() == whole_day) {
      read_day(row, "signed", document.signed_on);
    } else {
      document.signed_known = signing;
    }
    read_day(row, "in_force", document.in_force);
    read_day(row, "until", document.until);
    read_relations(row, "replaces", RelationKind::replaces, document);
    read_relations(row, "amends", RelationKind::amends, document);
    document.source = cell(row, "source");
    document.source_url = cell(row, "source_url");
    read_choice(row, "confidence", document.confidence, confidence_named);
    document.note = cell(row, "note");
    return document;
  }

  const CsvTable& table_;
  std::vector<Problem> faults_;
};

std::string both(const criteria::Bilingual& text, bool is_english) { return is_english ? text.en : text.vi; }

}  // namespace

Result<ReadDocuments> read_documents(const CsvTable& table) { return TableReader(table).read(); }

ReadDocuments documents_of_law(const criteria::Library& law) {
  ReadDocuments read;
  for (const criteria::Document& instrument : law.documents) {
    Document document;
    document.symbol = instrument.key;
    document.kind = kind_of_symbol(instrument.key);
    document.issuer = both(instrument.issuer, false);
    document.issuer_en = both(instrument.issuer, true);
    document.abstract = both(instrument.subject, false);
    document.abstract_en = both(instrument.subject, true);
    document.signed_on = instrument.date;
    if (!instrument.date) document.signed_known = instrument.date_known;
    document.in_force = instrument.in_force;
    document.confidence = instrument.confidence;
    document.note = both(instrument.note, false);
    document.source = "criteria/documents.yaml";
    read.documents.push_back(std::move(document));
    read.places.push_back("criteria/documents.yaml: " + instrument.key);
  }
  const auto tell = [&](const std::string& newer, RelationKind kind, const std::string& older) {
    const auto found = std::find_if(read.documents.begin(), read.documents.end(),
                                    [&](const Document& one) { return one.symbol == newer; });
    if (found != read.documents.end()) found->relations.push_back({kind, older});
  };
  for (const criteria::Document& instrument : law.documents) {
    for (const std::string& newer : instrument.replaced_by) tell(newer, RelationKind::replaces, instrument.key);
    for (const std::string& newer : instrument.amended_by) tell(newer, RelationKind::amends, instrument.key);
  }
  return read;
}

}  // namespace luytre::documents
