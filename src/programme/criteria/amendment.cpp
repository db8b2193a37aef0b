#include "programme/criteria/amendment.h"

#include <algorithm>

#include "base/hash.h"
#include "base/json.h"
#include "programme/criteria/law_reader.h"

namespace luytre::criteria {

namespace {

std::string word(const Tree& tree, std::string_view key, std::string_view otherwise = {}) {
  const Tree* found = tree.find(key);
  return std::string(found == nullptr || found->is_null() ? otherwise : std::string_view(found->text));
}

Tree text_tree(std::string text) {
  Tree tree;
  tree.kind = Tree::Kind::text;
  tree.text = std::move(text);
  return tree;
}

Tree* field(Tree& tree, std::string_view key) {
  for (auto& [name, value] : tree.fields) {
    if (name == key) return &value;
  }
  return nullptr;
}

// The rule or part that bears the number or id, in an indicator's tree; nullptr: none.
Tree* find_rule(Tree& rule, std::string_view id_key, std::string_view number) {
  if (word(rule, "number") == number || word(rule, id_key) == number) return &rule;
  Tree* parts = field(rule, "parts");
  if (parts == nullptr) return nullptr;
  for (Tree& part : parts->items) {
    if (Tree* found = find_rule(part, "part", number)) return found;
  }
  return nullptr;
}

struct FoundRule {
  Tree* indicator = nullptr;
  Tree* rule = nullptr;
};

FoundRule find_in_set(Tree& set, std::string_view number) {
  Tree* criteria = field(set, "criteria");
  if (criteria == nullptr) return {};
  for (Tree& criterion : criteria->items) {
    Tree* indicators = field(criterion, "indicators");
    if (indicators == nullptr) continue;
    for (Tree& indicator : indicators->items) {
      if (Tree* rule = find_rule(indicator, "indicator", number)) return {&indicator, rule};
    }
  }
  return {};
}

void index_rule(const Tree& rule, std::string_view id_key, const BoundIndicator& bound,
                std::map<std::string, BoundIndicator, std::less<>>& index) {
  index.emplace(word(rule, "number"), bound);
  index.emplace(word(rule, id_key), bound);
  const Tree* parts = rule.find("parts");
  if (parts == nullptr) return;
  for (const Tree& part : parts->items) index_rule(part, "part", bound, index);
}

// In the order in which find_in_set finds.
void index_set(const Tree& set, std::map<std::string, BoundIndicator, std::less<>>& index) {
  const Tree* criteria = set.find("criteria");
  if (criteria == nullptr) return;
  for (const Tree& criterion : criteria->items) {
    const Tree* indicators = criterion.find("indicators");
    if (indicators == nullptr) continue;
    for (const Tree& indicator : indicators->items) {
      index_rule(indicator, "indicator", {word(indicator, "number"), hex(sha256(canonical(indicator)))}, index);
    }
  }
}

const RegisteredText* text_named(const std::vector<RegisteredText>& texts, std::string_view kind,
                                 std::string_view name) {
  const auto found = std::find_if(texts.begin(), texts.end(), [&](const RegisteredText& text) {
    return text.kind == kind && text.name == name && !text.canonical.empty();
  });
  return found == texts.end() ? nullptr : &*found;
}

// What makes two rows the same row of law.
bool is_same_row(const Tree& row, const Tree& other) {
  return word(row, "indicator") == word(other, "indicator") &&
         word(row, "class", "all") == word(other, "class", "all") && word(row, "from") == word(other, "from") &&
         word(row, "year") == word(other, "year") && word(row, "dimension") == word(other, "dimension") &&
         word(row, "layer", "decree") == word(other, "layer", "decree");
}

// Fills the row that says the value is not loaded, else appends. The same row with a value already: false, unless the
// row is only a candidate, whose overlap the checker is to name.
bool put_row(Tree& rows, Tree row, bool is_candidate) {
  for (Tree& held : rows.items) {
    if (!is_same_row(held, row)) continue;
    if (word(held, "value") == "unknown") {
      held = std::move(row);
      return true;
    }
    if (!is_candidate) return false;
  }
  rows.items.push_back(std::move(row));
  return true;
}

Tree& list_of(Tree& map, std::string_view key) {
  if (Tree* found = field(map, key); found != nullptr && found->kind == Tree::Kind::list) return *found;
  std::erase_if(map.fields, [&](const auto& named) { return named.first == key; });
  Tree list;
  list.kind = Tree::Kind::list;
  map.fields.emplace_back(std::string(key), std::move(list));
  return map.fields.back().second;
}

// Lays amendments over registered texts, one after another.
class Overlay {
 public:
  explicit Overlay(const std::vector<RegisteredText>& registered) : registered_(registered), bound_(registered) {}

  Done lay(const Amendment& amendment, std::vector<StaleRow>& stale) {
    const bool is_candidate = amendment.event == 0;
    bool is_any_laid = false;
    for (std::size_t i = 0; i < amendment.rows.size(); ++i) {
      const std::string place =
          (is_candidate ? "rows" : "proposal " + amendment.proposal) + "[" + std::to_string(i) + "]";
      auto row = read_canonical(amendment.rows[i], place);
      if (!row) return pass_on(row);
      const std::string number = word(*row, "indicator");
      if (is_bound(amendment, number) && lay_row(amendment, number, std::move(*row))) {
        is_any_laid = true;
      } else {
        stale.push_back({amendment.proposal, amendment.set, amendment.province, number});
      }
    }
    return is_any_laid && !amendment.document.empty() ? lay_document(amendment) : Done{};
  }

  // The texts to read: those touched anew, the others as registered.
  std::vector<SourceText> texts() const {
    std::vector<SourceText> sources;
    for (const RegisteredText& text : registered_) {
      if (!text.canonical.empty() && !worked_.contains({text.kind, text.name})) {
        sources.push_back({path_of(text), text.canonical, {}});
      }
    }
    return sources;
  }
  RegisteredTrees& worked() { return worked_; }

 private:
  bool is_bound(const Amendment& amendment, std::string_view number) {
    const BoundIndicator now = bound_.find(amendment.set, number);
    const auto then = amendment.bound.find(now.number);
    return !now.hash.empty() && then != amendment.bound.end() && then->second == now.hash;
  }

  // The text as worked on so far; nullptr: not registered.
  Tree* working(const std::string& kind, const std::string& name) {
    const auto held = worked_.find({kind, name});
    if (held != worked_.end()) return &held->second;
    const RegisteredText* text = text_named(registered_, kind, name);
    if (text == nullptr) return nullptr;
    auto tree = read_canonical(text->canonical, path_of(*text));
    if (!tree) return nullptr;
    return &(worked_[{kind, name}] = std::move(*tree));
  }

  bool lay_row(const Amendment& amendment, const std::string& number, Tree row) {
    if (!amendment.province.empty()) {
      return put_row(list_of(provincial_layer(amendment), "thresholds"), std::move(row), amendment.event == 0);
    }
    Tree* set = working("set", amendment.set);
    const FoundRule found = set == nullptr ? FoundRule() : find_in_set(*set, number);
    if (found.rule == nullptr) return false;
    std::erase_if(row.fields, [](const auto& named) { return named.first == "indicator"; });
    return put_row(list_of(*found.rule, "thresholds"), std::move(row), amendment.event == 0);
  }

  Tree& provincial_layer(const Amendment& amendment) {
    const std::string name = amendment.province + "/" + amendment.set;
    if (Tree* held = working("provincial", name)) return *held;
    Tree layer;
    layer.kind = Tree::Kind::map;
    layer.file = std::make_shared<const std::string>("provinces/" + name + ".json");
    layer.fields.emplace_back("province", text_tree(amendment.province));
    layer.fields.emplace_back("set", text_tree(amendment.set));
    return worked_[{"provincial", name}] = std::move(layer);
  }

  // An instrument that the library has is left as it is.
  Done lay_document(const Amendment& amendment) {
    auto document = read_canonical(amendment.document, amendment.event == 0 ? "document" : "documents.json");
    if (!document) return pass_on(document);
    Tree* documents = working("documents", "");
    if (documents == nullptr) {
      Tree list;
      list.kind = Tree::Kind::list;
      documents = &(worked_[{"documents", ""}] = std::move(list));
    }
    const std::string key = word(*document, "document");
    for (const Tree& held : documents->items) {
      if (word(held, "document") == key) return {};
    }
    documents->items.push_back(std::move(*document));
    return {};
  }

  const std::vector<RegisteredText>& registered_;
  BoundIndicators bound_;
  RegisteredTrees worked_;
};

}  // namespace

std::string path_of(const RegisteredText& text) {
  if (text.kind == "set") return text.name + ".json";
  if (text.kind == "workflow") return "workflows/" + text.name + ".json";
  if (text.kind == "survey_form") return "surveys/" + text.name + ".json";
  if (text.kind == "provincial") return "provinces/" + text.name + ".json";
  return text.kind + ".json";
}

BoundIndicator BoundIndicators::find(const std::string& set, std::string_view number) {
  auto held = sets_.find(set);
  if (held == sets_.end()) {
    held = sets_.emplace(set, OfSet()).first;
    const RegisteredText* text = text_named(texts_, "set", set);
    auto tree = text == nullptr ? Result<Tree>(Tree()) : read_canonical(text->canonical, path_of(*text));
    if (tree) index_set(*tree, held->second);
  }
  const auto found = number.empty() ? held->second.end() : held->second.find(number);
  return found == held->second.end() ? BoundIndicator() : found->second;
}

KeptAmendment kept(const Amendment& amendment) {
  json::array rows;
  for (const std::string& row : amendment.rows) rows.emplace_back(row);
  json::object bound;
  for (const auto& [number, hash] : amendment.bound) bound[number] = hash;
  return {compact(rows), amendment.document, compact(bound)};
}

Result<Amendment> amendment_of(std::string proposal, std::string set, std::string province, const KeptAmendment& kept) {
  const auto rows = parse_json(kept.rows);
  if (!rows) return pass_on(rows);
  const auto bound = parse_json(kept.bound);
  if (!bound) return pass_on(bound);
  Amendment amendment{std::move(proposal), std::move(set), std::move(province), {}, kept.document, {}, 0};
  for (const json::value& row : rows->as_array()) amendment.rows.emplace_back(row.as_string());
  for (const auto& [number, hash] : bound->as_object()) amendment.bound[number] = hash.as_string();
  return amendment;
}

Result<Library> read_amended(std::vector<RegisteredText> registered, std::vector<Amendment> amendments) {
  Overlay overlay(registered);
  std::vector<StaleRow> stale;
  for (const Amendment& amendment : amendments) {
    auto laid = overlay.lay(amendment, stale);
    if (!laid) return pass_on(laid);
  }
  const auto texts = overlay.texts();
  auto library = read_library(texts, std::move(overlay.worked()));
  if (!library) return pass_on(library);
  library->registered = std::move(registered);
  library->amendments = std::move(amendments);
  library->stale = std::move(stale);
  return library;
}

Result<Library> with_amendment(const Library& library, const Amendment& amendment) {
  std::vector<Amendment> amendments = library.amendments;
  amendments.push_back(amendment);
  auto amended = read_amended(texts_of(library), std::move(amendments));
  if (!amended) return pass_on(amended);
  amended->confirmations = library.confirmations;
  amended->known_at = library.known_at;
  return amended;
}

}  // namespace luytre::criteria
