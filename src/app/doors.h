// What the routes of the server work with: one door for writes, one for accounts, one that says who may.
#pragma once

#include <memory>

#include "outputs/record/keeper.h"
#include "outputs/search/desk.h"
#include "platform/accounts/desk.h"
#include "platform/accounts/oidc_settings.h"
#include "platform/commands/writer.h"
#include "programme/authority/gate.h"
#include "programme/evidence/desk.h"

namespace luytre::app {

struct Doors {
  record::Keeper& keeper;
  commands::Writer& writer;
  accounts::Desk& desk;
  authority::Gate& gate;
  evidence::Desk& evidence;
  std::shared_ptr<const accounts::OidcSettings> outside;  // other providers to sign in with; perhaps none
  std::shared_ptr<search::Desk> search;
};

}  // namespace luytre::app
