#include "outputs/search/entry.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/hash.h"
#include "base/vietnamese.h"
#include "outputs/statistics/claim_register.h"
#include "programme/newsroom/render.h"

namespace luytre::search {
namespace {

using record::Snapshot;

constexpr std::array<std::pair<Kind, std::string_view>, kinds_count> kind_names{{
    {Kind::article, "article"},
    {Kind::event, "event"},
    {Kind::document, "document"},
    {Kind::unit, "unit"},
    {Kind::village, "village"},
    {Kind::criterion, "criterion"},
    {Kind::claim, "claim"},
}};

std::string key_of(std::string_view kind, const std::string& id) { return std::string(kind) + ":" + id; }

std::string both(const criteria::Bilingual& text, bool is_english) {
  return is_english && !text.en.empty() ? text.en : text.vi;
}

newsroom::ClaimText claim_words(const Snapshot& snapshot) {
  return [&snapshot](const std::string& id) -> std::optional<std::string> {
    const statistics::Claim* claim = snapshot.claims->find(id);
    if (claim == nullptr || claim->status == statistics::ClaimStatus::draft) return std::nullopt;
    return statistics::link_text(*claim, snapshot.claims->definition_of(*claim), Language::vi);
  };
}

// Markdown without the addresses of its links; its other marks are no words.
std::string without_addresses(const std::string& markdown) {
  std::string text;
  for (std::size_t at = 0; at < markdown.size();) {
    const std::size_t open = markdown.find("](", at);
    if (open == std::string::npos) return text.append(markdown, at);
    text.append(markdown, at, open - at);
    const std::size_t close = markdown.find(')', open);
    if (close == std::string::npos) return text;
    text += ' ';
    at = close + 1;
  }
  return text;
}

std::string plain_text(std::string text) {
  for (char& c : text) {
    if (c == '#' || c == '*' || c == '_' || c == '`' || c == '[' || c == '>' || c == '\n' || c == '|') c = ' ';
  }
  return text;
}

// Articles.
std::vector<Listed> list_articles(const Snapshot& snapshot) {
  std::vector<Listed> listed;
  const auto& articles = *snapshot.articles;
  for (const newsroom::Article* one : articles.page(std::nullopt, articles.size()).articles) {
    listed.push_back({key_of("article", one->id.text()), std::to_string(one->event)});
  }
  return listed;
}

std::optional<Entry> find_article(const Snapshot& snapshot, std::string_view id) {
  const newsroom::Article* newest = snapshot.articles->with_id(id);
  const newsroom::Article* article = newest == nullptr ? nullptr : snapshot.articles->published(newest->slug);
  if (article == nullptr) return std::nullopt;
  const auto words = claim_words(snapshot);
  Entry entry;
  entry.title = newsroom::plain_line(article->title, words);
  entry.text = newsroom::plain_line(article->lead, words) + "\n" +
               plain_text(without_addresses(newsroom::plain_line(article->body, words)));
  entry.path = "/tin-tuc/" + article->slug;
  entry.date = article->date;
  entry.category = "newsroom." + std::string(newsroom::name_of(article->category));
  entry.is_demonstration = article->is_demonstration;
  return entry;
}

// Legal documents.
std::vector<Listed> list_documents(const Snapshot& snapshot) {
  std::vector<Listed> listed;
  for (const documents::Document* one : snapshot.documents->published()) {
    listed.push_back({key_of("document", one->id.text()), std::to_string(one->event)});
  }
  return listed;
}

std::optional<Entry> find_document(const Snapshot& snapshot, std::string_view id) {
  const documents::Document* document = snapshot.documents->published_of(id);
  if (document == nullptr) return std::nullopt;
  Entry entry;
  entry.kind = Kind::document;
  const std::string kind = "documents.kind." + std::string(documents::name_of(document->kind));
  const std::string abstract_en = document->abstract_en.empty() ? document->abstract : document->abstract_en;
  entry.title = say(kind, Language::vi) + " " + document->symbol + ": " + document->abstract;
  entry.title_en = say(kind, Language::en) + " " + document->symbol + ": " + abstract_en;
  entry.text = document->issuer + ". " + document->issuer_en + ". " + document->note;
  entry.names = {document->symbol, say(kind, Language::vi) + " " + document->symbol};
  entry.path = "/van-ban/" + document->slug;
  entry.date = document->signed_on;
  entry.category = "documents." + std::string(documents::name_of(document->kind));
  entry.note = document->issuer;
  entry.note_en = document->issuer_en;
  return entry;
}

// Units of every level, those that have ended too.
std::string unit_stamp(const units::Register& units, const units::Unit& unit) {
  std::string facts;
  for (const units::Version& version : unit.versions) {
    facts += version.name + "|" + version.valid.from.text() + "|" + version.valid.to.text() + "|" +
             version.parent_code + "\n";
  }
  for (const units::Link* link : units.links_out_of(unit)) facts += link->to_code + "\n";
  return hex(sha256(facts)).substr(0, 16);
}

std::vector<Listed> list_units(const Snapshot& snapshot) {
  std::vector<Listed> listed;
  for (const units::Unit& unit : snapshot.units->units()) {
    listed.push_back({key_of("unit", unit.id.text()), unit_stamp(*snapshot.units, unit)});
  }
  return listed;
}

// "Xã Cao Lộc, Xã Đồng Đăng": where the ground of an ended unit went first.
std::string successors_of(const units::Register& units, const units::Unit& unit) {
  constexpr std::size_t named_max = 6;
  std::vector<std::string> names;
  for (const units::Relative& relative : units.lineage(unit).successors) {
    if (relative.depth != 1 || relative.unit == &unit) continue;
    const std::string& name = relative.unit->nearest(relative.link->day).name;
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }
  std::string text;
  for (std::size_t at = 0; at < names.size() && at < named_max; ++at) text += (at == 0 ? "" : ", ") + names[at];
  return names.size() > named_max ? text + "…" : text;
}

std::string ancestors_text(const units::Register& units, const units::Unit& unit, Date day) {
  std::string text;
  for (const units::Unit* above : units.ancestors(unit, day)) {
    text += (text.empty() ? "" : ", ") + above->nearest(day).name;
  }
  return text;
}

void add_what_became(const units::Register& units, const units::Unit& unit, Entry& entry) {
  const Date end = unit.life().to;
  const std::string successors = successors_of(units, unit);
  const Arguments arguments = {{"day", end.plus_days(-1).vietnamese_text()}, {"units", successors}};
  const char* code = successors.empty() ? "search.note.ended" : "search.note.ended_into";
  for (const auto& [language, note] : {std::pair{Language::vi, &entry.note}, std::pair{Language::en, &entry.note_en}}) {
    *note += (note->empty() ? "" : ". ") + say(code, arguments, language);
  }
}

std::optional<Entry> find_unit(const Snapshot& snapshot, std::string_view id) {
  const auto parsed = units::UnitId::parse(id);
  const units::Unit* unit = parsed ? snapshot.units->unit(*parsed) : nullptr;
  if (unit == nullptr) return std::nullopt;
  const units::Register& units = *snapshot.units;
  const Interval life = unit->life();
  const Date last_day = life.to.is_open_end() ? unit->last().valid.from : life.to.plus_days(-1);
  Entry entry;
  entry.kind = Kind::unit;
  entry.title = unit->last().name;
  for (const units::Version& version : unit->versions) {
    for (const std::string& name : {version.name, std::string(units::short_name(version.name))}) {
      if (std::find(entry.names.begin(), entry.names.end(), name) == entry.names.end()) entry.names.push_back(name);
    }
    if (version.name != entry.title) entry.text += version.name + ". ";
  }
  entry.names.push_back(unit->id.code);
  entry.note = entry.note_en = ancestors_text(units, *unit, last_day);
  entry.text += entry.note;
  const std::string name = slug(units::short_name(entry.title));
  entry.path = "/xa/" + unit->id.code + (name.empty() ? "" : "-" + name);
  entry.category = "units." + std::string(units::word(unit->level));
  entry.units = {unit->id.code};
  for (const units::Unit* above : units.ancestors(*unit, last_day)) entry.units.push_back(above->id.code);
  entry.is_ended = !life.to.is_open_end();
  if (entry.is_ended) {
    entry.path += "?ngay=" + last_day.text();
    add_what_became(units, *unit, entry);
  }
  return entry;
}

// Villages.
std::vector<Listed> list_villages(const Snapshot& snapshot) {
  std::vector<Listed> listed;
  for (const villages::Village* village : snapshot.villages->villages()) {
    std::int64_t newest = village->event;
    for (const auto& version : village->versions) newest = std::max(newest, version.event);
    if (village->end) newest = std::max(newest, village->end->event);
    listed.push_back({key_of("village", village->id), std::to_string(newest)});
  }
  return listed;
}

std::optional<Entry> find_village(const Snapshot& snapshot, std::string_view id) {
  const villages::Village* village = snapshot.villages->village(id);
  if (village == nullptr || village->versions.empty()) return std::nullopt;
  const villages::VillageVersion& last = village->versions.back();
  Entry entry;
  entry.kind = Kind::village;
  entry.title = last.name;
  for (const auto& version : village->versions) entry.names.push_back(version.name);
  entry.is_ended = village->end.has_value();
  const auto commune_id = units::UnitId::parse(last.commune);
  const units::Unit* commune = commune_id ? snapshot.units->unit(*commune_id) : nullptr;
  if (commune == nullptr) return std::nullopt;
  const Date day = std::max(last.from, commune->life().from);
  entry.note = entry.note_en = commune->nearest(day).name;
  entry.text = entry.note + " " + ancestors_text(*snapshot.units, *commune, day);
  const std::string name = slug(units::short_name(commune->last().name));
  entry.path = "/xa/" + commune->id.code + (name.empty() ? "" : "-" + name);
  if (!commune->life().to.is_open_end()) entry.path += "?ngay=" + commune->life().to.plus_days(-1).text();
  entry.units = {commune->id.code};
  if (!entry.is_ended) return entry;
  const Arguments arguments = {{"day", village->end->day.plus_days(-1).vietnamese_text()}};
  entry.note += ". " + say("search.note.ended", arguments, Language::vi);
  entry.note_en += ". " + say("search.note.ended", arguments, Language::en);
  return entry;
}

// Indicators of every set on file: "commune-ntm/2021-2025 2.2".
std::vector<Listed> list_criteria(const Snapshot& snapshot) {
  std::vector<Listed> listed;
  for (const criteria::CriteriaSet& set : snapshot.law->sets) {
    for (const criteria::Criterion& criterion : set.criteria) {
      for (const criteria::Indicator& indicator : criterion.indicators) {
        const std::string& number = indicator.rule.number.empty() ? indicator.rule.id : indicator.rule.number;
        listed.push_back({key_of("criterion", set.id + " " + number), set.hash.substr(0, 16)});
      }
    }
  }
  return listed;
}

std::optional<Entry> find_criterion(const Snapshot& snapshot, std::string_view id) {
  const std::size_t blank = id.find(' ');
  if (blank == std::string_view::npos) return std::nullopt;
  const criteria::CriteriaSet* set = snapshot.law->set(id.substr(0, blank));
  if (set == nullptr) return std::nullopt;
  const std::string_view number = id.substr(blank + 1);
  for (const criteria::Criterion& criterion : set->criteria) {
    for (const criteria::Indicator& indicator : criterion.indicators) {
      const criteria::RuleNode& rule = indicator.rule;
      if ((rule.number.empty() ? rule.id : rule.number) != number) continue;
      Entry entry;
      entry.kind = Kind::criterion;
      entry.title = std::string(number) + ". " + both(rule.title, false);
      entry.title_en = std::string(number) + ". " + both(rule.title, true);
      entry.note = both(set->title, false);
      entry.note_en = both(set->title, true);
      entry.text = both(criterion.title, false) + ". " + both(criterion.title, true) + ". " + entry.note + ". " +
                   entry.note_en + ". " + set->document + (rule.reference ? ". " + rule.reference->document : "");
      entry.path = "/luat/" + set->id;
      entry.date = set->in_force.from;
      return entry;
    }
  }
  return std::nullopt;
}

// Published figures that no later one corrects.
std::vector<Listed> list_claims(const Snapshot& snapshot) {
  std::vector<Listed> listed;
  for (const statistics::Claim* claim : snapshot.claims->all({})) {
    if (snapshot.claims->correction_of(claim->id.text()) != nullptr) continue;
    listed.push_back({key_of("claim", claim->id.text()), std::to_string(claim->published_event)});
  }
  return listed;
}

std::optional<Entry> find_claim(const Snapshot& snapshot, std::string_view id) {
  const statistics::Claim* claim = snapshot.claims->find(id);
  const bool is_public = claim != nullptr && claim->status != statistics::ClaimStatus::draft;
  if (!is_public || snapshot.claims->correction_of(id) != nullptr) return std::nullopt;
  const statistics::Definition& definition = snapshot.claims->definition_of(*claim);
  const units::Unit* place = snapshot.units->find(claim->place, claim->as_of);
  const auto title_in = [&](Language language) {
    return definition.title(language) + ": " + statistics::figure_text(*claim, definition, language);
  };
  Entry entry;
  entry.kind = Kind::claim;
  entry.title = title_in(Language::vi);
  entry.title_en = title_in(Language::en);
  entry.text = claim->statement + ". " + claim->source;
  entry.note = place != nullptr ? place->nearest(claim->as_of).name : say("portal.country", Language::vi);
  entry.note_en = place != nullptr ? entry.note : say("portal.country", Language::en);
  entry.text += ". " + entry.note;
  entry.path = "/so-lieu/" + claim->id.text();
  entry.date = claim->as_of;
  if (place != nullptr) entry.units = {place->id.code};
  return entry;
}

template <class Part>
auto part_at(Part part) {
  return [part](const Snapshot& snapshot) -> std::shared_ptr<const void> { return snapshot.*part; };
}

}  // namespace

std::string_view name_of(Kind kind) {
  return std::find_if(kind_names.begin(), kind_names.end(), [&](const auto& one) { return one.first == kind; })->second;
}

std::optional<Kind> kind_named(std::string_view name) {
  const auto found =
      std::find_if(kind_names.begin(), kind_names.end(), [&](const auto& one) { return one.second == name; });
  return found == kind_names.end() ? std::nullopt : std::optional(found->first);
}

const std::vector<std::pair<std::string_view, Source>>& sources() {
  static const std::vector<std::pair<std::string_view, Source>> all{
      {"article", {part_at(&Snapshot::articles), list_articles, find_article}},
      {"document", {part_at(&Snapshot::documents), list_documents, find_document}},
      {"unit", {part_at(&Snapshot::units), list_units, find_unit}},
      {"village", {part_at(&Snapshot::villages), list_villages, find_village}},
      {"criterion", {part_at(&Snapshot::law), list_criteria, find_criterion}},
      {"claim", {part_at(&Snapshot::claims), list_claims, find_claim}},
  };
  return all;
}

std::optional<Entry> find_entry(const Snapshot& snapshot, std::string_view key) {
  const std::size_t colon = key.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  for (const auto& [name, source] : sources()) {
    if (name != key.substr(0, colon)) continue;
    auto entry = source.find(snapshot, key.substr(colon + 1));
    if (!entry) return std::nullopt;
    entry->key = std::string(key);
    if (entry->title_en.empty()) entry->title_en = entry->title;
    return entry;
  }
  return std::nullopt;
}

}  // namespace luytre::search
