#include "programme/documents/document_register.h"

#include <algorithm>
#include <functional>
#include <set>

#include "base/vietnamese.h"

namespace luytre::documents {
namespace {

bool is_before(const Document& a, const Document& b) {
  const std::string day_a = signing_text(a), day_b = signing_text(b);
  return day_a != day_b ? day_a > day_b : a.id.text() > b.id.text();
}

bool is_after(const Document& document, const std::vector<std::string>& key) {
  const std::string day = signing_text(document);
  return day != key[0] ? day < key[0] : document.id.text() < key[1];
}

bool has_words(const Document& document, const std::string& words) {
  const std::string text = symbol_key(document.symbol) + " " + fold(document.symbol) + " " + fold(document.abstract) +
                           " " + fold(document.abstract_en);
  const std::string wanted = fold(words);
  for (std::size_t at = 0; at < wanted.size();) {
    const std::size_t end = std::min(wanted.find(' ', at), wanted.size());
    if (text.find(wanted.substr(at, end - at)) == std::string::npos) return false;
    at = end + 1;
  }
  return true;
}

}  // namespace

std::string_view name_of(Effect effect) {
  switch (effect) {
    case Effect::not_yet:
      return "not_yet";
    case Effect::in_force:
      return "in_force";
    case Effect::ended:
      return "ended";
    case Effect::unknown:
      break;
  }
  return "unknown";
}

std::string signing_text(const Document& document) {
  return document.signed_on ? document.signed_on->text() : document.signed_known;
}

std::optional<int> signing_year(const Document& document) {
  if (document.signed_on) return document.signed_on->year();
  if (document.signed_known.size() < 4) return std::nullopt;
  return std::stoi(document.signed_known.substr(0, 4));
}

std::vector<std::string> list_key(const Document& document) { return {signing_text(document), document.id.text()}; }

DocumentRegister::DocumentRegister(std::vector<Document> versions, audit::EventNumber known_at)
    : versions_(std::move(versions)), known_at_(known_at) {
  for (std::size_t at = 0; at < versions_.size(); ++at) {
    const Document& version = versions_[at];
    by_id_[version.id.text()].push_back(at);
    by_slug_.emplace(version.slug, version.id.text());
    if (version.state == State::published) public_[version.id.text()] = at;
    if (version.state == State::withdrawn) public_.erase(version.id.text());
  }
  for (const auto& [id, all] : by_id_) {
    const Document& last = versions_[all.back()];
    const auto shown = public_.find(id);
    if (shown != public_.end()) listed_.push_back(shown->second);
    if (last.state == State::withdrawn || (last.state == State::refused && shown == public_.end())) continue;
    const Document& standing = shown != public_.end() ? versions_[shown->second] : last;
    by_key_[symbol_key(standing.symbol)].push_back(id);
  }
  std::sort(listed_.begin(), listed_.end(),
            [&](std::size_t a, std::size_t b) { return is_before(versions_[a], versions_[b]); });
  for (const std::size_t at : listed_) {
    for (const Relation& relation : versions_[at].relations) {
      const Document* target = meant(relation.document);
      if (target != nullptr) acting_[target->id.text()].emplace_back(relation.kind, at);
    }
  }
}

std::vector<const Document*> DocumentRegister::published() const {
  std::vector<const Document*> all;
  for (const std::size_t at : listed_) all.push_back(&versions_[at]);
  return all;
}

bool DocumentRegister::fits(const Document& document, const Question& question) const {
  if (question.kind && document.kind != *question.kind) return false;
  if (!question.issuer.empty() && fold(document.issuer) != fold(question.issuer)) return false;
  if (question.year && signing_year(document) != question.year) return false;
  return question.words.empty() || has_words(document, question.words);
}

Page DocumentRegister::page(const Question& question, const std::optional<std::vector<std::string>>& after,
                            std::size_t rows) const {
  Page page;
  const Document* last = nullptr;
  for (const std::size_t at : listed_) {
    const Document& document = versions_[at];
    if (!fits(document, question)) continue;
    if (question.in_force_on) {
      const Effect effect = effect_on(document, *question.in_force_on);
      if (effect == Effect::unknown) ++page.unknown;
      if (effect != Effect::in_force) continue;
    }
    ++page.total;
    if (after && !is_after(document, *after)) continue;
    if (page.documents.size() == rows) {
      if (!page.next) page.next = list_key(*last);
      continue;
    }
    page.documents.push_back(&document);
    last = &document;
  }
  return page;
}

std::vector<std::string> DocumentRegister::issuers() const {
  std::set<std::string> names;
  for (const std::size_t at : listed_) names.insert(versions_[at].issuer);
  std::vector<std::string> sorted(names.begin(), names.end());
  std::sort(sorted.begin(), sorted.end(), vietnamese_less);
  return sorted;
}

std::vector<int> DocumentRegister::years() const {
  std::set<int, std::greater<>> years;
  for (const std::size_t at : listed_) {
    if (const auto year = signing_year(versions_[at])) years.insert(*year);
  }
  return {years.begin(), years.end()};
}

const Document* DocumentRegister::published_of(std::string_view id) const {
  const auto found = public_.find(id);
  return found == public_.end() ? nullptr : &versions_[found->second];
}

const Document* DocumentRegister::published(std::string_view slug) const {
  const auto id = by_slug_.find(slug);
  return id == by_slug_.end() ? nullptr : published_of(id->second);
}

const Document* DocumentRegister::withdrawn(std::string_view slug) const {
  const auto id = by_slug_.find(slug);
  if (id == by_slug_.end() || published_of(id->second) != nullptr) return nullptr;
  const auto& all = by_id_.find(id->second)->second;
  const auto last =
      std::find_if(all.rbegin(), all.rend(), [&](std::size_t at) { return versions_[at].state == State::withdrawn; });
  return last == all.rend() ? nullptr : &versions_[*last];
}

const Document* DocumentRegister::newest(std::string_view id) const {
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? nullptr : &versions_[found->second.back()];
}

std::vector<const Document*> DocumentRegister::versions(std::string_view id) const {
  std::vector<const Document*> all;
  const auto found = by_id_.find(id);
  if (found == by_id_.end()) return all;
  for (const std::size_t at : found->second) all.push_back(&versions_[at]);
  return all;
}

std::vector<const Document*> DocumentRegister::waiting() const {
  std::vector<const Document*> drafts;
  for (const auto& [id, all] : by_id_) {
    if (versions_[all.back()].state == State::draft) drafts.push_back(&versions_[all.back()]);
  }
  return drafts;
}

std::vector<const Document*> DocumentRegister::with_symbol(std::string_view symbol) const {
  std::vector<const Document*> found;
  const auto ids = by_key_.find(symbol_key(symbol));
  if (ids == by_key_.end()) return found;
  for (const std::string& id : ids->second) {
    const Document* shown = published_of(id);
    found.push_back(shown != nullptr ? shown : newest(id));
  }
  return found;
}

const Document* DocumentRegister::meant(std::string_view symbol_or_slug, std::optional<Date> signed_on) const {
  if (const Document* named = published(symbol_or_slug)) return named;
  const Document* found = nullptr;
  for (const Document* one : with_symbol(symbol_or_slug)) {
    if (one->state != State::published) continue;
    if (signed_on && one->signed_on && *one->signed_on != *signed_on) continue;
    if (found != nullptr) return nullptr;
    found = one;
  }
  return found;
}

std::vector<const Document*> DocumentRegister::acting_on(const Document& document, RelationKind kind) const {
  std::vector<const Document*> found;
  const auto all = acting_.find(document.id.text());
  if (all == acting_.end()) return found;
  for (const auto& [how, at] : all->second) {
    if (how == kind) found.push_back(&versions_[at]);
  }
  return found;
}

std::optional<Date> DocumentRegister::end_of(const Document& document) const {
  if (document.until) return document.until;
  std::optional<Date> end;
  for (const Document* newer : acting_on(document, RelationKind::replaces)) {
    if (newer->in_force && (!end || *newer->in_force < *end)) end = newer->in_force;
  }
  return end;
}

Effect DocumentRegister::effect_on(const Document& document, Date day) const {
  const auto end = end_of(document);
  if (end && *end <= day) return Effect::ended;
  if (!document.in_force) return Effect::unknown;
  if (day < *document.in_force) return Effect::not_yet;
  // Replaced, but from which day nobody has established.
  const bool is_replaced = !acting_on(document, RelationKind::replaces).empty();
  return is_replaced && !end ? Effect::unknown : Effect::in_force;
}

bool DocumentRegister::makes_a_circle(const Document& changed) const {
  // Depth first from what `changed` acts upon; `changed` itself is read as it would be.
  std::set<std::string> seen;
  std::vector<const Document*> open;
  const auto follow = [&](const Document& from) {
    for (const Relation& relation : from.relations) {
      if (symbol_key(relation.document) == symbol_key(changed.symbol)) return true;
      const auto named = by_slug_.find(relation.document);
      if (named != by_slug_.end() && named->second == changed.id.text()) return true;
      std::vector<const Document*> targets = with_symbol(relation.document);
      if (const Document* one = published(relation.document)) targets.push_back(one);
      for (const Document* target : targets) {
        if (seen.insert(target->id.text()).second) open.push_back(target);
      }
    }
    return false;
  };
  if (follow(changed)) return true;
  while (!open.empty()) {
    const Document* next = open.back();
    open.pop_back();
    if (next->id == changed.id || follow(*next)) return true;
  }
  return false;
}

}  // namespace luytre::documents
