// A confirmed round goes to the dossier of the title: as the Front's report in it, and as the survey's opinion.
#pragma once

#include "programme/surveys/desk.h"

namespace luytre::surveys {

// The part of a dossier that the round becomes, by the workflows.
inline constexpr std::string_view report_part = "satisfaction_report";
// How a part's file names a round in place of evidence.
inline constexpr std::string_view round_prefix = "survey:";

// Problems of must_allow, surveys.dossier_other (of another unit or title), surveys.dossier_ended.
Result<Sent> send_round(const Desk& desk, const commands::Asked& asked, const Known& known, const std::string& id,
                        const std::string& dossier, EventNumber expected);

}  // namespace luytre::surveys
