#include "programme/documents/document.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/vietnamese.h"

namespace luytre::documents {
namespace {

constexpr std::array<std::pair<Kind, std::string_view>, 14> kind_names{{
    {Kind::law, "law"},
    {Kind::ordinance, "ordinance"},
    {Kind::decree, "decree"},
    {Kind::resolution, "resolution"},
    {Kind::decision, "decision"},
    {Kind::directive, "directive"},
    {Kind::circular, "circular"},
    {Kind::plan, "plan"},
    {Kind::programme, "programme"},
    {Kind::guidance, "guidance"},
    {Kind::report, "report"},
    {Kind::notice, "notice"},
    {Kind::official_letter, "official_letter"},
    {Kind::other, "other"},
}};

// The letters of the form in a symbol, folded.
constexpr std::array<std::pair<std::string_view, Kind>, 13> letters{{
    {"qd", Kind::decision},
    {"nd", Kind::decree},
    {"nq", Kind::resolution},
    {"tt", Kind::circular},
    {"ttlt", Kind::circular},
    {"ct", Kind::directive},
    {"kh", Kind::plan},
    {"ctr", Kind::programme},
    {"hd", Kind::guidance},
    {"bc", Kind::report},
    {"tb", Kind::notice},
    {"pl", Kind::ordinance},
    {"cv", Kind::official_letter},
}};

constexpr std::array<std::pair<State, std::string_view>, 4> state_names{{{State::draft, "draft"},
                                                                         {State::published, "published"},
                                                                         {State::refused, "refused"},
                                                                         {State::withdrawn, "withdrawn"}}};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

std::string_view name_of(Kind kind) {
  return std::find_if(kind_names.begin(), kind_names.end(), [&](const auto& one) { return one.first == kind; })->second;
}

std::optional<Kind> kind_named(std::string_view name) {
  const auto found =
      std::find_if(kind_names.begin(), kind_names.end(), [&](const auto& one) { return one.second == name; });
  return found == kind_names.end() ? std::nullopt : std::optional(found->first);
}

const std::vector<Kind>& all_kinds() {
  static const std::vector<Kind> kinds = [] {
    std::vector<Kind> all;
    for (const auto& [kind, name] : kind_names) all.push_back(kind);
    return all;
  }();
  return kinds;
}

Kind kind_of_symbol(std::string_view symbol) {
  const std::string key = symbol_key(symbol);
  for (std::size_t at = 0; at < key.size();) {
    const std::size_t end = std::min(key.find_first_of("/-", at), key.size());
    const std::string_view part = std::string_view(key).substr(at, end - at);
    for (const auto& [word, kind] : letters) {
      if (part == word) return kind;
    }
    if (part.size() > 2 && part.starts_with("qh") && is_digit(part[2])) return Kind::law;
    at = end + 1;
  }
  return Kind::other;
}

std::string_view name_of(RelationKind kind) { return kind == RelationKind::replaces ? "replaces" : "amends"; }

std::optional<RelationKind> relation_kind_named(std::string_view name) {
  if (name == "replaces") return RelationKind::replaces;
  if (name == "amends") return RelationKind::amends;
  return std::nullopt;
}

std::string_view name_of(State state) {
  return std::find_if(state_names.begin(), state_names.end(), [&](const auto& one) { return one.first == state; })
      ->second;
}

std::optional<State> state_named(std::string_view name) {
  const auto found =
      std::find_if(state_names.begin(), state_names.end(), [&](const auto& one) { return one.second == name; });
  return found == state_names.end() ? std::nullopt : std::optional(found->first);
}

std::optional<criteria::Confidence> confidence_named(std::string_view name) {
  using criteria::Confidence;
  for (const auto one : {Confidence::uncertain, Confidence::from_memory, Confidence::sourced, Confidence::confirmed}) {
    if (criteria::name_of(one) == name) return one;
  }
  return std::nullopt;
}

bool has_same_content(const Document& a, const Document& b) {
  return a.symbol == b.symbol && a.kind == b.kind && a.issuer == b.issuer && a.issuer_en == b.issuer_en &&
         a.abstract == b.abstract && a.abstract_en == b.abstract_en && a.signed_on == b.signed_on &&
         a.signed_known == b.signed_known && a.in_force == b.in_force && a.until == b.until &&
         a.relations == b.relations && a.file == b.file && a.source_url == b.source_url && a.source == b.source &&
         a.confidence == b.confidence && a.note == b.note;
}

std::string symbol_key(std::string_view symbol) {
  std::string key;
  const std::string folded = fold(symbol);
  for (std::size_t at = 0; at < folded.size(); ++at) {
    if (folded[at] == ' ') continue;
    // The dashes that word processors make of a hyphen: U+2010 to U+2015.
    const bool is_dash = folded.compare(at, 2, "\xE2\x80") == 0 && at + 2 < folded.size() &&
                         static_cast<unsigned char>(folded[at + 2]) >= 0x90 &&
                         static_cast<unsigned char>(folded[at + 2]) <= 0x95;
    key += is_dash ? '-' : folded[at];
    if (is_dash) at += 2;
  }
  return key;
}

std::string number_of(std::string_view symbol) {
  std::size_t end = 0;
  while (end < symbol.size() && is_digit(symbol[end])) ++end;
  return std::string(symbol.substr(0, end));
}

}  // namespace luytre::documents
