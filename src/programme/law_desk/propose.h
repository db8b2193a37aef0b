// Entering what the law or a province says where the loaded law does not: laid over the law and checked before it is
// kept; it is law only when a second person approves (decide.h).
#pragma once

#include <functional>

#include "platform/commands/writer.h"
#include "programme/law_desk/proposal.h"

namespace luytre::law_desk {

inline constexpr std::size_t rows_of_proposal_max = 500;

// An instrument that the library does not have yet.
struct ProposedDocument {
  std::string key;  // "1234/QĐ-UBND"
  std::string subject_vi;
  std::string subject_en;  // empty: as subject_vi
  std::string issuer_vi;
  std::string issuer_en;
  std::optional<Date> date;
  std::string confidence = "sourced";
};

struct Wish {
  std::string set;
  std::string province;  // code; empty: the national text
  std::vector<ProposedRow> rows;
  std::optional<ProposedDocument> document;
};

// The wish as it would be laid over the library, checked whole: everything that is wrong comes back at once as causes
// of law_desk.faulty, each placed at "rows[0]" and so on by position, or "document". Other problems:
// criteria.unknown_set, law_desk.no_rows, law_desk.too_many_rows.
Result<criteria::Amendment> check_wish(const criteria::Library& library, const Wish& wish);

// The faults that the amendment brings into a library (criteria::check, and the reader's); empty: it may stand.
std::vector<Problem> faults_of(const criteria::Library& library, const criteria::Amendment& amendment);

tl::unexpected<Problem> faulty(std::vector<Problem> faults);  // law_desk.faulty

// Tells those who may decide that a proposal waits; inside the body, so that they are told only if it is kept.
using TellDeciders = std::function<Done(storage::Database&, const Proposal&, const std::string& now)>;

// Act criteria.propose on the province (national: the installation), asked for each indicator. `known` is the law as
// the caller read it, for that ask; the check inside reads it again.
Result<Proposal> propose(commands::Writer& writer, const commands::Asked& asked, const criteria::Library& known,
                         const Wish& wish, const TellDeciders& tell = {});

json::object to_json(const Proposal& proposal);

}  // namespace luytre::law_desk
