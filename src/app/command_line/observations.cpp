// luytre observations: import a file of values, list what stands.

#include <filesystem>
#include <future>
#include <memory>

#include "app/command_line/command_line.h"
#include "base/files.h"
#include "base/hash.h"
#include "platform/jobs/job.h"
#include "programme/observations/find_observations.h"
#include "programme/observations/import_file.h"
#include "programme/observations/record.h"
#include "programme/reporting/may_change.h"

namespace luytre::app {
namespace {

struct ImportOptions {
  std::string file;
  bool is_partial = false;
  std::string numbers;  // "vi", "en" or empty
};

struct ListOptions {
  std::string unit;
  std::string measure;
  std::string opinion;
  std::size_t limit = 200;
};

// What an import came to, for the job, the terminal and --json.
struct ImportAnswer {
  std::string file;
  observations::CheckedFile checked;
  observations::Recorded recorded;
  std::string refused_file;
  std::size_t unchanged() const { return checked.unchanged + recorded.unchanged; }
};

Arguments arguments_of(const ImportAnswer& answer) {
  return {{"file", answer.file},
          {"rows", std::to_string(answer.checked.rows)},
          {"recorded", std::to_string(answer.recorded.values)},
          {"unchanged", std::to_string(answer.unchanged())},
          {"repeated", std::to_string(answer.checked.repeated)},
          {"blank", std::to_string(answer.checked.blank)},
          {"refused", std::to_string(answer.checked.refused.size())},
          {"accepted", std::to_string(answer.checked.accepted.size())}};
}

json::object json_of(const ImportAnswer& answer, Language language) {
  json::array refused;
  for (const auto& row : answer.checked.refused) {
    json::array causes;
    for (const auto& cause : row.problem.causes) causes.push_back(json::string(cause.code));
    Problem bare = row.problem;
    bare.where.clear();
    refused.push_back(json::object{{"where", row.problem.where},
                                   {"code", row.problem.code},
                                   {"causes", std::move(causes)},
                                   {"message", full_message(bare, language)}});
  }
  return {{"file", answer.file},
          {"rows", answer.checked.rows},
          {"recorded", answer.recorded.values},
          {"unchanged", answer.unchanged()},
          {"repeated", answer.checked.repeated},
          {"blank", answer.checked.blank},
          {"refused", answer.checked.refused.size()},
          {"refused_file", answer.refused_file},
          {"event", answer.recorded.event},
          {"problems", std::move(refused)}};
}

Problem refusal_of(const ImportAnswer& answer) {
  std::vector<Problem> causes;
  for (const auto& row : answer.checked.refused) causes.push_back(row.problem);
  return {"observations.file_refused", arguments_of(answer), "", std::move(causes)};
}

NumberStyle style_named(const std::string& code) {
  if (code == "vi") return NumberStyle::vietnamese;
  return code == "en" ? NumberStyle::english : NumberStyle::unknown;
}

struct Read {
  CsvFile table;
  std::string sha256;
};

Result<Read> read_table(const std::string& file) {
  auto read = read_file(file, observations::import_bytes_max);
  if (!read) return pass_on(read);
  const auto bytes = std::make_shared<const std::string>(*std::move(read));
  auto digest = std::async(std::launch::async, [&bytes] { return hex(sha256(*bytes)); });
  auto table = CsvFile::parse(bytes, file);
  if (!table) return pass_on(table);
  return Read{*std::move(table), digest.get()};
}

Result<ImportAnswer> check_and_record(Context& context, const ImportOptions& options, const Read& read,
                                      jobs::RunningJob& job) {
  const auto snapshot = context.snapshot();
  if (!snapshot) return pass_on(snapshot);
  const auto& known = **snapshot;
  const auto total = static_cast<std::int64_t>(read.table.size());
  ProgressBar bar(context, context.text("observations.import.checking", {{"file", options.file}}));
  const auto progress = [&](std::size_t rows_done) -> Done {
    bar.show(static_cast<std::int64_t>(rows_done), total);
    return job.progress(static_cast<std::int64_t>(rows_done), total);
  };
  ImportAnswer answer;
  answer.file = options.file;
  auto checked = observations::check_file(read.table,
                                          {*known.units, *known.law, *known.values, context.today(),
                                           known.is_demonstration(), style_named(options.numbers)},
                                          progress);
  if (!checked) return pass_on(checked);
  answer.checked = *std::move(checked);

  const auto& refused = answer.checked.refused;
  if (!refused.empty() && !options.is_partial) return answer;
  if (!refused.empty()) {
    answer.refused_file = options.file + ".refused.csv";
    const auto kept = write_file_atomically(answer.refused_file,
                                            observations::refused_csv(read.table, answer.checked, context.language));
    if (!kept) return pass_on(kept);
  }
  const auto writer = context.writer();
  if (!writer) return pass_on(writer);
  observations::RecordOrder order;
  order.asked = context.actor();
  order.origin = std::filesystem::path(options.file).filename().string();
  order.origin_sha256 = read.sha256;
  order.may_change = [reports = known.known_reports()](storage::Database& database, const auto& rows) {
    return reporting::may_change(database, reports, rows);
  };
  auto recorded = observations::record_observations(**writer, known.values, answer.checked.accepted, order);
  if (!recorded) return pass_on(recorded);
  answer.recorded = *std::move(recorded);
  return answer;
}

void report(const Context& context, const ImportAnswer& answer) {
  if (context.as_json) {
    context.print(json_of(answer, context.language));
    return;
  }
  context.print(context.text("observations.import.summary", arguments_of(answer)));
  if (answer.recorded.event == 0) context.print(context.text("observations.import.nothing"));
  if (!answer.refused_file.empty()) {
    context.note(context.text("observations.import.refused_file", {{"file", answer.refused_file}}));
  }
}

Done import_file(Context& context, const ImportOptions& options) {
  const auto read = read_table(options.file);
  if (!read) return pass_on(read);
  const auto opened = context.database();
  if (!opened) return pass_on(opened);
  // Progress is written on a connection of its own: the work's transaction holds the other one.
  const auto beside = storage::open_database(context.database_url, storage::OpenMode::read_write);
  if (!beside) return pass_on(beside);
  const auto total = static_cast<std::int64_t>(read->table.size());
  const auto id = jobs::create_job(**beside, context.actor(), "observations.import", total);
  if (!id) return pass_on(id);
  auto job = jobs::RunningJob::take(**beside, *id);
  if (!job) return pass_on(job);

  const auto answer = check_and_record(context, options, *read, *job);
  if (!answer && answer.error().code == "jobs.cancelled") {
    if (const auto ended = job->finish_cancelled(); !ended) return pass_on(ended);
    return pass_on(answer);
  }
  const bool is_refused = answer && !answer->checked.refused.empty() &&
                          (!options.is_partial || answer->checked.refused.size() == answer->checked.rows);
  if (!answer || is_refused) {
    Problem problem = answer ? refusal_of(*answer) : answer.error();
    Problem without_rows{problem.code, problem.arguments, problem.where, {}};
    if (const auto ended = job->finish_failed(without_rows); !ended) return pass_on(ended);
    if (answer && context.as_json) report(context, *answer);
    return tl::unexpected(std::move(problem));
  }
  json::object summary = json_of(*answer, context.language);
  summary.erase("problems");
  if (const auto ended = job->finish_done(summary); !ended) return pass_on(ended);
  report(context, *answer);
  return {};
}

Done list(Context& context, const ListOptions& options) {
  const auto snapshot = context.snapshot();
  if (!snapshot) return pass_on(snapshot);
  observations::ObservationFilter filter;
  filter.measure = options.measure;
  filter.opinion = observations::parse_opinion(options.opinion);
  if (options.unit.find('@') != std::string::npos) {
    filter.units = {options.unit};
  } else if (!options.unit.empty()) {
    for (const auto* unit : (*snapshot)->units->with_code(options.unit)) filter.units.push_back(unit->id.text());
    if (filter.units.empty()) return refuse("observations.unit_unknown", {{"code", options.unit}}, "--unit");
  }
  json::array rows;
  for (const auto& each : observations::find_observations(*(*snapshot)->values, filter, std::nullopt, options.limit)) {
    if (context.as_json) {
      rows.push_back(observations::observation_value(each, true));
    } else {
      context.print(each.key.as_of.text() + "  " + each.key.unit + "  " + std::string(text(each.key.opinion)) + "  " +
                    each.key.measure + (each.key.dimension.empty() ? "" : "/" + each.key.dimension) + "  " +
                    text(each.value));
    }
  }
  if (context.as_json) context.print(rows);
  return {};
}

}  // namespace

void add_observations_commands(CLI::App& program, Context& context, Chosen& chosen) {
  auto* observations = program.add_subcommand("observations", context.text("observations.help"));
  observations->require_subcommand(1);

  auto import_options = std::make_shared<ImportOptions>();
  auto* import_command = observations->add_subcommand("import", context.text("observations.help.import"));
  import_command->add_option("file", import_options->file, context.text("observations.help.file"))->required();
  import_command->add_flag("--partial", import_options->is_partial, context.text("observations.help.partial"));
  import_command->add_option("--numbers", import_options->numbers, context.text("observations.help.numbers"))
      ->check(CLI::IsMember({"vi", "en"}));
  import_command->callback([&context, &chosen, import_options] {
    chosen = [&context, import_options] { return import_file(context, *import_options); };
  });

  auto list_options = std::make_shared<ListOptions>();
  auto* list_command = observations->add_subcommand("list", context.text("observations.help.list"));
  list_command->add_option("--unit", list_options->unit, context.text("observations.help.unit"));
  list_command->add_option("--measure", list_options->measure, context.text("observations.help.measure"));
  list_command->add_option("--opinion", list_options->opinion, context.text("observations.help.opinion"))
      ->check(CLI::IsMember({"self", "sector", "council", "survey"}));
  list_command->add_option("--limit", list_options->limit, context.text("observations.help.limit"))
      ->check(CLI::Range(1, 1'000'000));
  list_command->callback([&context, &chosen, list_options] {
    chosen = [&context, list_options] { return list(context, *list_options); };
  });
}

}  // namespace luytre::app
