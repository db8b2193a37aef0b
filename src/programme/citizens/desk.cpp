#include "programme/citizens/desk.h"

#include <algorithm>
#include <cctype>

#include "platform/http/request.h"

namespace luytre::citizens {
namespace {

constexpr std::size_t page_bytes_max = 200;

bool is_of_address(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '/' || c == '-' || c == '_' || c == '.';
}

bool is_unit(const std::string& given_to) { return units::UnitId::parse(given_to).has_value(); }

}  // namespace

Result<std::string> page_of(const std::string& typed) {
  std::string page = typed.substr(0, typed.find_first_of("?#"));
  while (page.size() > 1 && page.back() == '/') page.pop_back();
  if (page.empty()) page = "/";
  const bool is_here = page.front() == '/' && page.find("//") == std::string::npos && page.size() <= page_bytes_max &&
                       std::all_of(page.begin(), page.end(), is_of_address) && http::parse_target(page).has_value();
  if (!is_here) return refuse("citizens.page_elsewhere", {{"page", typed.substr(0, page_bytes_max)}}, "page");
  if (page == "/en") return std::string("/");
  return page.starts_with("/en/") ? page.substr(3) : page;
}

access::Ask ask_to_view(const Known& known, const Question& question) {
  const std::string act = question.kind == Kind::photo ? "citizens.take_down" : "citizens.view";
  return {act, question.unit.empty() ? known.province : question.unit, question.received_on, {}};
}

access::Ask ask_of(const Known& known, const Course& course, Command command) {
  const Question& question = course.question;
  std::string unit = question.unit.empty() ? known.province : question.unit;
  // Whoever was given it answers; an office of the province does it for the province.
  if (command == Command::answer) unit = is_unit(course.given_to) ? course.given_to : known.province;
  return {std::string(act_of(question.kind, command)), std::move(unit), question.received_on, {}};
}

std::string place_words(const Known& known, const std::string& unit, Date day) {
  const auto id = units::UnitId::parse(unit);
  const units::Unit* found = id ? known.units->unit(*id) : known.units->find(unit, day);
  return found == nullptr ? unit : found->nearest(day).name;
}

std::optional<access::Department> department_of(const Desk& desk, const std::string& id) {
  if (!desk.departments) return std::nullopt;
  for (access::Department& each : desk.departments()) {
    if (each.id == id) return std::move(each);
  }
  return std::nullopt;
}

std::string desk_words(const Known& known, const Desk& desk, const std::string& given_to, Date day, Language language) {
  if (given_to == newsroom_desk || given_to == data_protection_desk) return say("citizens.desk." + given_to, language);
  const auto department = department_of(desk, given_to);
  if (department) return language == Language::vi ? department->title_vi : department->title_en;
  return place_words(known, given_to, day);
}

std::string path_of(const std::string& question) { return "/lam-viec/hoi-dap/" + question; }

std::string status_path_of(const std::string& token, Language language) {
  return (language == Language::en ? "/en/gop-y/" : "/gop-y/") + token;
}

bool is_blank(std::string_view words) { return words.find_first_not_of(" \t\r\n") == std::string_view::npos; }

}  // namespace luytre::citizens
