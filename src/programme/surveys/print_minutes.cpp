#include "programme/surveys/print_minutes.h"

#include <algorithm>
#include <cassert>

#include "platform/paper/flow.h"
#include "platform/paper/printed.h"
#include "programme/surveys/print_words.h"

namespace luytre::surveys {
namespace {

using paper::Align;
using paper::Box;
using paper::Canvas;
using paper::Flow;
using paper::Table;
using paper::TextStyle;

constexpr double item_gap = 1.2;
constexpr paper::Typeface face = paper::Typeface::serif;
const TextStyle body{.size = 12, .face = face, .align = Align::justified};
const TextStyle heading{.size = 12.5, .face = face, .is_bold = true};
const TextStyle cells{.size = 10.5, .face = face};
const TextStyle small{.size = 9.5, .face = face, .is_italic = true, .ink = paper::soft_ink};

class MinutesWriter {
 public:
  MinutesWriter(Canvas& canvas, const Minutes& minutes)
      : flow_(canvas), minutes_(minutes), whole_(sum_of(tallies_of(minutes))) {}

  void write() {
    write_head();
    write_round();
    write_villages();
    write_questions();
    write_demands();
    write_anomalies();
    write_recounts();
    write_signatures();
  }

 private:
  static std::vector<Tally> tallies_of(const Minutes& minutes) {
    std::vector<Tally> tallies;
    for (const auto& village : minutes.villages) tallies.push_back(village.tally);
    return tallies;
  }

  std::string word(const std::string& name, const Arguments& arguments = {}) const {
    return say("surveys_print." + name, arguments, minutes_.language);
  }
  std::string count(std::int64_t number) const { return shown_count(number, minutes_.language); }
  std::string share(const std::optional<Share>& value) const { return shown_share(value, minutes_.language); }

  void title(const std::string& name) {
    constexpr double with_first_rows = 26;
    flow_.space(4);
    flow_.keep(with_first_rows);
    flow_.paragraph(std::to_string(++section_) + ". " + word(name), heading);
    flow_.space(1.2);
  }

  void note(const std::string& text) {
    flow_.space(1);
    flow_.paragraph(text, small);
  }

  // Who writes, to the left, and the name of the state to the right, as official papers begin.
  void write_head() {
    Canvas& canvas = flow_.canvas();
    const double half = flow_.width() / 2;
    const TextStyle plain{.size = 11, .face = face, .align = Align::centre};
    TextStyle strong = plain;
    strong.is_bold = true;
    const double top = flow_.y();
    TextStyle commune = plain;
    commune.is_capitals = true;
    double left_y = top + canvas.text(word("front"), flow_.left(), top, half - 6, plain);
    left_y += canvas.text(minutes_.commune, flow_.left(), left_y, half - 6, commune);
    left_y += canvas.text(word("front_board"), flow_.left(), left_y, half - 6, strong);
    const double right = flow_.left() + half - 6;
    double right_y = top + canvas.text(word("state"), right, top, half + 6, strong);
    right_y += canvas.text(word("motto"), right, right_y, half + 6, strong);
    const double under = 0.8;
    canvas.line(flow_.left() + half / 2 - 15, left_y + under, flow_.left() + half / 2 + 9, left_y + under, {0.25, {}});
    canvas.line(right + half / 2 - 25, right_y + under, right + half / 2 + 31, right_y + under, {0.25, {}});
    flow_.space(std::max(left_y, right_y) - top + 9);
    const TextStyle big{.size = 16, .face = face, .is_bold = true, .align = Align::centre};
    const TextStyle below{.size = 13, .face = face, .is_bold = true, .align = Align::centre};
    flow_.paragraph(word("minutes"), big);
    flow_.paragraph(word("minutes_of"), below);
    flow_.space(0.5);
    flow_.paragraph(minutes_.title, {.size = 12, .face = face, .is_italic = true, .align = Align::centre});
    flow_.space(2);
  }

  void write_round() {
    title("round");
    const criteria::SurveyForm& form = *minutes_.form;
    const std::string confidence = confidence_in_words(form.confidence);
    const std::string sample =
        minutes_.sample_percent
            ? word("sample_share", {{"percent", shown_percent(*minutes_.sample_percent, minutes_.language)}})
            : word("sample_all");
    Table facts{
        .columns = {{42, Align::left}, {flow_.width() - 42, Align::left}}, .header = {}, .rows = {}, .style = cells};
    const auto fact = [&](const std::string& name, const std::string& value) {
      facts.rows.push_back({{word(name), value}});
    };
    fact("round_form", word("form_facts", {{"title", said(form.title, minutes_.language)},
                                           {"document", form.document},
                                           {"questions", std::to_string(form.questions.size())},
                                           {"confidence", confidence}}));
    fact("round_document", minutes_.document);
    fact("round_window", shown_window(minutes_.opens_on, minutes_.closes_on, minutes_.language));
    fact("round_sample", sample);
    fact("round_frame", word("frame_facts", {{"households", count(whole_.households)},
                                             {"villages", count(static_cast<std::int64_t>(minutes_.villages.size()))},
                                             {"sources", frame_sources()}}));
    flow_.table(facts);
  }

  // "Số hộ do trưởng thôn lập (30/11/2026)", each once.
  std::string frame_sources() const {
    std::vector<std::string> sources;
    for (const auto& village : minutes_.villages) {
      const std::string source = village.source + " (" + shown_day(village.as_of, minutes_.language) + ")";
      if (std::find(sources.begin(), sources.end(), source) == sources.end()) sources.push_back(source);
    }
    std::string joined;
    for (const auto& source : sources) joined += (joined.empty() ? "" : "; ") + source;
    return joined;
  }

  std::string confidence_in_words(criteria::Confidence confidence) const {
    return say("criteria.confidence." + std::string(name_of(confidence)), minutes_.language);
  }

  std::vector<std::string> village_cells(const std::string& name, const Tally& tally) const {
    return {name,
            count(tally.households),
            count(tally.printed),
            count(tally.handed),
            count(tally.returned),
            count(tally.left_out),
            count(tally.valid()),
            share(participation_of(tally))};
  }

  void write_villages() {
    title("by_village");
    Table table{.columns = {{flow_.width() - 7 * 18}},
                .header = {word("village"), word("households"), word("printed"), word("handed"), word("returned"),
                           word("left_out"), word("valid"), word("participation")},
                .rows = {},
                .style = cells};
    for (int i = 0; i < 7; ++i) table.columns.push_back({18, Align::right});
    for (const auto& village : minutes_.villages) table.rows.push_back({village_cells(village.name, village.tally)});
    table.rows.push_back({village_cells(word("whole"), whole_), true});
    flow_.table(table);
    std::string channels;
    for (std::size_t i = 0; i < channels_count; ++i) {
      channels += (i == 0 ? "" : "; ") + word("channel_" + std::string(name_of(static_cast<Channel>(i)))) + ' ' +
                  count(whole_.by_channel[i]);
    }
    note(word("village_note", {{"channels", channels}}));
  }

  void write_questions() {
    title("by_question");
    const double numbers[] = {17, 17, 17, 19, 30};
    Table table{.columns = {{11, Align::right}, {flow_.width() - 11 - 100}},
                .header = {word("number"), word("question"), word("satisfied"), word("not_satisfied"),
                           word("no_answer"), word("rate"), word("bounds")},
                .rows = {},
                .style = cells};
    for (const double width : numbers) table.columns.push_back({width, Align::right});
    for (std::size_t i = 0; i < minutes_.form->questions.size(); ++i) {
      const auto& question = minutes_.form->questions[i];
      const ItemCount item = i < whole_.items.size() ? whole_.items[i] : ItemCount{};
      const auto bounds = bounds_of(whole_, item);
      const std::string between = bounds ? share(bounds->low) + " – " + share(bounds->high) : "–";
      table.rows.push_back({{std::to_string(i + 1), said(question.text, minutes_.language), count(item.satisfied),
                             count(item.not_satisfied), count(item.none), share(rate_of(item)), between},
                            question.is_overall});
    }
    flow_.table(table);
    note(word("question_note"));
  }

  std::string outcome_in_words(engine::Outcome outcome) const {
    return say("engine.outcome." + std::string(engine::name_of(outcome)), minutes_.language);
  }

  std::vector<std::string> demand_cells(const std::string& what, const Parameter& parameter,
                                        const std::optional<Share>& value, engine::Outcome outcome) const {
    if (!parameter.percent) return {what, word("law_not_loaded"), "–", share(value), outcome_in_words(outcome)};
    const std::string percent = shown_percent(*parameter.percent, minutes_.language);
    const std::string document =
        parameter.locator.empty() ? parameter.document : parameter.document + ", " + parameter.locator;
    return {what, word(parameter.is_more_than ? "more_than" : "at_least", {{"percent", percent}}),
            document + " (" + confidence_in_words(parameter.confidence) + ")", share(value), outcome_in_words(outcome)};
  }

  void write_demands() {
    title("demands");
    std::optional<Share> overall, lowest;
    std::string lowest_number = "–";
    for (std::size_t i = 0; i < whole_.items.size() && i < minutes_.form->questions.size(); ++i) {
      if (minutes_.form->questions[i].is_overall) overall = rate_of(whole_.items[i]);
      if (i != minutes_.verdict.lowest) continue;
      lowest = rate_of(whole_.items[i]);
      lowest_number = std::to_string(i + 1);
    }
    const Parameters& asked = minutes_.parameters;
    const Verdict& verdict = minutes_.verdict;
    Table table{.columns = {{52}, {27}, {flow_.width() - 52 - 27 - 22 - 24}, {22, Align::right}, {24, Align::centre}},
                .header = {word("demand"), word("asked"), word("by_document"), word("found"), word("outcome")},
                .rows = {},
                .style = cells};
    table.rows.push_back({demand_cells(word("demand_overall"), asked.overall, overall, verdict.overall)});
    table.rows.push_back(
        {demand_cells(word("demand_each", {{"number", lowest_number}}), asked.each_item, lowest, verdict.each_item)});
    table.rows.push_back(
        {demand_cells(word("demand_coverage"), asked.coverage, participation_of(whole_), verdict.coverage)});
    flow_.table(table);
    flow_.space(2);
    const std::string provisional = verdict.is_provisional ? word("provisional") : "";
    TextStyle strong = body;
    strong.is_bold = true;
    flow_.paragraph(word("conclusion", {{"outcome", outcome_in_words(verdict.outcome)}, {"provisional", provisional}}),
                    strong);
    if (verdict.is_provisional) note(word("provisional_note"));
  }

  void write_anomalies() {
    title("anomalies");
    if (minutes_.anomalies.empty()) flow_.paragraph(word("anomalies_none"), body);
    for (const auto& anomaly : minutes_.anomalies) {
      flow_.space(item_gap);
      const std::string where = anomaly.village.empty() ? "" : anomaly.village + ": ";
      flow_.paragraph("– " + where + anomaly.found + " (" + anomaly.standing + ")", body);
      for (const auto& answer : anomaly.answers) {
        flow_.paragraph(word("anomaly_answer", {{"words", answer}}), body, 8);
      }
    }
  }

  void write_recounts() {
    title("recounts");
    if (minutes_.recounts.empty()) flow_.paragraph(word("recounts_none"), body);
    for (const auto& recount : minutes_.recounts) {
      flow_.space(item_gap);
      const Arguments who{{"village", recount.village}, {"by_unit", recount.by_unit}, {"slips", count(recount.slips)}};
      if (!recount.outcome) {
        flow_.paragraph("– " + word("recount_waiting", who), body);
        continue;
      }
      Arguments all = who;
      all.insert(all.end(), {{"alike", count(recount.outcome->alike)},
                             {"different", count(recount.outcome->different)},
                             {"missing", count(recount.outcome->missing)},
                             {"answers", count(recount.outcome->answers_different)}});
      flow_.paragraph("– " + word("recount_done", all), body);
      if (!recount.outcome->words.empty()) flow_.paragraph(recount.outcome->words, body, 8);
    }
  }

  // A place to sign of a column, with room for hand and stamp.
  void place(const std::string& who, const std::string& name, std::size_t column, std::size_t columns, double height) {
    Canvas& canvas = flow_.canvas();
    const double width = flow_.width() / static_cast<double>(columns);
    const double x = flow_.left() + width * static_cast<double>(column);
    const TextStyle strong{.size = 11, .face = face, .is_bold = true, .align = Align::centre};
    TextStyle italic = small;
    italic.align = Align::centre;
    double y = flow_.y() + canvas.text(who, x + 1, flow_.y(), width - 2, strong);
    if (!name.empty()) y += canvas.text(name, x + 1, y, width - 2, {.size = 11, .face = face, .align = Align::centre});
    canvas.text(word("sign_here"), x + 1, y, width - 2, italic);
    canvas.line(x + 10, flow_.y() + height, x + width - 10, flow_.y() + height, {0.2, paper::line_ink, true});
  }

  void write_signatures() {
    constexpr std::size_t columns = 3;
    constexpr double village_height = 27;
    constexpr double front_height = 44;
    constexpr double day_height = 5.5;
    flow_.space(4);
    flow_.paragraph(word("record_note", {{"event", count(minutes_.known_at)},
                                         {"day", shown_day(minutes_.printed_on, minutes_.language)}}),
                    small);
    title("signatures");
    for (std::size_t i = 0; i < minutes_.villages.size(); ++i) {
      if (i % columns == 0) {
        if (i > 0) flow_.space(village_height + 4);
        flow_.keep(village_height + 4);
      }
      place(word("village_front"), minutes_.villages[i].name, i % columns, columns, village_height);
    }
    flow_.space(village_height + 8);
    flow_.keep(front_height + day_height);
    TextStyle day = small;
    day.align = Align::centre;
    for (const double x : {flow_.left(), flow_.left() + flow_.width() / 2}) {
      flow_.canvas().text(word("signed_on"), x, flow_.y(), flow_.width() / 2, day);
    }
    flow_.space(day_height);
    place(word("commune_front"), minutes_.commune, 0, 2, front_height);
    place(word("provincial_front"), minutes_.province, 1, 2, front_height);
    flow_.space(front_height);
  }

  Flow flow_;
  const Minutes& minutes_;
  Tally whole_;
  int section_ = 0;
};

}  // namespace

Result<std::string> minutes_pdf(const Minutes& minutes) {
  assert(minutes.form != nullptr);
  const Language language = minutes.language;
  const paper::Facts facts{.title = say("surveys_print.minutes_title", {{"title", minutes.title}}, language),
                           .language = std::string(code_of(language)),
                           .author = say("surveys_print.front_of", {{"commune", minutes.commune}}, language),
                           .running_title = say("surveys_print.minutes_title", {{"title", minutes.title}}, language),
                           .numbering =
                               [language](std::size_t page, std::size_t pages) {
                                 return say("surveys_print.page",
                                            {{"page", std::to_string(page)}, {"pages", std::to_string(pages)}},
                                            language);
                               },
                           .watermark = minutes.is_demonstration ? say("surveys_print.demonstration", language) : ""};
  return paper::printed(facts, [&](Canvas& canvas) -> Done {
    MinutesWriter(canvas, minutes).write();
    return {};
  });
}

}  // namespace luytre::surveys
