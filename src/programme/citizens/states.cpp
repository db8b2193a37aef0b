#include "programme/citizens/states.h"

#include <algorithm>
#include <array>

namespace luytre::citizens {
namespace {

constexpr std::array<std::string_view, 4> kind_names{"question", "wrong_fact", "photo", "other"};
constexpr std::array<std::string_view, 8> state_names{"received",  "accepted", "answered",  "refused",
                                                      "published", "private",  "withdrawn", "taken_down"};
constexpr std::array<std::string_view, 9> command_names{"accept",  "refuse", "give",     "answer",   "send_back",
                                                        "publish", "close",  "withdraw", "take_down"};
constexpr std::array<std::string_view, 9> reason_names{"",         "spam",    "duplicate",  "insult",  "personal",
                                                       "not_ours", "unclear", "no_picture", "may_stay"};

template <class Word, std::size_t N>
std::optional<Word> named(const std::array<std::string_view, N>& names, std::string_view name) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  return static_cast<Word>(found - names.begin());
}

struct Row {
  State at;
  Command command;
  State to;
};

constexpr Row rows[] = {
    {State::received, Command::accept, State::accepted},     {State::received, Command::refuse, State::refused},
    {State::received, Command::give, State::received},       {State::accepted, Command::refuse, State::refused},
    {State::accepted, Command::give, State::accepted},       {State::accepted, Command::answer, State::answered},
    {State::answered, Command::answer, State::answered},     {State::answered, Command::send_back, State::accepted},
    {State::answered, Command::publish, State::published},   {State::answered, Command::close, State::closed},
    {State::published, Command::withdraw, State::withdrawn},
};

constexpr Row photo_rows[] = {
    {State::received, Command::take_down, State::taken_down},
    {State::received, Command::refuse, State::refused},
};

template <class Rows>
std::optional<State> follow(const Rows& table, State state, Command command) {
  for (const Row& row : table) {
    if (row.at == state && row.command == command) return row.to;
  }
  return std::nullopt;
}

}  // namespace

std::string_view name_of(Kind kind) { return kind_names[static_cast<std::size_t>(kind)]; }
std::optional<Kind> kind_named(std::string_view name) { return named<Kind>(kind_names, name); }
std::string_view name_of(State state) { return state_names[static_cast<std::size_t>(state)]; }
std::optional<State> state_named(std::string_view name) { return named<State>(state_names, name); }
std::string_view name_of(Command command) { return command_names[static_cast<std::size_t>(command)]; }
std::optional<Command> command_named(std::string_view name) { return named<Command>(command_names, name); }
std::string_view name_of(Reason reason) { return reason_names[static_cast<std::size_t>(reason)]; }
std::optional<Reason> reason_named(std::string_view name) { return named<Reason>(reason_names, name); }

bool is_over(State state) { return state != State::received && state != State::accepted && state != State::answered; }

std::optional<State> after(Kind kind, State state, Command command) {
  return kind == Kind::photo ? follow(photo_rows, state, command) : follow(rows, state, command);
}

std::vector<Command> commands_at(Kind kind, State state) {
  std::vector<Command> commands;
  for (std::size_t i = 0; i < command_names.size(); ++i) {
    const auto command = static_cast<Command>(i);
    if (after(kind, state, command)) commands.push_back(command);
  }
  return commands;
}

std::string_view act_of(Kind kind, Command command) {
  if (kind == Kind::photo) return "citizens.take_down";
  switch (command) {
    case Command::answer:
      return "citizens.answer";
    case Command::publish:
    case Command::close:
      return "citizens.publish";
    case Command::withdraw:
      return "citizens.withdraw";
    default:
      return "citizens.moderate";
  }
}

std::string_view turn_of(Kind kind, State state) {
  if (is_over(state)) return "";
  if (kind == Kind::photo) return "data_protection";
  if (state == State::accepted) return "owner";
  return state == State::answered ? "publisher" : "moderator";
}

}  // namespace luytre::citizens
