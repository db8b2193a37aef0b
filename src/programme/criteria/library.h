// The library: every criteria set, measure and legal instrument that is loaded, with the confirmations recorded so far.
// Immutable once made; shared between requests.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/problem.h"
#include "programme/criteria/calendar.h"
#include "programme/criteria/criteria_set.h"
#include "programme/criteria/survey_form.h"
#include "programme/criteria/workflow.h"

namespace luytre::criteria {

// A named person has compared an indicator with the decree. It binds to the indicator's content: an edit drops it.
struct Confirmation {
  std::string set;
  std::string indicator;       // number
  std::string indicator_hash;  // Indicator::hash on the day
  std::string province;        // empty: the national text; else the province's thresholds for the indicator
  std::string confirmed_by;
  std::string document;
  std::string note;
  std::int64_t event = 0;
};

// One registered text. `kind` is "set" or a kind of criteria_shared.
struct RegisteredText {
  std::string kind;
  std::string name;
  std::string hash;       // SHA-256 of `canonical`, hex
  std::string canonical;  // empty: withdrawn
};

// Rows approved by the law desk (amendment.h). They bind to the indicators as registered when they were proposed.
struct Amendment {
  std::string proposal;  // id
  std::string set;
  std::string province;                      // code; empty: the national text
  std::vector<std::string> rows;             // canonical JSON, each with its "indicator"
  std::string document;                      // canonical JSON of the instrument; empty: the library has it
  std::map<std::string, std::string> bound;  // number of each indicator -> its registered hash
  std::int64_t event = 0;                    // of the approval; 0: not approved
};

// A row that was approved and is not law any more: the registered text of its indicator changed since.
struct StaleRow {
  std::string proposal;
  std::string set;
  std::string province;
  std::string indicator;  // as the row names it
};

struct Library {
  std::vector<CriteriaSet> sets;  // by id
  std::vector<Measure> measures;  // by id
  std::vector<Document> documents;
  std::vector<ProvincialLayer> provincial;
  std::vector<Workflow> workflows;          // by id
  std::vector<SurveyForm> survey_forms;     // by id
  std::vector<PublicHoliday> holidays;      // in the order of the file
  Calendar calendar;                        // of the holidays
  std::vector<Confirmation> confirmations;  // oldest first
  std::vector<RegisteredText> registered;   // of a database: the texts under the amendments
  std::vector<Amendment> amendments;        // in the order of approval; laid over the texts
  std::vector<StaleRow> stale;              // rows of them that were not laid
  std::int64_t known_at = 0;                // the event as of which it was loaded; 0: not from a database

  const CriteriaSet* set(std::string_view id) const;     // nullptr: none
  const Measure* measure(std::string_view id) const;     // nullptr: none
  const Document* document(std::string_view key) const;  // nullptr: none
  const Workflow* workflow(std::string_view id) const;   // nullptr: none
  // The procedure by which the title is given or taken away on a day; nullptr: none is loaded.
  const Workflow* workflow_on(Date day, Purpose purpose, SetLevel level, std::string_view tier) const;
  const SurveyForm* survey_form(std::string_view id) const;  // nullptr: none
  // Those by which a round for the title may begin on a day, newest first.
  std::vector<const SurveyForm*> survey_forms_on(Date day, SetLevel level, std::string_view tier) const;
  const ProvincialLayer* layer(std::string_view province, std::string_view set) const;
  // The confirmation that holds for the indicator as it is written now; nullptr: none.
  const Confirmation* confirmation(const CriteriaSet& set, const Indicator& indicator) const;

  // The measure behind an indicator or part by its number in law. Problems criteria.unknown_set,
  // criteria.unknown_indicator, criteria.observes_nothing.
  Result<const Measure*> measure_of(std::string_view set, std::string_view number) const;
};

// One source text of the library: a path below criteria/ and its bytes (YAML, or the canonical JSON of the database).
struct SourceText {
  std::string path;  // "commune-ntm/2021-2025/set.yaml"; of the database "commune-ntm/2021-2025.json"
  std::string bytes;
  std::string shown;  // the file's name in problems; empty: `path`
};

std::vector<SourceText> embedded_law();                                       // what travels in the program
Result<std::vector<SourceText>> law_in(const std::filesystem::path& folder);  // problem criteria.no_folder

// Reads and links; all that is wrong with the form (unknown key, wrong type, duplicate key) comes back as causes of one
// problem criteria.unreadable, each with file and line. check() in check.h then judges the content.
Result<Library> read_library(const std::vector<SourceText>& texts);

// The law that travels in the program, read, checked and shared. Reads it anew on each call.
Result<std::shared_ptr<const Library>> embedded_library();

}  // namespace luytre::criteria
