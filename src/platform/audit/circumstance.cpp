#include "platform/audit/circumstance.h"

#include <utility>

#include "platform/storage/fit_for_storage.h"

namespace luytre::audit {
namespace {

using Member = std::pair<std::string_view, std::string Circumstance::*>;
constexpr Member members[] = {{"address", &Circumstance::address}, {"agent", &Circumstance::agent},
                              {"session", &Circumstance::session}, {"reason", &Circumstance::reason},
                              {"grant", &Circumstance::grant},     {"on_behalf_of", &Circumstance::on_behalf_of}};

// A header of a request may hold any bytes; an act must not fail for them.
std::string harmless(std::string text) {
  if (storage::is_utf8(text)) return text;
  for (char& letter : text) {
    if (static_cast<unsigned char>(letter) >= 0x80U) letter = '?';
  }
  return text;
}

}  // namespace

json::object json_of(const Circumstance& circumstance) {
  json::object object;
  for (const auto& [name, member] : members) {
    if (!(circumstance.*member).empty()) object[name] = harmless(circumstance.*member);
  }
  return object;
}

Circumstance circumstance_of(std::string_view stored) {
  Circumstance circumstance;
  const auto parsed = parse_json(stored);
  const auto* object = parsed ? parsed->if_object() : nullptr;
  if (object == nullptr) return circumstance;
  for (const auto& [name, member] : members) {
    const auto* value = object->if_contains(name);
    const auto* text = value == nullptr ? nullptr : value->if_string();
    if (text != nullptr) (circumstance.*member).assign(text->data(), text->size());
  }
  return circumstance;
}

}  // namespace luytre::audit
