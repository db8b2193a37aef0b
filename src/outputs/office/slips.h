// Activation slips: on paper, once, for the people whom they open an account.
#pragma once

#include <vector>

#include "outputs/office/desk_frame.h"
#include "platform/accounts/manage.h"

namespace luytre::office {

struct Slip {
  std::string name, login, position;
  std::string role, unit;  // in words; may be empty
  bool is_waiting = false;
  accounts::Invited invited;
};

// The page to print: several slips on A4, with lines to cut along. Shown as the answer to the POST that made them.
http::Response slips_page(const Office& office, const Visit& visit, const std::vector<Slip>& slips);

}  // namespace luytre::office
