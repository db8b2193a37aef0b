// What the verbs of the room stand on: the record as their caller read it, the writer, the server's key, and what other
// rooms are asked for.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/messages.h"
#include "platform/access/authority.h"
#include "platform/access/decide.h"
#include "platform/commands/writer.h"
#include "platform/notices/notice.h"
#include "programme/citizens/question_register.h"
#include "programme/criteria/library.h"
#include "programme/units/register.h"

namespace luytre::citizens {

// One snapshot's parts.
struct Known {
  EventNumber number = 0;
  std::shared_ptr<const units::Register> units;
  std::shared_ptr<const criteria::Library> law;  // for its calendar
  std::shared_ptr<const QuestionRegister> questions;
  std::string province;  // code; empty: it was not told
  bool is_demonstration = false;
};

// Who answers: a unit's identity, a department's id, or one of these two desks.
inline constexpr std::string_view newsroom_desk = "newsroom";
inline constexpr std::string_view data_protection_desk = "data_protection";

// What a page of this site is about.
struct PageSubject {
  std::string title;  // as the page is headed; empty: no such page is known by name
  std::string kind;   // "article", "claim", "unit"; empty
  std::string id;
  std::string unit;  // identity
};

using Telling = std::pair<access::Ask, notices::Notice>;
using TellThoseWhoMay = std::function<Done(storage::Database&, const std::vector<Telling>&, const std::string& but_for,
                                           const std::string& now)>;

struct Desk {
  commands::Writer& writer;
  std::function<Date()> today;
  std::function<long long()> unix_milliseconds;
  std::string server_key;       // 32 bytes: hides words and addresses, signs forms
  std::string public_url = {};  // of this installation, for links in mails; empty: no mail leaves
  bool is_mail_set = false;     // a mail server is set, and an address for links
  TellThoseWhoMay tell = {};
  std::function<PageSubject(const std::string& page)> subject_of = {};
  std::function<std::vector<access::Department>()> departments = {};  // of the province, today
  // For which departments an actor may do an act today; the coordinating office is of none.
  std::function<std::vector<std::string>(const access::Actor&, const std::string& act)> departments_of = {};
  std::function<bool(const Correction&)> is_correction = {};
  // Takes a picture of the newsroom down, in an event of its own. Absent: it has to be done by hand.
  std::function<Done(const commands::Asked&, const std::string& picture, const std::string& reason)> take_down = {};
};

// A path of this site as it is kept: without query and fragment. What names another site, or has other characters than
// addresses of this site have, is problem citizens.page_elsewhere. Empty is "/".
Result<std::string> page_of(const std::string& typed);

// The unit that a command is asked for.
access::Ask ask_of(const Known& known, const Course& course, Command command);
access::Ask ask_to_view(const Known& known, const Question& question);

std::optional<access::Department> department_of(const Desk& desk, const std::string& id);
std::string place_words(const Known& known, const std::string& unit, Date day);  // "Xã Đoàn Kết"
// Who answers, by name: "Xã Đoàn Kết", "Sở Xây dựng", "Ban biên tập".
std::string desk_words(const Known& known, const Desk& desk, const std::string& given_to, Date day, Language language);

std::string path_of(const std::string& question);                         // for staff: "/lam-viec/hoi-dap/ID"
std::string status_path_of(const std::string& token, Language language);  // for the sender: "/gop-y/TOKEN"
bool is_blank(std::string_view words);

}  // namespace luytre::citizens
