#include "programme/observations/write_request.h"

#include <algorithm>
#include <future>
#include <memory>

#include "base/hash.h"
#include "base/json.h"
#include "platform/http/body.h"

namespace luytre::observations {
namespace {

void read_choices(http::Members& members, SentValues& sent) {
  const std::string numbers = members.text_or_empty("numbers");
  if (numbers == "vi") sent.number_style = NumberStyle::vietnamese;
  if (numbers == "en") sent.number_style = NumberStyle::english;
  if (!numbers.empty() && numbers != "vi" && numbers != "en") {
    members.refuse("numbers",
                   {"http.choice_unknown", {{"name", "numbers"}, {"text", numbers}, {"choices", "vi, en"}}, "", {}});
  }
  sent.is_partial = members.flag("partial");
}

// Text, a number or a truth as a cell; nothing for what cannot stand in one.
std::optional<std::string> cell_of(const json::value& value) {
  if (value.is_null()) return std::string();
  if (value.is_string()) return std::string(value.get_string());
  if (value.is_bool()) return value.get_bool() ? "true" : "false";
  // A double has lost what was written: a value that must be exact is sent as text.
  if (value.is_int64() || value.is_uint64()) return compact(value);
  return std::nullopt;
}

void add_row(const json::object& object, std::size_t at, CsvTable& table, http::Members& members) {
  CsvRow row;
  row.line = static_cast<int>(at);
  row.cells.resize(table.header.size());
  for (const auto& member : object) {
    const std::string place = "/observations/" + std::to_string(at) + "/" + std::string(member.key());
    auto cell = cell_of(member.value());
    if (!cell) {
      members.refuse("observations",
                     {"http.member_type", {{"name", std::string(member.key())}, {"type", "string"}}, place, {}});
      continue;
    }
    auto column = table.column(member.key());
    if (!column) {
      column = table.header.size();
      table.header.emplace_back(member.key());
      row.cells.emplace_back();
    }
    row.cells[*column] = *std::move(cell);
  }
  table.rows.push_back(std::move(row));
}

void read_list(http::Members& members, CsvFile& file) {
  const json::value* list = members.value("observations");
  const json::array* items = list == nullptr ? nullptr : list->if_array();
  if (items == nullptr || items->empty()) {
    const std::string code = list == nullptr ? "http.member_missing" : "http.member_type";
    members.refuse("observations", {code, {{"name", "observations"}, {"type", "object[]"}}, "", {}});
    return;
  }
  if (items->size() > listed_values_max) {
    members.refuse("observations",
                   {"http.too_many_fields", {{"max", std::to_string(listed_values_max)}}, "/observations", {}});
    return;
  }
  CsvTable table{file.name, {}, {}};
  for (std::size_t at = 0; at < items->size(); ++at) {
    const json::object* object = (*items)[at].if_object();
    const std::string place = "/observations/" + std::to_string(at);
    if (object == nullptr) {
      members.refuse("observations", {"http.member_type", {{"name", "observations"}, {"type", "object"}}, place, {}});
      continue;
    }
    add_row(*object, at, table, members);
  }
  file.header = table.header;
  for (CsvRow& row : table.rows) {
    row.cells.resize(table.header.size());
    file.add(row.line, row.cells);
  }
}

}  // namespace

Result<SentValues> listed_values(const http::Request& request) {
  auto object = http::json_body(request);
  if (!object) return pass_on(object);
  http::Members members(*std::move(object));
  SentValues sent;
  sent.is_list = true;
  sent.number_style = NumberStyle::english;
  sent.table.name = "observations";
  read_choices(members, sent);
  read_list(members, sent.table);
  if (auto read = members.finish(); !read) return pass_on(read);
  return sent;
}

Result<SentValues> uploaded_values(const http::Request& request) {
  auto upload = http::upload_body(request);
  if (!upload) return pass_on(upload);
  SentValues sent;
  read_choices(upload->fields, sent);
  if (auto read = upload->fields.finish(); !read) return pass_on(read);
  http::FormPart& file = upload->files.front();
  const auto bytes = std::make_shared<const std::string>(std::move(file.bytes));
  auto digest = std::async(std::launch::async, [&bytes] { return hex(sha256(*bytes)); });
  auto table = CsvFile::parse(bytes, file.file_name);
  if (!table) return pass_on(table);
  sent.table = *std::move(table);
  sent.sha256 = digest.get();
  return sent;
}

}  // namespace luytre::observations
