// Why a report or an indicator goes back: src/programme/reporting/report.cpp.
export const reasonCodes = [
  'missing_evidence',
  'wrong_evidence',
  'wrong_number',
  'wrong_denominator',
  'wrong_date',
  'wrong_ground',
  'unclear_source',
  'contradicts_sector',
  'incomplete',
  'other',
] as const;
