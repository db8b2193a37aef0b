// A series as a picture, as the table that says the same, and as CSV.
#pragma once

#include "outputs/portal/make_series.h"

namespace luytre::portal {

// {id, heading, svg, rows, breaks, csv_address, …} for the partial _series; is_empty where nobody told anything.
View series_view(const Visit& visit, const Series& series, const std::string& id, const std::string& heading,
                 const std::string& what, const std::string& csv_address);

http::Response series_csv(const Visit& visit, const Series& series, const std::string& file);

}  // namespace luytre::portal
