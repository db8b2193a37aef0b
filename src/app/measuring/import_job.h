// Q6_bulk: a million rows of CSV through the program's own import, as `luytre observations import` does it: read,
// hashed, parsed, every row checked, recorded as one event, durable.
#pragma once

#include "app/measuring/jobs.h"
#include "platform/storage/database.h"

namespace luytre::measuring {

// On a new database for each of several runs; the median, beside a loop that knows the form and checks nothing. The
// answer is read back from the database: rows, and the sum of the numerators. Problems of the import and the store.
Result<Measured> bulk_import(const World& world);

// The same on another kind of store, which must be at hand: the median alone.
Result<double> bulk_import_ms(const World& world, storage::StoreKind kind);

}  // namespace luytre::measuring
