// A sheet: a unit's set on a date with everything resolved that is not the unit's own entry, so that a judge without
// the record (the web app without a connection) comes to the outcomes of evaluate() for any values of the day.
//
// {unit, unit_code, unit_name, set, set_title, set_hash, as_of, opinion, year, column, column_missing, known_at,
//  program, prerequisites, operands}. A node is that of sheet_program.h with what it stands for: number, law_id, title,
// measure, unit, dimension, threshold, rule (where the node's kind is not the law's), reference, layer, confidence,
// confirmed, counts, appraised_by, note. An operand is {kind, measure, dimension, …} and
//   observation       measure_kind, scale, unit, grades, maximum_age_months, title; standing: the operand as of now
//   with
//                     as_of and `observed`, the value's text; when_withdrawn: without a value of the day
//   incidents         the same description; fixed: as of now, with as_of and observed of the newest; earlier: what the
//                     days before the sheet's add up to; when_withdrawn
//   base_observation  fixed; when_entered and when_withdrawn: the value it grew from when the present one is of the
//   day,
//                     or is not
//   all others        fixed; of meets_set it is of the values that stand: entries may change it, by that set's sheet
// `when_withdrawn` and `when_entered` are left out where they say what `standing` or `fixed` says.
#pragma once

#include "base/json.h"
#include "programme/judgement/evaluate.h"

namespace luytre::judgement {

// Problems of Evaluator::judge.
Result<json::object> sheet_of(Evaluator& evaluator, const Question& question);
Result<json::object> sheet_of(const Materials& materials, const Question& question);

}  // namespace luytre::judgement
