// All SQL of questions: what is in the record, and the words and addresses that lie apart from it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "platform/storage/database.h"
#include "programme/citizens/question_register.h"

namespace luytre::citizens {

// `only`: the question with this id; empty: all.
Result<std::shared_ptr<const QuestionRegister>> load_questions(storage::Database& database, EventNumber known_at,
                                                               const std::string& only = {});

Done append(storage::Database& database, const Question& question);
Done append(storage::Database& database, const Step& step);
Result<bool> is_slug_taken(storage::Database& database, const std::string& slug);
Result<std::int64_t> count_received(storage::Database& database, int year);
// Received, and nothing was done yet.
Result<std::int64_t> count_waiting(storage::Database& database);

// Operational. `box`es are sealed by the caller.
Done put_words(storage::Database& database, const std::string& question, const std::string& box,
               const std::string& mark);
Done show_words(storage::Database& database, const std::string& question, const std::string& shown);
Result<std::optional<std::string>> find_words(storage::Database& database, const std::string& question);
// The earliest question with the mark; empty: there is none.
Result<std::string> find_same_words(storage::Database& database, const std::string& mark);
Done put_contact(storage::Database& database, const std::string& question, const std::string& box);
Result<std::optional<std::string>> find_contact(storage::Database& database, const std::string& question);
Done erase_contact(storage::Database& database, const std::string& question);
Done erase_words(storage::Database& database, const std::string& question);  // the box; what is shown stays
Result<std::vector<std::string>> questions_with_contact(storage::Database& database);
Result<std::vector<std::string>> questions_with_words(storage::Database& database);

}  // namespace luytre::citizens
