#include "outputs/office/person_forms.h"

#include "outputs/office/people.h"

namespace luytre::office {

void add_person_fields(const Visit& visit, Form& form, const accounts::Person& known) {
  form.add({"full_name", visit.say("office.full_name"), "text", known.full_name, "", "off", true});
  form.add(
      {"login", visit.say("office.login"), "text", known.login, visit.say("office.login_hint"), "off", true, true});
  form.add({"position", visit.say("office.position"), "text", known.position});
  form.add({"email", visit.say("office.email"), "email", known.email, visit.say("office.email_hint")});
  form.add({"phone", visit.say("office.phone"), "tel", known.phone});
}

accounts::Person person_posted(const Visit& visit) {
  return {field(visit, "login"), field(visit, "full_name"), field(visit, "email"), field(visit, "phone"),
          field(visit, "position")};
}

void add_grant_fields(const Visit& visit, Form& form, const access::Authority& authority) {
  FormField role{"role", visit.say("office.role"), "select"};
  role.choices = role_choices(authority, visit.language, form.typed("role", ""));
  form.add(role);
  FormField unit{"unit", visit.say("office.unit"), "text", "", visit.say("office.unit_hint")};
  unit.list = "cac-don-vi";
  form.add(unit);
  FormField department{"department", visit.say("office.department"), "select"};
  department.choices = department_choices(authority, visit.language, form.typed("department", ""));
  form.add(department);
  form.add({"from", visit.say("office.from"), "date", "", visit.say("office.from_hint")});
  form.add({"until", visit.say("office.until"), "date", "", visit.say("office.until_hint")});
}

Done read_grant(const Office& office, const Visit& visit, accounts::GrantRow& row, std::string& unit_words) {
  row = {field(visit, "role"), field(visit, "unit"), field(visit, "department"), field(visit, "from"),
         field(visit, "until")};
  return office.doors.desk.with([&](Database& database) -> Done {
    const auto known = office.gate.materials(database);
    if (!known) return pass_on(known);
    const Date today = office.doors.today();
    row.unit = unit_typed(**known, row.unit, today);
    unit_words = unit_in_words(**known, visit.language, row.unit, today);
    return {};
  });
}

}  // namespace luytre::office
