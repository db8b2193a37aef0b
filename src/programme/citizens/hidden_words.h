// What citizens wrote and where an answer goes, sealed under the server's key: whoever has the database alone reads
// neither.
#pragma once

#include <optional>
#include <string>

#include "base/messages.h"
#include "platform/storage/database.h"

namespace luytre::citizens {

struct Contact {
  std::string email;
  Language language = Language::vi;
  std::string token;  // of the private address
};

Done hide_words(storage::Database& database, const std::string& question, const std::string& words,
                const std::string& page, const std::string& server_key);
// Nothing: erased, or hidden under another server's key.
Result<std::optional<std::string>> read_words(storage::Database& database, const std::string& question,
                                              const std::string& server_key);
// The id of an earlier question with the same words, but for marks and blanks, about the same page; empty: none.
Result<std::string> find_duplicate(storage::Database& database, const std::string& words, const std::string& page,
                                   const std::string& server_key);

Done hide_contact(storage::Database& database, const std::string& question, const Contact& contact,
                  const std::string& server_key);
Result<std::optional<Contact>> read_contact(storage::Database& database, const std::string& question,
                                            const std::string& server_key);

// The token of a sender's private address, from the nonce of the form; and what of it is kept.
std::string status_token(const std::string& nonce, const std::string& server_key);
std::string token_hash(const std::string& token);

}  // namespace luytre::citizens
