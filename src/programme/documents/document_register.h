// Every legal document as known at one event. Immutable; loaded by document_store.h.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "programme/documents/document.h"

namespace luytre::documents {

enum class Effect : std::uint8_t { not_yet, in_force, ended, unknown };
std::string_view name_of(Effect);  // "in_force"; its words are message documents.effect.in_force

// Which public documents are wanted; empty fields ask nothing.
struct Question {
  std::optional<Kind> kind;
  std::string issuer;  // as written
  std::optional<int> year;
  std::optional<Date> in_force_on;
  std::string words;  // in symbol or abstract, marks and case ignored; every one
};

struct Page {
  std::vector<const Document*> documents;
  std::optional<std::vector<std::string>> next;  // key (day, id) of the last one, when there are more
  std::size_t total = 0;                         // of all pages
  std::size_t unknown = 0;  // that fit but for the day, of which it is not known whether they are in force on it
};

class DocumentRegister {
 public:
  static constexpr std::size_t key_parts = 2;
  static constexpr std::size_t page_rows = 20;

  DocumentRegister() = default;
  // Versions in the order of their events; of one id the last stands.
  DocumentRegister(std::vector<Document> versions, audit::EventNumber known_at);

  // Public ones, newest signature first, those without any day last.
  std::vector<const Document*> published() const;
  Page page(const Question& question, const std::optional<std::vector<std::string>>& after,
            std::size_t rows = page_rows) const;
  std::vector<std::string> issuers() const;  // of public ones, in Vietnamese order
  std::vector<int> years() const;            // newest first

  const Document* published(std::string_view slug) const;            // the public version; nullptr: none
  const Document* withdrawn(std::string_view slug) const;            // the version that withdrew it; nullptr: not
  const Document* newest(std::string_view id) const;                 // drafts included
  const Document* published_of(std::string_view id) const;           // by id
  std::vector<const Document*> versions(std::string_view id) const;  // oldest first
  std::vector<const Document*> waiting() const;                      // drafts for a second person, oldest first
  bool is_slug_taken(std::string_view slug) const { return by_slug_.find(slug) != by_slug_.end(); }

  // The public document that a text means; nullptr: none, or several and the day does not tell which.
  const Document* meant(std::string_view symbol_or_slug, std::optional<Date> signed_on = std::nullopt) const;
  // Of every state but refused and withdrawn, by the key of the symbol.
  std::vector<const Document*> with_symbol(std::string_view symbol) const;
  // Public documents that do this to it.
  std::vector<const Document*> acting_on(const Document& document, RelationKind kind) const;

  // The day on which it ends: its own, else the earliest first day of what replaces it.
  std::optional<Date> end_of(const Document& document) const;
  Effect effect_on(const Document& document, Date day) const;

  // True when the relations of `changed`, laid over what is known, lead back to where they began.
  bool makes_a_circle(const Document& changed) const;

  std::size_t size() const { return public_.size(); }
  audit::EventNumber known_at() const { return known_at_; }

 private:
  bool fits(const Document& document, const Question& question) const;
  std::vector<Document> versions_;
  std::map<std::string, std::vector<std::size_t>, std::less<>> by_id_;   // versions, oldest first
  std::map<std::string, std::string, std::less<>> by_slug_;              // every slug ever given -> id
  std::map<std::string, std::size_t, std::less<>> public_;               // id -> public version
  std::map<std::string, std::vector<std::string>, std::less<>> by_key_;  // key of the newest symbol -> ids
  std::vector<std::size_t> listed_;                                      // public, in the order of lists
  std::map<std::string, std::vector<std::pair<RelationKind, std::size_t>>, std::less<>> acting_;  // id -> public ones
  audit::EventNumber known_at_ = 0;
};

// The key by which a list goes on.
std::vector<std::string> list_key(const Document& document);
// The day that stands for its signing in the order of lists: "2022-03-08", "2022-06", "".
std::string signing_text(const Document& document);
std::optional<int> signing_year(const Document& document);

}  // namespace luytre::documents
