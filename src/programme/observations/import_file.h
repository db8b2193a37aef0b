// Reads a file of observations and checks every row against units, law and what is already known. Nothing is written
// here; `record.h` writes. The columns are described in docs/guides/nhap-so-lieu.md.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/csv.h"
#include "base/date.h"
#include "base/messages.h"
#include "base/problem.h"
#include "base/written_number.h"
#include "programme/criteria/library.h"
#include "programme/observations/checked_values.h"
#include "programme/observations/observation.h"
#include "programme/observations/panel.h"
#include "programme/units/register.h"

namespace luytre::observations {

inline constexpr std::size_t import_bytes_max = 512u << 20;
inline constexpr std::size_t import_rows_max = 2'000'000;
inline constexpr std::size_t cell_bytes_max = 2'000;

// What a file is checked against. `today` is the last date an observation may be of.
struct ImportContext {
  const units::Register& units;
  const criteria::Library& library;
  const Panel& panel;
  Date today;
  bool is_demonstration = false;                    // of the database: only such a one takes demonstration exports
  NumberStyle number_style = NumberStyle::unknown;  // what the sender declared for the whole file
  Stage self_stage = Stage::signed_off;             // of a commune's own values; other opinions come signed
  bool names_known_rows = false;                    // CheckedFile::known is wanted
  bool notes_count = false;                         // another note alone is something new
};

// A row that says what stands already, in the numbers of CheckedFile::accepted.
struct KnownRow {
  ValueRow value;
  ObservationId id;  // 0-0: a withdrawn value of which nothing stands
};

struct RefusedRow {
  std::size_t row = 0;
  Problem problem;
};

struct CheckedFile {
  CheckedValues accepted;           // new or different from what stands
  std::vector<RefusedRow> refused;  // in file order; one problem per row, its causes are all the faults of the row
  std::size_t rows = 0;
  std::size_t unchanged = 0;    // already known with the same value
  std::vector<KnownRow> known;  // the unchanged ones, if asked for
  std::size_t blank = 0;        // rows without a value: the sender said nothing, nothing is recorded
  std::size_t repeated = 0;     // the same row again, with the same value
};

// Called now and then with the number of rows done; its problem stops the work and becomes the answer.
using Progress = std::function<Done(std::size_t rows_done)>;

// Whether `observation` states what already stands (at its stage or a later one), so that recording it would change
// nothing. Where `notes_count`, a note that differs from what stands is a change; an empty one says nothing.
bool is_known(const Panel&, const Observation&, bool notes_count = false);

// A wrong header, or too many rows, is a problem of the whole file. Faults of rows are in the answer.
Result<CheckedFile> check_file(const CsvFile&, const ImportContext&, const Progress& = {});

// The refused rows as a CSV of the same columns plus `reason`, ready to be corrected and sent again.
std::string refused_csv(const CsvFile&, const CheckedFile&, Language);

}  // namespace luytre::observations
