// Who acts and who looks: the operator at the machine, somebody signed in, a program with a token, or nobody.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace luytre::access {

enum class ActorKind {
  local_operator,  // runs the command line on the machine that holds the database
  account,         // somebody signed in
  token,           // a program that carries a token of an account
  nobody,          // not signed in
};

// From where an act came, as far as the server saw it. Personal data: kept apart from the event and erasable.
struct Origin {
  std::string address;  // of the peer; empty on the command line
  std::string agent;    // User-Agent, cut to a limit
};

struct Actor {
  std::string name;  // as the event log keeps it: "local operator (an)", "account:0190…". Never a person's name
  ActorKind kind = ActorKind::nobody;
  std::string account;                  // id; empty unless account or token
  std::string session;                  // id of the session; empty unless account
  std::vector<std::string> token_acts;  // of a token: what it may be used for
  bool has_second_factor = false;       // a second factor was shown in this session
  Origin origin;

  // `account` is the operating system's user when it is known: "local operator (an)".
  static Actor local_operator(std::string_view account = {});
  static Actor nobody();
  static Actor of_account(std::string_view account_id);

  bool is_signed_in() const { return kind == ActorKind::account || kind == ActorKind::token; }
};

// One person, two words: an Actor orders, a Viewer asks.
using Viewer = Actor;

}  // namespace luytre::access
