#include "platform/audit/chain.h"

#include "base/hash.h"
#include "base/json.h"

namespace luytre::audit {
namespace {

// The length in front makes the joined fields readable in one way only.
void append_field(std::string& header, std::string_view field) {
  header += std::to_string(field.size()) + ":";
  header.append(field) += ',';
}

}  // namespace

std::string commitment_of(std::string_view salt, std::string_view payload) {
  return sha256(std::string(salt).append(payload));
}

std::string hash_of(const StoredEvent& event) {
  const bool is_form_2 = event.circumstance_commitment.has_value();
  std::string header = is_form_2 ? "luytre event 2\n" : "luytre event 1\n";
  append_field(header, std::to_string(event.number));
  append_field(header, event.recorded_at);
  append_field(header, event.kind);
  append_field(header, event.actor);
  append_field(header, event.act);
  append_field(header, event.province);
  append_field(header, event.payload_class);
  append_field(header, event.commitment);
  if (is_form_2) {
    append_field(header, *event.circumstance_commitment);
    append_field(header, canonical(event.subjects));
  }
  append_field(header, event.previous_hash);
  return sha256(header);
}

std::string canonical(const std::vector<Subject>& subjects) {
  json::array pairs;
  for (const Subject& subject : subjects) pairs.push_back(json::array{subject.kind, subject.id});
  return compact(pairs);
}

std::string hash_before_first() { return std::string(hash_bytes, '\0'); }

}  // namespace luytre::audit
