// What a database is: the real record of a province, or a demonstration. Set once, never changed; the two never mix.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/problem.h"
#include "platform/audit/event.h"
#include "platform/commands/writer.h"
#include "platform/storage/database.h"

namespace luytre::observations {

enum class InstallationKind { real, demonstration };

struct Installation {
  InstallationKind kind = InstallationKind::real;
  std::string province;  // code of the province whose record this is
  std::string created;   // recorded_at of the event
  audit::EventNumber event = 0;
};

// Text that opens the source of every row a demonstration database gives away, so that a real one can refuse it.
inline constexpr std::string_view demonstration_mark = "[trình diễn / demonstration]";

// None: the database has not been told what it is; it is then treated as real.
Result<std::optional<Installation>> find_installation(storage::Database&);

// Whether values written now are demonstration values.
Result<bool> is_demonstration(storage::Database&);

// Records what the database is, as an event. The same facts a second time change nothing (the first event is answered);
// other facts, or `demonstration` over a database that already holds observations, are refused.
Result<Installation> establish(commands::Writer&, storage::Database&, const access::Actor&, InstallationKind,
                               const std::string& province);

std::string_view text(InstallationKind);

}  // namespace luytre::observations
