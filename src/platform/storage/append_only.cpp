#include "platform/storage/append_only.h"

#include <algorithm>
#include <cctype>

namespace luytre::storage {
namespace {

constexpr std::string_view opening = "{append_only ";
constexpr std::string_view erasable = " erasable where ";

struct Directive {
  std::string table;
  std::string condition;  // empty: no row is ever removed
};

std::optional<Directive> directive_of(std::string_view line) {
  while (!line.empty() && (line.back() == ' ' || line.back() == '\r')) line.remove_suffix(1);
  if (!line.starts_with(opening) || !line.ends_with('}')) return std::nullopt;
  line.remove_prefix(opening.size());
  line.remove_suffix(1);
  const auto condition = line.find(erasable);
  Directive directive{std::string(line.substr(0, condition)), ""};
  if (condition != std::string_view::npos) directive.condition = line.substr(condition + erasable.size());
  const bool is_name =
      !directive.table.empty() && std::all_of(directive.table.begin(), directive.table.end(), [](unsigned char letter) {
        return std::islower(letter) != 0 || std::isdigit(letter) != 0 || letter == '_';
      });
  if (!is_name) return std::nullopt;
  return directive;
}

std::string sqlite_triggers(const Directive& directive) {
  const std::string& table = directive.table;
  const std::string refusal = "BEGIN SELECT RAISE(ABORT, '" + std::string(append_only_words) + table + "'); END;\n";
  const std::string unless = directive.condition.empty() ? "" : "WHEN (" + directive.condition + ") IS NOT TRUE ";
  return "CREATE TRIGGER " + table + "_never_changed BEFORE UPDATE ON " + table + " " + refusal + "CREATE TRIGGER " +
         table + "_never_removed BEFORE DELETE ON " + table + " " + unless + refusal;
}

std::string postgresql_refusal() {
  return "RAISE EXCEPTION '" + std::string(append_only_words) + "%', TG_TABLE_NAME USING ERRCODE = '" +
         std::string(append_only_state) + "', TABLE = TG_TABLE_NAME; ";
}

std::string postgresql_function(const std::string& name, const std::string& body) {
  return "CREATE OR REPLACE FUNCTION " + name + "() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN " + body + "END $$;\n";
}

// By statement where nothing is ever let through: refused even when no row would have been touched.
std::string postgresql_triggers(const Directive& directive) {
  const std::string& table = directive.table;
  const auto trigger = [&](const std::string& name, const std::string& when, const std::string& each,
                           const std::string& function) {
    return "CREATE TRIGGER " + table + name + " BEFORE " + when + " ON " + table + " FOR EACH " + each +
           " EXECUTE FUNCTION " + function + "();\n";
  };
  if (directive.condition.empty()) {
    return trigger("_never_changed", "UPDATE OR TRUNCATE", "STATEMENT", "refuse_change") +
           trigger("_never_removed", "DELETE", "STATEMENT", "refuse_change");
  }
  const std::string own = "refuse_removal_from_" + table;
  return postgresql_function(own, "IF (" + directive.condition + ") IS NOT TRUE THEN " + postgresql_refusal() +
                                      "END IF; RETURN OLD; ") +
         trigger("_never_changed", "UPDATE OR TRUNCATE", "STATEMENT", "refuse_change") +
         trigger("_never_removed", "DELETE", "ROW", own);
}

}  // namespace

std::string with_append_only(std::string_view sql, StoreKind kind) {
  std::string expanded;
  bool has_function = kind == StoreKind::sqlite;
  while (!sql.empty()) {
    const auto end = std::min(sql.find('\n'), sql.size() - 1);
    std::string_view line = sql.substr(0, end + 1);
    sql.remove_prefix(end + 1);
    const auto directive = directive_of(line.ends_with('\n') ? line.substr(0, line.size() - 1) : line);
    if (!directive) {
      expanded += line;
      continue;
    }
    if (!has_function) expanded += postgresql_function("refuse_change", postgresql_refusal());
    has_function = true;
    expanded += kind == StoreKind::sqlite ? sqlite_triggers(*directive) : postgresql_triggers(*directive);
  }
  return expanded;
}

std::optional<std::string> append_only_table(std::string_view words) {
  const auto at = words.find(append_only_words);
  if (at == std::string_view::npos) return std::nullopt;
  return std::string(words.substr(at + append_only_words.size()));
}

}  // namespace luytre::storage
