#include "programme/authority/read_authority.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <optional>

#include "base/files.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/resources.h"
#include "programme/criteria/yaml_reader.h"

namespace luytre::authority {

using access::ActKind;
using access::Authority;
using access::Confidence;
using access::Lane;
using access::Reach;
using criteria::Mapping;
using criteria::Tree;

namespace {

template <class Value>
struct Words {
  Value value;
  std::string_view word;
};

constexpr std::array<Words<Reach>, 3> reaches = {
    {{Reach::own, "own"}, {Reach::own_and_below, "own_and_below"}, {Reach::anywhere, "anywhere"}}};
constexpr std::array<Words<ActKind>, 3> act_kinds = {
    {{ActKind::view, "view"}, {ActKind::write, "write"}, {ActKind::approve, "approve"}}};
constexpr std::array<Words<Lane>, 6> lanes = {{{Lane::committee, "committee"},
                                               {Lane::front, "front"},
                                               {Lane::producer, "producer"},
                                               {Lane::administration, "administration"},
                                               {Lane::oversight, "oversight"},
                                               {Lane::any, "any"}}};
constexpr std::array<Words<Confidence>, 3> confidences = {
    {{Confidence::sourced, "sourced"}, {Confidence::from_memory, "from_memory"}, {Confidence::uncertain, "uncertain"}}};

template <class Table, class Value>
std::string_view word_in(const Table& table, Value value) {
  for (const auto& row : table)
    if (row.value == value) return row.word;
  return {};
}

template <class Value, class Table>
Value read_word(Mapping& map, std::string_view key, const Table& table, Value otherwise) {
  return map.choice(
      key,
      [&](const std::string& name) -> std::optional<Value> {
        for (const auto& row : table)
          if (row.word == name) return row.value;
        return std::nullopt;
      },
      otherwise);
}

Interval read_days(Mapping& map) {
  Interval days;
  if (const auto from = map.date("from")) days.from = *from;
  if (const auto until = map.date("until")) days.to = *until;
  return days;
}

void read_role(Mapping& map, Authority& authority) {
  access::Role role;
  role.id = map.text("role");
  role.code = map.text("code");
  role.lane = read_word(map, "lane", lanes, Lane::any);
  role.levels = map.texts("levels");
  role.has_department = map.flag("department");
  role.is_business = map.flag("business");
  authority.roles.push_back(std::move(role));
}

void read_act(Mapping& map, Authority& authority) {
  access::Act act;
  act.id = map.text("act");
  act.kind = read_word(map, "kind", act_kinds, ActKind::write);
  act.is_owned = map.flag("owned");
  act.has_command = map.flag("command", true);
  authority.acts.push_back(std::move(act));
}

void read_rule(Mapping& map, Authority& authority) {
  access::AuthorityRule rule;
  rule.role = map.text("role");
  rule.act = map.text("act");
  rule.reach = read_word(map, "reach", reaches, Reach::own);
  rule.valid = read_days(map);
  rule.reference = map.text("reference");
  rule.confidence = read_word(map, "confidence", confidences, Confidence::uncertain);
  authority.rules.push_back(std::move(rule));
}

void read_department(Mapping& map, Authority& authority) {
  access::Department department;
  department.id = map.text("department");
  department.names = map.texts("names");
  const auto title = map.bilingual("title");
  department.title_vi = title.vi;
  department.title_en = title.en;
  department.valid = read_days(map);
  static_cast<void>(read_word(map, "confidence", confidences, Confidence::uncertain));
  authority.departments.push_back(std::move(department));
}

void read_ownership(Mapping& map, Authority& authority) {
  access::Ownership owner;
  owner.set = map.text("set");
  owner.criterion = map.text_or("criterion");
  owner.indicator = map.text_or("indicator");
  owner.department = map.text("department");
  owner.valid = read_days(map);
  owner.reference = map.text("reference");
  static_cast<void>(read_word(map, "confidence", confidences, Confidence::uncertain));
  authority.ownership.push_back(std::move(owner));
}

struct FileKind {
  std::string_view file;
  void (*read)(Mapping&, Authority&);
};
constexpr std::array<FileKind, 5> file_kinds = {{{"roles.yaml", read_role},
                                                 {"acts.yaml", read_act},
                                                 {"rules.yaml", read_rule},
                                                 {"departments.yaml", read_department},
                                                 {"ownership.yaml", read_ownership}}};

const FileKind* kind_of(std::string_view path) {
  const auto found =
      std::find_if(file_kinds.begin(), file_kinds.end(), [&](const FileKind& kind) { return kind.file == path; });
  return found == file_kinds.end() ? nullptr : &*found;
}

using ReadTree = Result<Tree> (*)(std::string_view bytes, const std::string& file);

Result<Authority> read_with(const std::vector<SourceText>& texts, ReadTree read) {
  Authority authority;
  std::vector<Problem> problems;
  for (const SourceText& text : texts) {
    const FileKind* kind = kind_of(text.path);
    if (kind == nullptr) continue;
    const auto tree = read(text.bytes, "authority/" + text.path);
    if (!tree) {
      problems.push_back(tree.error());
      continue;
    }
    for (const Tree& item : tree->items) {
      Mapping map(item, problems);
      kind->read(map, authority);
      map.finish();
    }
  }
  if (problems.empty()) return authority;
  const std::string count = std::to_string(problems.size());
  return refuse("authority.unreadable", {{"count", count}}, "authority/", std::move(problems));
}

}  // namespace

std::string_view word(Reach reach) { return word_in(reaches, reach); }
std::string_view word(ActKind kind) { return word_in(act_kinds, kind); }
std::string_view word(Lane lane) { return word_in(lanes, lane); }
std::string_view word(Confidence confidence) { return word_in(confidences, confidence); }

std::vector<SourceText> embedded_texts() {
  std::vector<SourceText> texts;
  for (const FileKind& kind : file_kinds) {
    const std::string file(kind.file);
    texts.push_back({file, std::string(resource("authority/" + file))});
  }
  return texts;
}

Result<std::vector<SourceText>> texts_in(const std::string& folder) {
  std::vector<SourceText> texts;
  for (const FileKind& kind : file_kinds) {
    auto bytes = read_file(std::filesystem::path(folder) / kind.file);
    if (!bytes) return pass_on(bytes);
    texts.push_back({std::string(kind.file), *std::move(bytes)});
  }
  return texts;
}

Result<Authority> read_authority(const std::vector<SourceText>& texts) {
  auto authority = read_with(texts, criteria::read_yaml);
  if (authority) authority->hash = hex(sha256(canonical_of(texts)));
  return authority;
}

std::string canonical_of(const std::vector<SourceText>& texts) {
  json::object files;
  for (const SourceText& text : texts) {
    const auto tree = criteria::read_yaml(text.bytes, text.path);
    files[text.path] = tree ? criteria::canonical(*tree) : std::string();
  }
  return compact(files);
}

Result<Authority> read_canonical(std::string_view bytes) {
  const auto files = parse_json(bytes);
  if (!files || !files->is_object()) return refuse("authority.unreadable", {{"count", "1"}}, "authority_text");
  std::vector<SourceText> texts;
  for (const auto& file : files->get_object())
    texts.push_back({std::string(file.key()), std::string(file.value().as_string())});
  auto authority = read_with(texts, criteria::read_canonical);
  if (authority) authority->hash = hex(sha256(bytes));
  return authority;
}

}  // namespace luytre::authority
