#include "programme/citizens/hidden_words.h"

#include "base/hash.h"
#include "base/json.h"
#include "base/secret_box.h"
#include "base/vietnamese.h"
#include "programme/citizens/question_store.h"

namespace luytre::citizens {
namespace {

constexpr std::size_t token_digits = 32;

std::string words_key(const std::string& server_key) { return key_for("citizens words", server_key); }
std::string contact_key(const std::string& server_key) { return key_for("citizens contact", server_key); }

std::string mark_of(const std::string& words, const std::string& page, const std::string& server_key) {
  return keyed_mark(page + "\n" + fold(words), key_for("citizens same words", server_key));
}

}  // namespace

Done hide_words(storage::Database& database, const std::string& question, const std::string& words,
                const std::string& page, const std::string& server_key) {
  return put_words(database, question, seal(words, words_key(server_key)), mark_of(words, page, server_key));
}

Result<std::optional<std::string>> read_words(storage::Database& database, const std::string& question,
                                              const std::string& server_key) {
  const auto box = find_words(database, question);
  if (!box) return pass_on(box);
  return *box ? unseal(**box, words_key(server_key)) : std::nullopt;
}

Result<std::string> find_duplicate(storage::Database& database, const std::string& words, const std::string& page,
                                   const std::string& server_key) {
  return find_same_words(database, mark_of(words, page, server_key));
}

Done hide_contact(storage::Database& database, const std::string& question, const Contact& contact,
                  const std::string& server_key) {
  const json::object value{{"email", contact.email}, {"language", code_of(contact.language)}, {"token", contact.token}};
  return put_contact(database, question, seal(compact(value), contact_key(server_key)));
}

Result<std::optional<Contact>> read_contact(storage::Database& database, const std::string& question,
                                            const std::string& server_key) {
  const auto box = find_contact(database, question);
  if (!box) return pass_on(box);
  const auto text = *box ? unseal(**box, contact_key(server_key)) : std::nullopt;
  if (!text) return std::nullopt;
  const auto value = parse_json(*text);
  if (!value) return pass_on(value);
  const json::object& object = value->as_object();
  return Contact{std::string(object.at("email").as_string()),
                 language_named(object.at("language").as_string()).value_or(Language::vi),
                 std::string(object.at("token").as_string())};
}

std::string status_token(const std::string& nonce, const std::string& server_key) {
  return keyed_mark(nonce, key_for("citizens status", server_key)).substr(0, token_digits);
}

std::string token_hash(const std::string& token) { return hex(sha256(token)); }

}  // namespace luytre::citizens
